// SPDX-License-Identifier: MIT
// Journey: what a screen looks like, in numbers: runs in the page, through every shadow root, and answers what is wrong.

/** Each answer is a list of sentences; empty is good. `wide`: long lines can be judged. */
export function look({ wide }) {
  const wrong = { size: [], contrast: [], targets: [], measure: [], primary: [], overflow: [] };
  const all = [];
  const collect = (root) => {
    for (const element of root.querySelectorAll('*')) {
      all.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  collect(document.querySelector('triptych-widget, main > *').shadowRoot);

  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const hidden = (element) => {
    for (let one = element; one; one = parentOf(one)) {
      const style = getComputedStyle(one);
      if (style.visibility === 'hidden' || style.display === 'none' || style.opacity === '0' || style.clipPath === 'inset(50%)') return true;
    }
    return !element.checkVisibility();
  };
  const shown = all.filter((element) => !hidden(element));
  const words = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()).map((node) => node.data.trim()).join(' ');
  const name = (element) => `<${element.localName}${element.className && typeof element.className === 'string' ? ` class="${element.className.trim()}"` : ''}> ${(element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}`;

  const beside = '.foot, .asks, .terms, .where, .banner, .required, .meta, .help, .origin, .who, .notes, .source, figure, table';

  // Any CSS colour as red, green, blue (0..255) and alpha, by the browser's own painter.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = parentOf(one)) {
      const layer = rgba(getComputedStyle(one).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    const paper = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduceRight((below, layer) => over(layer, below), paper);
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  /** Letters on each line, spaces counted. */
  const linesOf = (element) => {
    const lines = new Map();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { index, 0: word } of node.data.matchAll(/\S+\s*/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.trimEnd().length);
        const bottom = Math.round(range.getBoundingClientRect().bottom / 8);
        lines.set(bottom, (lines.get(bottom) ?? 0) + word.trimEnd().length + 1);
      }
    }
    return [...lines.values()];
  };

  for (const element of shown) {
    const style = getComputedStyle(element);
    const text = words(element);
    if (text && !element.closest('svg')) {
      // Running text is 18 px; what stands around it (progress, terms, sources, the foot) is never under 16.
      const size = parseFloat(style.fontSize);
      const running = element.matches('p, li, dd, dt, label, legend, label *, .choice *') && !element.closest(beside);
      if (size < (running ? 18 : 16) - 0.01) wrong.size.push(`${size}px${running ? ' in running text' : ''}: ${name(element)}`);
      const below = ground(element);
      const ratio = contrast(over(rgba(style.color), below), below);
      const off = element.closest('[aria-disabled="true"], :disabled, .choice:has(:disabled)');
      if (ratio < 7 && !off) wrong.contrast.push(`${ratio.toFixed(2)}: ${name(element)} ${style.color}`);
    }
    if (element.matches('button, summary, select, textarea, input:not([type=hidden]), label:has(input)')) {
      if (element.matches('input') && element.closest('label')) continue;
      const { width, height } = element.getBoundingClientRect();
      if (Math.min(width, height) < 43.9) wrong.targets.push(`${Math.round(width)}×${Math.round(height)}: ${name(element)}`);
    }
    if (wide && element.matches('p, li, dd') && words(element).length > 90) {
      const full = linesOf(element).slice(0, -1);
      const average = full.reduce((sum, letters) => sum + letters, 0) / full.length;
      if (full.length > 0 && average > 75) wrong.measure.push(`${average.toFixed(0)} letters a line: ${name(element)}`);
    }
  }
  // Behind an open dialog nothing can be pressed.
  const dialog = shown.find((element) => element.matches('dialog:modal'));
  const primaries = shown.filter((element) => element.matches('button.primary, .door.main') && (!dialog || dialog.contains(element)));
  if (primaries.length > 1) wrong.primary.push(...primaries.map(name));
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.overflow.push(`${scrollWidth} in ${clientWidth}`, ...shown.filter((element) => element.getBoundingClientRect().right > clientWidth + 1).slice(0, 4).map(name));
  return wrong;
}
