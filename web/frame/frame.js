// SPDX-License-Identifier: MIT
// Frame, outside: for the page around, beside <iframe data-triptych src="…/embed.html">: gives each frame the height it asks for.
(() => {
  const most = 100_000;
  addEventListener('message', ({ source, origin, data }) => {
    if (data?.type !== 'triptych-height' || !(typeof data.height === 'number' && data.height > 0 && data.height <= most)) return;
    for (const frame of document.querySelectorAll('iframe[data-triptych]')) {
      if (frame.contentWindow !== source || new URL(frame.src, document.baseURI).origin !== origin) continue;
      const { borderTopWidth, borderBottomWidth } = getComputedStyle(frame);
      frame.style.boxSizing = 'border-box';
      frame.style.height = `${Math.ceil(data.height + parseFloat(borderTopWidth) + parseFloat(borderBottomWidth))}px`;
      source.postMessage({ type: 'triptych-fits' }, origin);
    }
  });
})();
