// SPDX-License-Identifier: MIT
// Engine: one sitting of survey.wasm. Typed calls, one guard: whatever is thrown becomes an error value, and the instance is dropped.
// A sitting may begin on survey-first.wasm, where whatever no first journey reaches is a trap; it goes on in the whole with all that was said.

import type {
  BallotView, Change, CodebookItem, Envelope, Json, Opened, OpenOptions, SavedState, Step, SurveyModule, View,
} from './survey.js';

type Call = Exclude<keyof SurveyModule, 'open' | 'close' | 'sha256'>;

const trap = (what: unknown): Envelope<never> => ({
  ok: false,
  error: { code: 'engine_trap', path: '', params: { what: String(what) } },
});

/** Each makes a new instance each time it is called. */
export interface SurveyParts {
  /** What leads to a first question; null where the build made no such part. */
  first: (() => Promise<SurveyModule>) | null;
  whole: () => Promise<SurveyModule>;
}

export class SurveyEngine {
  readonly #parts: SurveyParts;
  #module: SurveyModule | null;
  #isWhole: boolean;
  #handle = 0;
  #questionnaire = '';
  #options: OpenOptions | null = null;
  #saved: SavedState | null = null;
  /** The page's word for a choice that the organizer did not name (ChoiceView.special), where a text shows that answer. */
  word = (special: string): string => special;

  private constructor(parts: SurveyParts, module: SurveyModule) {
    this.#parts = parts;
    this.#module = module;
    this.#isWhole = parts.first === null;
  }

  static async load(parts: SurveyParts): Promise<SurveyEngine> {
    return new SurveyEngine(parts, await (parts.first ?? parts.whole)());
  }

  /** Starts one sitting, from `options.resume` if it holds one. */
  async open(questionnaire: string, options: OpenOptions): Promise<Envelope<View>> {
    if (!this.#module) await this.#restart();
    const view = this.#open(questionnaire, options);
    if (this.#module || this.#isWhole) return view;
    await this.#restart();
    return this.#open(questionnaire, options);
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

  /** A trap is a defect in the whole; in the first part it says that the whole is needed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** After a trap: a new instance of the whole, with the answers of before. */
  async revive(): Promise<Envelope<View>> {
    await this.#restart();
    return this.#reopen();
  }

  /** The whole in the place of the first part, if it is not there yet; the visitor's next call finds everything as it was. */
  async grow(): Promise<void> {
    if (this.#isWhole) return;
    const module = await this.#parts.whole();
    // Meanwhile a call may have needed it.
    if (this.#isWhole) return;
    this.#take(module);
    this.#reopen();
  }

  async #restart(): Promise<void> {
    this.#take(await this.#parts.whole());
  }

  #take(module: SurveyModule): void {
    this.#module = module;
    this.#handle = 0;
    this.#isWhole = true;
  }

  #reopen(): Envelope<View> {
    if (!this.#options) return trap('nothing was open');
    const { resume: _, ...options } = this.#options;
    return this.#open(this.#questionnaire, this.#saved ? { ...options, resume: this.#saved } : options);
  }

  #open(questionnaire: string, options: OpenOptions): Envelope<View> {
    if (this.#handle) this.#guard((module) => module.close(this.#handle));
    const opened = this.#guard<Opened>((module) => module.open(questionnaire, JSON.stringify(options)));
    if (!opened.ok) return opened;
    this.#questionnaire = questionnaire;
    this.#options = options;
    this.#handle = opened.value.handle;
    return this.#remembered({ ok: true, value: opened.value.view });
  }

  #guard<Value>(call: (module: SurveyModule) => string): Envelope<Value> {
    if (!this.#module) return trap('dropped');
    try {
      const text = call(this.#module).replace(/\uE000(\w+)\uE001/g, (_, special: string) => JSON.stringify(this.word(special)).slice(1, -1));
      return JSON.parse(text) as Envelope<Value>;
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
    return result.ok ? this.#remembered(result) : result;
  }

  /** What cannot be remembered has not happened: the caller tries again. */
  #remembered<Value>(result: Envelope<Value>): Envelope<Value> {
    const saved = this.#call<SavedState>('save');
    if (!saved.ok) return saved;
    this.#saved = saved.value;
    return result;
  }
}
