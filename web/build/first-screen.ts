// SPDX-License-Identifier: MIT
// Build: first screens that pages hold in their HTML (src/elements/first-screen.ts), and the style beside them.

import { createHash } from 'node:crypto';
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html, LitElement, type TemplateResult } from 'lit';
import type { WidgetConfig } from '../src/config.ts';
import { declared, firstScreen } from '../src/elements/first-screen.ts';
import { styles } from '../src/elements/first.styles.ts';
import { words, type Compiled } from '../src/i18n/messages.ts';
import { bareSheet } from './bare.ts';
import { compiledMessages } from './messages.ts';

/**
 * Until the widget takes over, its doors are pictures of doors (triptych.js notes which one is pressed). Where no script runs, and where ours has not come
 * after fifteen seconds, the page's own words stand there.
 */
const waiting = `.words{display:block;block-size:0;overflow:hidden;visibility:hidden;animation:words 0s 15s forwards}
.early .doors,.early .foot{animation:gone 0s 15s forwards}
@keyframes words{to{block-size:auto;visibility:visible}}
@keyframes gone{to{block-size:0;visibility:hidden}}
@media (scripting:none){.early .doors,.early .foot{display:none}.words{animation:none;block-size:auto;visibility:visible}}`;

/** dist/first-screen.css, and the style beside each first screen. */
const style = bareSheet(styles.cssText + waiting);
const sum = createHash('sha256').update(style).digest();

/** `name`: by which the widget knows the style as its own, and not that of another version. `source`: what a page's policy says of it. */
export const firstStyle = { style, name: sum.toString('base64url').slice(0, 8), source: `'sha256-${sum.toString('base64')}'` };

/** Slots are drawn inside an element only. */
class Drawn extends LitElement {
  static of: TemplateResult;
  override render = (): TemplateResult => Drawn.of;
}
customElements.define('first-screen', Drawn);

/** A page's own, in one language. `headings`: the level of the widget's, as its attribute heading-level. */
export function firstScreenOf(config: WidgetConfig, questionnaire: { title: string; description: string }, language: string, headings: number): string {
  const spoken = words(language, JSON.parse(compiledMessages(language).core) as Compiled, new Set(['core']), (key) => {
    throw new Error(`the first screen needs ${key}`);
  });
  Drawn.of = firstScreen(config, questionnaire, language, spoken, headings);
  const drawn = collectResultSync(render(html`<first-screen></first-screen>`)).replace(/^[^]*?<template[^>]*>|<\/template>[^]*$/g, '');
  return declared(drawn, firstStyle);
}
