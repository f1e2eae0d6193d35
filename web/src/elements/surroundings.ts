// SPDX-License-Identifier: MIT
// Elements: what the page around lends to the store: fetch, chunks, languages.

import type { Compiled } from '../i18n/messages.ts';
import { SurveyEngine } from '../engine/survey-engine.ts';
import { fetchOwn, load, messageLanguages } from '../manifest.ts';
import { WidgetStore, type Emit } from '../store/widget-store.ts';
import type { TriptychWidget } from './triptych-widget.ts';

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.text();
}

export function storeOf(element: TriptychWidget, emit: Emit): WidgetStore {
  const around = element.parentElement?.closest<HTMLElement>('[lang]')?.lang;
  return new WidgetStore({
    source: new URL(element.src, document.baseURI).href,
    languages: [element.lang, around, ...navigator.languages].filter((one): one is string => Boolean(one)),
    mode: element.mode,
    fetchText,
    loadEngine: () => SurveyEngine.load(),
    loadOutbox: async (changed) => {
      const { Outbox } = await load('store/outbox', () => import('../store/outbox.ts'));
      return new Outbox({ changed });
    },
    messageLanguages,
    loadMessages: async (language, group) => (await (await fetchOwn('messages', `${language}-${group}`)).json()) as Compiled,
    emit,
  });
}
