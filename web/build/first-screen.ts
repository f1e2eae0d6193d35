// SPDX-License-Identifier: MIT
// Build: the first screen as HTML that a page may hold, in a declared shadow root: seen as soon as the page is, and taken over by the widget. Drawn by the
// widget's own templates (elements/frame.ts, screens/home.ts), so that both are the same.

import { createHash } from 'node:crypto';
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html, LitElement, type TemplateResult } from 'lit';
import type { WidgetConfig } from '../src/config.ts';
import type { Context } from '../src/elements/context.ts';
import { styles } from '../src/elements/first.styles.ts';
import { frame } from '../src/elements/frame.ts';
import { home } from '../src/elements/screens/home.ts';
import { directionOf, localized, words, type Compiled } from '../src/i18n/messages.ts';
import { initial } from '../src/store/state.ts';
import { compiledMessages } from './messages.ts';
import { bareSheet } from './bare.ts';

/**
 * Until the widget takes over, its doors are pictures of doors (triptych.js notes which one is pressed). Where no script runs, and where ours has not come
 * after fifteen seconds, the page's own words stand there.
 */
const waiting = `.words{display:block;block-size:0;overflow:hidden;visibility:hidden;animation:words 0s 15s forwards}
@keyframes words{to{block-size:auto;visibility:visible}}
@media (scripting:none){.early .doors,.early .foot{display:none}.words{animation:none;block-size:auto;visibility:visible}}`;

/** dist/first-screen.css, and the style beside each first screen. */
export const firstStyle = bareSheet(styles.cssText + waiting);

const sum = createHash('sha256').update(firstStyle).digest();

/** By which the widget knows the style as its own, and not that of another version. */
export const firstStyleName = sum.toString('base64url').slice(0, 8);

/** What a page's content security policy says of that style. */
export const firstScreenStyle = `'sha256-${sum.toString('base64')}'`;

/** Slots are drawn inside an element only. */
class Drawn extends LitElement {
  static of: TemplateResult;
  override render = (): TemplateResult => Drawn.of;
}
customElements.define('first-screen', Drawn);

/** `headings`: the level of the widget's own, as its attribute heading-level. */
export function firstScreen({ config, questionnaire, language, headings }: { config: WidgetConfig; questionnaire: { title: string; description: string }; language: string; headings: number }): string {
  const spoken = words(language, JSON.parse(compiledMessages(language).core!) as Compiled, new Set(['core']), (key) => {
    throw new Error(`the first screen needs ${key}`);
  });
  const { title, description } = questionnaire;
  const context = {
    state: { ...initial, config, words: spoken, locale: language, direction: directionOf(language), intro: { title: localized(title, language), description: localized(description, language) } },
    words: spoken,
    level: headings,
    shared: false,
    dispatch() {},
  } as unknown as Context;
  Drawn.of = frame(context, { screen: home(context) });
  const drawn = collectResultSync(render(html`<first-screen></first-screen>`))
    .replace(/^[^]*?<template[^>]*>|<\/template>[^]*$|<!--[^]*?-->/g, '')
    // Not the spaces that do not break.
    .replace(/[ \n]+/g, ' ')
    .replace(/ (?=[<>])|(?<=>) /g, '')
    .replace('at-home', 'at-home early');
  return `<template shadowrootmode="open"><style data-of="${firstStyleName}">${firstStyle}</style>${drawn.trim()}<slot class="words"></slot></template>`;
}
