// SPDX-License-Identifier: MIT
// Web: what the page around lends to the store: fetch, chunks, engines, languages.

import { SurveyEngine } from './engine/survey-engine.ts';
import { surveyParts } from './engine/survey-module.ts';
import type { ExplainerFile } from './explainers/explainer-file.ts';
import type { Compiled } from './i18n/messages.ts';
import { fetchOwn, load, messageLanguages } from './manifest.ts';
import { lettersDatabase } from './store/letters-database.ts';
import { WidgetStore, type Emit, type Surroundings } from './store/widget-store.ts';

/** The widget's element, as far as it says what to show. */
interface Asking extends HTMLElement {
  src: string;
  mode: Surroundings['mode'];
  make?: (around: Surroundings) => WidgetStore;
}

async function fetchText(url: string, missing?: string): Promise<string> {
  const response = await fetch(url);
  if (response.ok) return response.text();
  // 403 is what a bucket answers of what is not there, to whoever may not list it.
  if (missing !== undefined && [403, 404].includes(response.status)) {
    // An unread answer would hold its connection.
    await response.body?.cancel();
    return missing;
  }
  throw new Error(`${response.status} ${url}`);
}

/** After what is on screen is drawn; Safari does not say when it rests. */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 1000 });
  else setTimeout(act, 200);
}

const sentences = new Map<string, Promise<Compiled>>();

async function resultsEngine() {
  const [engine] = await Promise.all([
    load('engine/results-engine', () => import('./engine/results-engine.ts')),
    load('results/define', () => import('./results/define.ts')),
  ]);
  return engine;
}

/** Once a page, whatever widgets are on it. */
function messages(language: string, group: string): Promise<Compiled> {
  const name = `${language}-${group}`;
  let found = sentences.get(name);
  if (!found) {
    found = fetchOwn('messages', name).then((response) => response.json() as Promise<Compiled>);
    found.catch(() => sentences.delete(name));
    sentences.set(name, found);
  }
  return found;
}

export function storeOf(element: Asking, emit: Emit): WidgetStore {
  const around = element.parentElement?.closest<HTMLElement>('[lang]')?.lang;
  const make = element.make ?? ((all: Surroundings) => new WidgetStore(all));
  const own: Surroundings = {
    source: new URL(element.src, document.baseURI).href,
    languages: [element.lang, around, ...navigator.languages].filter((one): one is string => Boolean(one)),
    mode: element.mode,
    fetchText,
    loadEngine: () => SurveyEngine.load(surveyParts),
    async mayHoldLetters() {
      // A frame without an origin of its own holds nothing, and Chromium speaks of an error besides the one that is caught.
      if (origin === 'null') return false;
      try {
        return (await indexedDB.databases()).some(({ name }) => name === lettersDatabase);
      } catch {
        // Where the browser does not say, or denies storage: the outbox finds out.
        return true;
      }
    },
    async loadOutbox(changed) {
      const { Outbox } = await load('store/outbox', () => import('./store/outbox.ts'));
      return new Outbox({ changed });
    },
    async loadExplainer(address) {
      const [text, { startExplainers }] = await Promise.all([
        own.fetchText(address),
        load('engine/explainers-engine', () => import('./engine/explainers-engine.ts')),
        load('explainers/define', () => import('./explainers/define.ts')),
      ]);
      return { file: JSON.parse(text) as ExplainerFile, simulations: await startExplainers() };
    },
    prepareResults: () => void resultsEngine().then((engine) => engine.prepareResults()).catch(() => {}),
    summarize: async (input) => (await resultsEngine()).summarize(input),
    messageLanguages,
    loadMessages: messages,
    whenIdle,
    emit,
  };
  return make(own);
}
