// SPDX-License-Identifier: MIT
// Engine: one sitting of survey.wasm. Typed calls, one guard: whatever is thrown becomes an error value, and the instance is dropped.

import type {
  BallotView, Change, CodebookItem, Envelope, Json, Opened, OpenOptions, SavedState, Step, SurveyModule, View,
} from './survey.js';

type Call = Exclude<keyof SurveyModule, 'open' | 'close' | 'sha256'>;

const trap = (what: unknown): Envelope<never> => ({
  ok: false,
  error: { code: 'engine_trap', path: '', params: { what: String(what) } },
});

export class SurveyEngine {
  readonly #start: () => Promise<SurveyModule>;
  #module: SurveyModule | null;
  #handle = 0;
  #questionnaire = '';
  #options: OpenOptions | null = null;
  #saved: SavedState | null = null;

  private constructor(start: () => Promise<SurveyModule>, module: SurveyModule) {
    this.#start = start;
    this.#module = module;
  }

  /** `start` makes a new instance each time it is called. */
  static async load(start: () => Promise<SurveyModule>): Promise<SurveyEngine> {
    return new SurveyEngine(start, await start());
  }

  /** Starts one sitting, from `options.resume` if it holds one. */
  open(questionnaire: string, options: OpenOptions): Envelope<View> {
    if (this.#handle) this.#guard((module) => module.close(this.#handle));
    const opened = this.#guard<Opened>((module) => module.open(questionnaire, JSON.stringify(options)));
    if (!opened.ok) return opened;
    this.#questionnaire = questionnaire;
    this.#options = options;
    this.#handle = opened.value.handle;
    this.#remember();
    return { ok: true, value: opened.value.view };
  }

  view = () => this.#call<View>('view');
  answer = (name: string, value: Json) => this.#change<Change>('answer', name, JSON.stringify(value));
  comment = (name: string, words: string) => this.#change<Change>('comment', name, words);
  note = (fact: string, about: string, state: string) => this.#change<Change>('note', fact, about, state);
  next = () => this.#change<Step>('next');
  previous = () => this.#change<Step>('previous');
  go = (page: number) => this.#change<Step>('go', page);
  finish = () => this.#change<Step>('finish');
  complete = () => this.#change<Step>('complete');
  ballot = () => this.#change<BallotView>('ballot');
  own = () => this.#call<Record<string, number | number[]>>('own');
  codebook = () => this.#call<CodebookItem[]>('codebook');
  checks = () => this.#call<{ right: string[]; wrong: string[] }>('checks');

  locale(locale: string): Envelope<View> {
    const view = this.#change<View>('locale', locale);
    if (view.ok && this.#options) this.#options = { ...this.#options, locale };
    return view;
  }

  /** The state after the last call that succeeded. */
  get saved(): SavedState | null {
    return this.#saved;
  }

  get alive(): boolean {
    return this.#module !== null;
  }

  /** After a trap: a new instance, with the answers of before. */
  async revive(): Promise<Envelope<View>> {
    if (!this.#options) return trap('nothing was open');
    this.#handle = 0;
    this.#module = await this.#start();
    const { resume: _, ...options } = this.#options;
    return this.open(this.#questionnaire, this.#saved ? { ...options, resume: this.#saved } : options);
  }

  #guard<Value>(call: (module: SurveyModule) => string): Envelope<Value> {
    if (!this.#module) return trap('dropped');
    try {
      return JSON.parse(call(this.#module)) as Envelope<Value>;
    } catch (thrown) {
      // A trap leaves memory in an unknown state: nothing of it is used again.
      this.#module = null;
      return trap(thrown);
    }
  }

  #call<Value>(name: Call, ...rest: (string | number)[]): Envelope<Value> {
    return this.#guard((module) => (module[name] as (...all: (string | number)[]) => string)(this.#handle, ...rest));
  }

  #change<Value>(name: Call, ...rest: (string | number)[]): Envelope<Value> {
    const result = this.#call<Value>(name, ...rest);
    if (result.ok) this.#remember();
    return result;
  }

  #remember(): void {
    const saved = this.#call<SavedState>('save');
    if (saved.ok) this.#saved = saved.value;
  }
}
