// SPDX-License-Identifier: MIT
// Elements: prints one part of the widget alone. The host page's own content steps aside while it prints, and comes back.

const aside = `@media print {
  body :not(:has(triptych-widget), triptych-widget) { display: none !important; }
}`;

/** Prints with the page's own content aside. `rules` hold for this one print; `back` undoes what was set for it. */
export function printAside(rules: string, back: () => void): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(aside + rules);
  document.adoptedStyleSheets.push(sheet);
  const done = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    back();
  };
  addEventListener('afterprint', done, { once: true });
  print();
}

export const printOnly = (id: string) => (event: Event): void => {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  const part = root.getElementById(id);
  if (!part) return;
  root.host.toggleAttribute('printing', true);
  part.toggleAttribute('printed', true);
  printAside('', () => {
    root.host.removeAttribute('printing');
    part.removeAttribute('printed');
  });
};
