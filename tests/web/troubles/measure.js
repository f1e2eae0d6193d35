// SPDX-License-Identifier: MIT
// Troubles: run in a page: what somebody who must read and touch the widget would find wrong with it, in words.

/** `at`: which widget of the page. Walks its shadow roots; answers a list that is empty where all is well. */
export function usable(at = 0) {
  const found = [];
  const host = document.querySelectorAll('triptych-widget')[at];
  const elements = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      elements.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(host.shadowRoot);
  const name = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> “${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}”`;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.visually-hidden, [aria-hidden=true]') && element.getBoundingClientRect().width > 0;
  const shown = elements.filter(seen);
  const colour = (text) => {
    const canvas = (usable.canvas ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true }));
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (rgb) => [...rgb].slice(0, 3).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.assignedSlot ?? one.parentElement ?? one.getRootNode().host) {
      const back = colour(getComputedStyle(one).backgroundColor);
      if (back[3] > 250) return back;
    }
    return [255, 255, 255];
  };
  // The system’s colours take the place of both.
  const forced = matchMedia('(forced-colors: active)').matches;
  const widget = host.shadowRoot.querySelector('.widget');
  const scale = widget.getBoundingClientRect().width / widget.offsetWidth;
  for (const element of shown) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const size = parseFloat(style.fontSize);
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`out of the window (${box.left.toFixed()}…${box.right.toFixed()} of ${innerWidth}): ${name(element)}`);
    if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible' && element.clientWidth > 0 && style.display !== 'inline') found.push(`cut: ${name(element)}`);
    // A radio or a checkbox is touched by its whole line.
    const target = element.matches('button, summary, select, textarea, input:not([type=radio], [type=checkbox])') || (element.localName === 'label' && element.querySelector('input'));
    if (target && (box.width < 24 || box.height < 24)) found.push(`${box.width.toFixed()}×${box.height.toFixed()} px to touch: ${name(element)}`);
    if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim())) continue;
    if (size * scale < 14) found.push(`letters of ${style.fontSize}: ${name(element)}`);
    if (style.lineHeight !== 'normal' && parseFloat(style.lineHeight) < 1.1 * size) found.push(`lines of ${style.lineHeight} under letters of ${style.fontSize}: ${name(element)}`);
    for (const [property, plain] of [['textTransform', 'none'], ['writingMode', 'horizontal-tb'], ['textShadow', 'none'], ['wordBreak', 'normal'], ['textIndent', '0px'], ['fontVariantCaps', 'normal']])
      if (style[property] !== plain) found.push(`${property} ${style[property]}: ${name(element)}`);
    if (/nowrap|^pre$/.test(style.whiteSpace)) found.push(`does not wrap: ${name(element)}`);
    const [one, other] = [light(colour(forced ? style.color : style.webkitTextFillColor)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) found.push(`contrast of ${ratio.toFixed(1)}: ${name(element)}`);
  }
  for (const css of ['.door', '.choice', '.actions button']) {
    const boxes = shown.filter((element) => element.matches(css)).map((element) => [element, element.getBoundingClientRect()]);
    for (const [i, [element, a]] of boxes.entries()) for (const [, b] of boxes.slice(i + 1)) if (a.left < b.right - 3 && b.left < a.right - 3 && a.top < b.bottom - 3 && b.top < a.bottom - 3) found.push(`one over another: ${name(element)}`);
  }
  const width = widget.getBoundingClientRect().width;
  if (width < Math.min(innerWidth * 0.7, 500)) found.push(`only ${width.toFixed()} px wide in a window of ${innerWidth}`);
  if (!shown.some((element) => element.matches('.door, .choice'))) found.push('neither a door nor a choice is to be seen');
  return [...new Set(found)];
}
