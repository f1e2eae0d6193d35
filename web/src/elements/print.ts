// SPDX-License-Identifier: MIT
// Elements: prints one part of the widget alone. The host page's own content steps aside while it prints, and comes back.

const aside = `@media print {
  body :not(:has(triptych-widget), triptych-widget) { display: none !important; }
}`;

export const printOnly = (id: string) => (event: Event): void => {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  const part = root.getElementById(id);
  if (!part) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(aside);
  document.adoptedStyleSheets.push(sheet);
  root.host.toggleAttribute('printing', true);
  part.toggleAttribute('printed', true);
  const back = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    root.host.removeAttribute('printing');
    part.removeAttribute('printed');
  };
  addEventListener('afterprint', back, { once: true });
  print();
};
