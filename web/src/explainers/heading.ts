// SPDX-License-Identifier: MIT
// Explainers: a heading whose level follows the host page.

import { html, nothing, type TemplateResult } from 'lit';

interface HeadingAttributes {
  id?: string;
  class?: string;
  tabindex?: number;
}

type Parts = [content: unknown, id: unknown, name: unknown, tabindex: unknown];

// A template for each, for a tag is no value; lit's own way around that weighs more than they do.
const levels: readonly ((...parts: Parts) => TemplateResult)[] = [
  (content, id, name, tabindex) => html`<h1 id=${id} class=${name} tabindex=${tabindex}>${content}</h1>`,
  (content, id, name, tabindex) => html`<h2 id=${id} class=${name} tabindex=${tabindex}>${content}</h2>`,
  (content, id, name, tabindex) => html`<h3 id=${id} class=${name} tabindex=${tabindex}>${content}</h3>`,
  (content, id, name, tabindex) => html`<h4 id=${id} class=${name} tabindex=${tabindex}>${content}</h4>`,
  (content, id, name, tabindex) => html`<h5 id=${id} class=${name} tabindex=${tabindex}>${content}</h5>`,
  (content, id, name, tabindex) => html`<h6 id=${id} class=${name} tabindex=${tabindex}>${content}</h6>`,
];

export function heading(level: number, content: unknown, attributes: HeadingAttributes = {}): TemplateResult {
  const { id, class: name, tabindex } = attributes;
  return levels[Math.max(1, Math.min(6, level)) - 1]!(content, id ?? nothing, name ?? nothing, tabindex ?? nothing);
}
