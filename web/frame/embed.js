// SPDX-License-Identifier: MIT
// Frame, inside: embed.html?survey=…&lang=…&title=… shows one survey of this site, and tells the page around how tall it is.
(() => {
  const asked = new URLSearchParams(location.search);
  const matching = (name, pattern, otherwise) => (pattern.test(asked.get(name) ?? '') ? asked.get(name) : otherwise);
  const widget = document.querySelector('triptych-widget');
  // Only a survey of this very site: an address from elsewhere could show anything under the association's name.
  widget.setAttribute('src', `content/${matching('survey', /^[a-z0-9-]{1,64}$/, 'ai-in-care')}/widget.json`);
  const language = matching('lang', /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, '');
  if (language) document.documentElement.lang = language;
  document.title = (asked.get('title') ?? document.title).slice(0, 200);
  if (parent === window) return;

  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // To whoever embeds: a height tells nothing of anybody.
    parent.postMessage({ type: 'triptych-height', height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.type === 'triptych-fits') document.documentElement.classList.add('fits');
  });
  tell();
})();
