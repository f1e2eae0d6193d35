// SPDX-License-Identifier: MIT
// Elements: the first screen as HTML that a page may hold, in a declared shadow root: seen as soon as the page is, and taken over by the widget. Drawn by the
// widget's own templates, so that both are the same; used by the build and by the studio, never by a visitor's page.

import type { TemplateResult } from 'lit';
import type { WidgetConfig } from '../config.ts';
import { directionOf, localized, type Words } from '../i18n/messages.ts';
import { initial } from '../store/state.ts';
import type { Context } from './context.ts';
import { frame } from './frame.ts';
import { home } from './screens/home.ts';

/** `headings`: the level of the widget's own, as its attribute heading-level. `questionnaire`: texts by language, or in one. */
export function firstScreen(config: WidgetConfig, questionnaire: Partial<Record<'title' | 'description', unknown>>, language: string, words: Words, headings: number): TemplateResult {
  const said = (text: unknown) => localized(text as string | undefined, language);
  const intro = { title: said(questionnaire.title), description: said(questionnaire.description) };
  const context = {
    state: { ...initial, config, words, locale: language, direction: directionOf(language), intro },
    words,
    level: headings,
    shared: false,
    dispatch() {},
  } as unknown as Context;
  return frame(context, { screen: home(context) });
}

/** `drawn`: that template as HTML. `style`: dist/first-screen.css, whose name the widget knows. */
export function declared(drawn: string, { style, name }: { style: string; name: string }): string {
  const bare = drawn
    .replace(/<!--[^]*?-->/g, '')
    // Not the spaces that do not break.
    .replace(/[ \n]+/g, ' ')
    .replace(/ (?=[<>])|(?<=>) /g, '')
    .replace('at-home', 'at-home early')
    .trim();
  return `<template shadowrootmode="open"><style data-of="${name}">${style}</style>${bare}<slot class="words"></slot></template>`;
}
