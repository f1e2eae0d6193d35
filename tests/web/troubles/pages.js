// SPDX-License-Identifier: MIT
// Troubles: a page for each trouble of embedding, as an association would have written it. `node tests/web/troubles/serve.js` serves them to a person;
// tests/web/browser/troubles.test.js walks through each.

const survey = 'content/ai-in-care/widget.json';
/** On the page's own site the widget lies under /triptych/. */
const own = '/triptych/';
const element = ({ base = own, attributes = 'lang="en"', file = survey } = {}) => `<triptych-widget src="${base}${file}" ${attributes}><p>This questionnaire needs JavaScript.</p></triptych-widget>`;
const script = ({ base = own, attributes = 'defer' } = {}) => `<script src="${base}triptych.js" ${attributes}></script>`;
const insert = "document.head.append(Object.assign(document.createElement('script'), { src: '/triptych/triptych.js' }))";

/** `css`: in the page's head. `root`: attributes of <html>. */
const page = (id, { head = script(), body = element(), css = '', root = 'lang="en"' } = {}) => `<!doctype html>
<html ${root}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${id}</title>
${css && `<style>${css}</style>`}
${head}
</head>
<body>
${body}
</body>
</html>
`;

/** What a strict site sends; `others`: origins besides its own. */
const policy = (...others) => [
  "default-src 'none'", `script-src ${["'self'", "'wasm-unsafe-eval'", ...others].join(' ')}`, "style-src 'self'", `connect-src ${["'self'", ...others].join(' ')}`, "img-src 'self'",
  "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types lit-html triptych 'allow-duplicates'",
].join('; ');

/** From another site: its address, and the integrity that triptych.js has there. */
const elsewhere = ({ site, integrity }) => script({ base: site, attributes: `integrity="${integrity}" crossorigin="anonymous" defer` });

/**
 * Each: `html(around)`, where `around` is { site, integrity } of the other origin; `policy(around)`: a Content-Security-Policy that the page is sent with.
 * `first`: the button that a visitor must press before the widget is there. `looks`: worth a picture.
 */
export const troubles = {
  // How the script comes.
  deferred: { html: () => page('deferred') },
  async: { html: () => page('async', { head: script({ attributes: 'async' }) }) },
  module: { html: () => page('module', { head: script({ attributes: 'type="module"' }) }) },
  delayed: { first: 'Touch me', html: () => page('delayed', { head: `<script>addEventListener('pointerdown', () => setTimeout(() => ${insert}, 200), { once: true })</script>`, body: `<button>Touch me</button>${element()}` }) },
  combined: { html: () => page('combined', { head: '<script src="/combined.js" defer></script>', body: element({ attributes: `lang="en" data-base="${own}"` }) }) },
  twice: { html: () => page('twice', { head: script() + script({ attributes: 'async' }), body: element() + script({ attributes: '' }) }) },
  late: { first: 'Show', html: () => page('late', { head: '', body: `<button onclick="${insert}; this.insertAdjacentHTML('afterend', document.querySelector('template').innerHTML)">Show</button><template>${element()}</template>` }) },
  'removed-and-put-back': { html: () => page('removed-and-put-back', { body: `<button onclick="window.kept ??= document.querySelector('triptych-widget'); kept.isConnected ? kept.remove() : document.body.append(kept)">Take away or put back</button>${element()}` }) },
  several: { html: () => page('several', { body: element({ file: 'content/tool-feedback/widget.json' }) + element() + element() }) },
  elsewhere: { html: (around) => page('elsewhere', { head: elsewhere(around), body: element({ base: around.site }) }) },

  // Where it stands.
  form: { html: () => page('form', { body: `<form action="/sent" onsubmit="window.submits = (window.submits ?? 0) + 1; return false"><label>Your name <input name="who" value="me"></label>${element()}<button>Send our form</button></form>` }) },
  dialog: { first: 'Open', looks: true, html: () => page('dialog', { body: `<button onclick="document.querySelector('dialog').showModal()">Open</button><dialog aria-label="Questionnaire">${element()}</dialog>` }) },
  tab: { first: 'Questionnaire', html: () => page('tab', { css: '[role=tabpanel] { display: none } [role=tabpanel].on { display: block }', body: `<div role="tablist"><button role="tab" aria-selected="false" aria-controls="panel" onclick="document.querySelector('[role=tabpanel]').classList.add('on')">Questionnaire</button></div><div id="panel" role="tabpanel">${element()}</div>` }) },
  'right-to-left': { looks: true, html: () => page('right-to-left', { root: 'lang="ar" dir="rtl"', body: `<p>صفحتنا</p>${element()}` }) },
  'flex-row': { looks: true, html: () => page('flex-row', { css: 'main { display: flex; align-items: flex-start; justify-content: center; flex-wrap: wrap }', body: `<main><div>Ours</div>${element()}</main>` }) },
  float: { html: () => page('float', { css: 'triptych-widget { float: left }', body: element() }) },
  'inline-block': { looks: true, html: () => page('inline-block', { css: 'main { display: inline-block; padding: 8px }', body: `<main>${element()}</main>` }) },
  grid: { html: () => page('grid', { css: 'main { display: grid; grid-template-columns: 1fr; justify-items: center }', body: `<main>${element()}</main>` }) },

  // What the page's own styles do.
  'all-unset': { looks: true, html: () => page('all-unset', { css: 'body * { all: unset !important }' }) },
  'all-revert': { looks: true, html: () => page('all-revert', { css: 'body * { all: revert !important }' }) },
  'all-initial': { looks: true, html: () => page('all-initial', { css: '* { all: initial }' }) },
  important: { looks: true, html: () => page('important', { css: `body * { margin: 3px !important; border: 2px solid red !important; float: left !important; position: relative !important; min-width: 0 !important; box-sizing: content-box !important }
    button, input, label, fieldset, legend { display: none !important } h1, h2, p { font-size: 7px !important; color: #eee !important }` }) },
  inherited: { looks: true, html: () => page('inherited', { css: `main { text-transform: uppercase; white-space: nowrap; text-indent: 3em; text-align: center; font: italic 900 9px/1 serif; letter-spacing: -0.05em; word-spacing: -0.2em; word-break: break-all; hyphens: auto;
    text-shadow: 2px 2px red; cursor: none; user-select: none; -webkit-user-select: none; list-style: none; quotes: none; font-variant: small-caps; tab-size: 40; color: #fff; -webkit-text-fill-color: #eee; -webkit-text-stroke: 1px red }`, body: `<main>${element()}</main>` }) },
  'huge-root': { looks: true, html: () => page('huge-root', { css: 'html { font-size: 40px }' }) },
  'tiny-root': { looks: true, html: () => page('tiny-root', { css: 'html { font-size: 62.5% } body { font-size: 1.4rem; line-height: 1 }' }) },
  transformed: { looks: true, html: () => page('transformed', { css: 'body { margin: 0 } main { transform: translateX(0) scale(0.9); transform-origin: 0 0; will-change: transform; filter: contrast(1); perspective: 500px }', body: `<main>${element()}</main>` }) },
  zoomed: { looks: true, html: () => page('zoomed', { css: 'body { zoom: 1.5; margin: 0 }' }) },

  dark: { looks: true, html: () => page('dark', { css: 'html { color-scheme: dark; background: #000; color: #fff }' }) },
  themed: { looks: true, html: () => page('themed', { css: 'triptych-widget { --triptych-accent: #004d40; --triptych-surface: #fffdf5; --triptych-tint: #f3f0e4; --triptych-radius: 0; --triptych-heading-font: Georgia, serif }' }) },

  // What the page's policy forbids.
  strict: { policy: () => policy(), html: () => page('strict') },
  'strict-elsewhere': { policy: ({ site }) => policy(new URL(site).origin), html: (around) => page('strict-elsewhere', { head: elsewhere(around), body: element({ base: around.site }) }) },
};
