// SPDX-License-Identifier: MIT
// Journey: what the keyboard and assistive technology find on whatever screen is shown: each thing is reached by Tab, seen when it has the focus,
// not hidden then, and has a name; radios stand in a named group; headings skip no level.

/** In the page: what Tab ought to reach, numbered; and a note of each arrival, with how it looked then. */
function watch() {
  const roots = [];
  const collect = (root) => {
    roots.push(root);
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) collect(element.shadowRoot);
  };
  collect(document);
  const all = (css) => roots.flatMap((root) => [...root.querySelectorAll(css)]);
  const modal = all('dialog:modal')[0];
  const inside = (element) => {
    for (let one = element; one; one = one.parentNode ?? one.host) if (one === modal) return true;
    return !modal;
  };
  const name = (element) => `<${element.localName} class="${element.className}"> “${(element.labels?.[0] ?? element).textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  const wanted = all('a[href], button, input, select, textarea, summary, [tabindex="0"]').filter((element) => inside(element) && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  const groups = new Map();
  for (const element of wanted) {
    const key = element.type === 'radio' ? `${roots.indexOf(element.getRootNode())} ${element.name}` : element;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(element);
  }
  const seen = new Set();
  const bad = new Set();
  const outlined = (element) => {
    for (let one = element, up = 0; one && up < 4; one = one.parentElement, up += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      // auto: the browser's own ring, on boxes that scroll.
      if (outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)) return true;
    }
    return false;
  };
  const uncovered = (element) => {
    const box = (element.labels?.[0] ?? element).getBoundingClientRect();
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.2, 0.5, 0.8]) {
      let found = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      while (found?.shadowRoot) {
        const deeper = found.shadowRoot.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        if (!deeper || deeper === found) break;
        found = deeper;
      }
      for (let one = found; one; one = one.parentNode ?? one.host) if (one === element || one === element.labels?.[0]) return true;
    }
    return false;
  };
  const arrive = ({ target }) => {
    if (target.shadowRoot?.activeElement) return;
    seen.add(target);
    // The page around brings its own ring.
    if (target.getRootNode() !== document && !outlined(target)) bad.add(`no ring: ${name(target)}`);
    if (!uncovered(target)) bad.add(`hidden while it has the focus: ${name(target)}`);
  };
  for (const root of roots) root.addEventListener('focusin', arrive);
  window.reached = { presses: groups.size + 12, missed: () => [...[...groups.values()].filter((group) => !group.some((element) => seen.has(element))).map(([first]) => `Tab never reaches ${name(first)}`), ...bad], done: () => [...groups.values()].every((group) => group.some((element) => seen.has(element))) };
  return window.reached.presses;
}

/** Presses Tab all around the page; answers what is wrong, in words. */
export async function tabThrough({ page }) {
  const presses = await page.evaluate(watch);
  for (let pressed = 0; pressed < presses; pressed += 1) {
    await page.keyboard.press('Tab');
    if (pressed % 8 === 7 && (await page.evaluate(() => window.reached.done()))) break;
  }
  return page.evaluate(() => window.reached.missed());
}

const named = new Set(['button', 'link', 'textbox', 'combobox', 'checkbox', 'radio', 'slider', 'spinbutton', 'listbox', 'image', 'img', 'radiogroup', 'table', 'dialog', 'alertdialog', 'region', 'navigation', 'DisclosureTriangle', 'DisclosureTriangleGrouped']);

/** The accessibility tree as the browser gives it; answers what is wrong with it, in words. */
export async function treeProblems({ page, context }) {
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const found = [];
  const role = (node) => node.role?.value;
  const told = nodes.filter(({ ignored }) => !ignored);
  for (const node of told) {
    const text = node.name?.value?.trim() ?? '';
    if (named.has(role(node)) && !text) found.push(`a ${role(node)} without a name`);
    if (node.properties?.some(({ name, value }) => name === 'focusable' && value.value) && ['generic', 'none'].includes(role(node))) found.push(`takes the focus and is nothing: ${text}`);
    if (role(node) !== 'radio') continue;
    let around = node;
    do around = byId.get(around.parentId); while (around && !(['group', 'radiogroup'].includes(role(around)) && around.name?.value?.trim()));
    if (!around) found.push(`a radio in no named group: ${text}`);
  }
  const levels = told.filter((node) => role(node) === 'heading').map((node) => node.properties.find(({ name }) => name === 'level').value.value);
  if (levels.length === 0) found.push('no heading');
  for (const [i, level] of levels.entries()) if (i > 0 && level > levels[i - 1] + 1) found.push(`a heading of level ${level} after one of level ${levels[i - 1]}`);
  return [...new Set(found)];
}
