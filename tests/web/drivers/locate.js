// SPDX-License-Identifier: MIT
// Drivers: finds an element as a visitor would name it (role and accessible name), in any shadow root, in engines whose driver cannot.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * A target is a CSS selector, searched in every open shadow root, or {css}, or {role, name}: name is a string (the whole name) or a RegExp.
 * Either way only elements that are drawn count, and `nth` picks one of several (the first by default).
 */
export const describe = (target) => (typeof target === 'string' ? target : target.css ?? `${target.role} “${target.name ?? 'any'}”`);

/** A target that can travel into the page: a RegExp becomes its source. */
export function portable(target) {
  if (typeof target === 'string') return { css: target };
  const { role, name, nth, css } = target;
  return name instanceof RegExp ? { role, nth, pattern: name.source, flags: name.flags } : { role, name, nth, css };
}

// Runs in the page. `names` is dom-accessibility-api: the accessible name computation, as written in the W3C's accname.
const search = `(names) => (target) => {
  const drawn = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  const folded = (text) => text.replace(/\\s+/g, ' ').trim();
  const pattern = target.pattern === undefined ? null : new RegExp(target.pattern, target.flags);
  const fits = (element) => {
    if (target.css !== undefined) return element.matches(target.css);
    if (names.getRole(element) !== target.role) return false;
    const name = names.computeAccessibleName(element);
    if (pattern ? !pattern.test(name) : target.name !== undefined && folded(name) !== folded(target.name)) return false;
    return true;
  };
  // A native radio or checkbox may be drawn by its label alone: that is then what one touches.
  const touched = (element) => (drawn(element) ? element : [...(element.labels ?? [])].find(drawn));
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const place = fits(element) ? touched(element) : undefined;
      if (place) found.push(place);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found[target.nth ?? 0] ?? null;
}`;

/** Runs in the page: what a reader sees of an element (of the whole page without one), shadow roots and slots included, a line a block. */
export function visibleText(element) {
  const parts = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.checkVisibility({ visibilityProperty: true }) ?? true) parts.push(node.nodeValue.replace(/\s+/g, ' '));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|NOSCRIPT|TEMPLATE)$/.test(node.tagName)) return;
    const inline = getComputedStyle(node).display.startsWith('inline');
    if (!inline) parts.push('\n');
    const assigned = node.tagName === 'SLOT' ? node.assignedNodes() : [];
    for (const child of assigned.length > 0 ? assigned : (node.shadowRoot ?? node).childNodes) walk(child);
    if (!inline) parts.push('\n');
  };
  walk(element ?? document.body);
  return parts.join('').split('\n').map((line) => line.trim()).filter(Boolean).join('\n');
}

let source;

/** The text of a function (target) → Element or null, to be evaluated in the page. */
export async function locatorSource() {
  if (source) return source;
  const entry = 'triptych:names';
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    plugins: [{
      name: 'names',
      resolveId: (id) => (id === entry ? { id } : null),
      load: (id) => (id === entry ? `export * from ${JSON.stringify(fileURLToPath(import.meta.resolve('dom-accessibility-api')))}` : null),
    }],
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'names', minify: true });
  await bundle.close();
  source = `(() => { ${output[0].code}; return (${search})(names); })()`;
  return source;
}
