// SPDX-License-Identifier: MIT
// Explainers: a heading whose level follows the host page.

import { nothing, type TemplateResult } from 'lit';
import { html, literal } from 'lit/static-html.js';

const tags = [literal`h1`, literal`h2`, literal`h3`, literal`h4`, literal`h5`, literal`h6`];

interface HeadingAttributes {
  id?: string;
  class?: string;
  tabindex?: number;
}

export function heading(level: number, content: unknown, attributes: HeadingAttributes = {}): TemplateResult {
  const tag = tags[Math.max(1, Math.min(6, level)) - 1]!;
  return html`<${tag} id=${attributes.id ?? nothing} class=${attributes.class ?? nothing} tabindex=${attributes.tabindex ?? nothing}>${content}</${tag}>`;
}
