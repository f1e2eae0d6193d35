// SPDX-License-Identifier: MIT
// Studio: <triptych-studio-preview>: the real widget over a draft. It fetches nothing, keeps nothing on the device, and a ballot goes nowhere.

import '../define.ts';
import { memoryDrawer } from '../store/letters.ts';
import { Outbox } from '../store/outbox.ts';
import type { Areas } from '../store/saved.ts';
import { WidgetStore, type Surroundings } from '../store/widget-store.ts';
import type { Panel } from '../engine/survey.js';
import type { TriptychWidget } from '../elements/triptych-widget.ts';
import type { Draft } from './draft.ts';

export interface Shown {
  draft: Draft;
  locale: string;
  panel: Panel | '';
  scheme: 'light' | 'dark' | '';
}

/** No such host can exist (RFC 2606): should anything be asked of it, nothing answers. */
const base = 'https://draft.invalid/content/draft/';

function memoryAreas(): Areas {
  const area = () => {
    const held = new Map<string, string>();
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    };
  };
  const [tab, device] = [area(), area()];
  return { tab: () => tab, device: () => device };
}

const receives = { send: async () => 'received' as const };

function storeOver({ draft, panel }: Shown, around: Surroundings): WidgetStore {
  const instead: Partial<Surroundings> = {
    areas: memoryAreas(),
    mayHoldLetters: async () => false,
    loadOutbox: async (changed) =>
      new Outbox({ changed, drawer: memoryDrawer(), collectors: Object.fromEntries(['triptych', 'wordpress', 's3', 'http'].map((kind) => [kind, receives])), tabs: () => ({ postMessage() {}, close() {} }) as unknown as BroadcastChannel }),
    async fetchText(url, missing) {
      const text = url.startsWith(base) ? draft.files.get(decodeURIComponent(url.slice(base.length))) : undefined;
      if (text !== undefined) return text;
      if (missing !== undefined) return missing;
      throw new Error(`no ${url}`);
    },
  };
  const store = new WidgetStore(Object.assign(around, instead));
  if (panel) {
    const unsubscribe = store.subscribe(() => {
      if (store.getState().engine !== 'ready') return;
      unsubscribe();
      queueMicrotask(() => store.dispatch({ type: 'panel', panel }));
    });
  }
  return store;
}

export class TriptychStudioPreview extends HTMLElement {
  #shown: Shown | null = null;

  /** The same draft shown the same way goes on as it is. */
  set shown(shown: Shown) {
    const same = this.#shown && (['draft', 'locale', 'panel', 'scheme'] as const).every((key) => this.#shown![key] === shown[key]);
    if (same) return;
    this.#shown = shown;
    const widget = document.createElement('triptych-widget') as TriptychWidget;
    widget.make = (around) => storeOver(shown, around);
    widget.lang = shown.locale;
    widget.headingLevel = 3;
    if (shown.scheme) widget.setAttribute('scheme', shown.scheme);
    widget.src = `${base}widget.json`;
    this.replaceChildren(widget);
  }
}
