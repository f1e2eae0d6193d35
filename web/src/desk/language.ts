// SPDX-License-Identifier: MIT
// Desk: the language of the page: ?lang=, else the browser's; its sentences.

import { type Compiled, type Params, pickLanguage, words } from '../i18n/messages.ts';
import { fetchOwn } from '../manifest.ts';
import type { MessageKey } from '../i18n/messages.ts';

export const languages = ['fr', 'en'] as const;

export interface Desk {
  locale: string;
  t(key: MessageKey, params?: Params): string;
  /** As written, by the rest of the key: what exports are made with. */
  raw: Record<string, string>;
}

/** `group`: whose sentences (build/messages.ts). */
export async function readDesk(group: 'desk' | 'studio' = 'desk'): Promise<Desk> {
  const asked = new URL(document.URL).searchParams.get('lang');
  const locale = pickLanguage([...(asked ? [asked] : []), ...navigator.languages], languages);
  document.documentElement.lang = locale;
  const [messages, raw] = await Promise.all(
    [group, 'export'].map(async (one) => (await fetchOwn('messages', `${locale}-${one}`)).json() as Promise<unknown>),
  );
  const spoken = words(locale, messages as Compiled, new Set(), (key) => console.error('triptych: no words for', key));
  return { locale, t: (key, params) => spoken.t(key, params), raw: raw as Record<string, string> };
}

/** The same page in another language: a link, for it works without us. */
export function addressIn(language: string): string {
  const address = new URL(document.URL);
  address.searchParams.set('lang', language);
  // What wp-admin says to the workbench stands in the fragment.
  return `${address.pathname}${address.search}${address.hash}`;
}
