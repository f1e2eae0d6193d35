// SPDX-License-Identifier: MIT
// Store: getState, dispatch, subscribe. It keeps the sitting, asks the engine, and decides which screen is next; it never draws and
// it judges no answer: what is asked, valid or shown is the engine's to say.

import { collectKind, type DisclosureConfig, type NextConfig, type WidgetConfig } from '../config.ts';
import type { Summary, SummaryInput } from '../engine/results.js';
import type { SurveyEngine } from '../engine/survey-engine.ts';
import type { CodebookItem, Envelope, Json, OpenOptions, Step, View, Wording } from '../engine/survey.js';
import { directionOf, localized, pickLanguage, words, type Compiled, type Group, type Words } from '../i18n/messages.ts';
import type { Ballot } from '../collectors/collector.ts';
import type { Letter } from './letters.ts';
import type { Outbox } from './outbox.ts';
import { SavedSitting, type Areas } from './saved.ts';
import { initial, questionsOf, type Action, type ExplainerParts, type Screen, type State } from './state.ts';

/** The events that leave the element: survey id, page index, panel, error code; a test lists every field. */
export interface WidgetEvents {
  ready: { survey: string };
  step: { survey: string; screen: Screen; page: number };
  submitted: { survey: string };
  error: { survey: string; code: string };
}

export type Emit = <Name extends keyof WidgetEvents>(name: Name, detail: WidgetEvents[Name]) => void;

/** All that the store asks of the page around it. */
export interface Surroundings {
  source: string;
  /** Languages wished for, best first. */
  languages: readonly string[];
  mode: NonNullable<OpenOptions['mode']>;
  /** `missing`: what a 404 stands for. */
  fetchText(url: string, missing?: string): Promise<string>;
  loadEngine(): Promise<SurveyEngine>;
  /** Whether the outbox was ever used here; who comes for the first time need not wait for it. */
  mayHoldLetters(): Promise<boolean>;
  loadOutbox(changed: () => void): Promise<Outbox>;
  loadExplainer(address: string): Promise<ExplainerParts>;
  /** Fetches what the results will need. */
  prepareResults(): void;
  /** Once the page rests. */
  whenIdle(act: () => void): void;
  summarize(input: SummaryInput): Promise<Envelope<Summary>>;
  messageLanguages(): string[];
  loadMessages(language: string, group: Group): Promise<Compiled>;
  areas?: Areas;
  emit: Emit;
}

interface Call {
  call: () => Envelope<unknown>;
  then: (value: unknown) => void;
  /** How often it has trapped in the whole engine. */
  traps: number;
}

/** Groups of sentences, each after those it builds on. */
const order: readonly Group[] = ['core', 'more'];

export class WidgetStore {
  readonly #around: Surroundings;
  readonly #listeners = new Set<() => void>();
  #state: State;
  #engine: SurveyEngine | null = null;
  #outbox: Promise<Outbox> | null = null;
  #saved: SavedSitting | null = null;
  #questionnaire = '';
  #begun = false;
  #wanted: Group = 'core';
  /** Sentences failed to come: asked for again with the next screen. */
  #muted = false;
  #turn = 0;
  /** The language asked for last: the state's, once its words are here. */
  #tongue = '';
  /** Asked of the engine and not answered yet: while an instance is made anew they wait, in order. */
  #calls: Call[] = [];
  #mending = false;
  /** SHA-256 of what was sent last. */
  #sent = '';
  /** Forms answered, by explainer: feedback comes only after both. */
  #forms: Record<string, Record<string, [name: string, answer: Json]>> = {};
  #told = new Set<string>();

  constructor(around: Surroundings) {
    this.#around = around;
    const locale = around.languages[0] ?? 'en';
    this.#state = Object.freeze({ ...initial, locale, direction: directionOf(locale) });
  }

  getState = (): State => this.#state;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads widget.json and what the first screen says; the engine comes up meanwhile. */
  async start(): Promise<void> {
    const engine = this.#around.loadEngine();
    engine.catch(() => {});
    const guess = this.#loadWords(this.#state.locale, 'core');
    guess.catch(() => {});
    try {
      const config = JSON.parse(await this.#around.fetchText(this.#around.source)) as WidgetConfig;
      const locale = pickLanguage(this.#around.languages, config.languages);
      this.#saved = new SavedSitting(config.survey, config.wave, this.#around.areas);
      this.#questionnaire = await this.#around.fetchText(this.address(config.questionnaire, config));
      const same = this.#languageOfWords(locale) === this.#languageOfWords(this.#state.locale);
      const spoken = await (same ? guess : this.#loadWords(locale, 'core'));
      this.#set({ config, words: spoken, locale, direction: directionOf(locale), intro: this.#intro(locale) });
    } catch (thrown) {
      this.#set({ words: await guess.catch(() => null) });
      this.#fail({ key: 'widget.unavailable' }, 'widget_unavailable', thrown);
      return;
    }
    try {
      this.#engine = await engine;
      this.#engine.word = (special) => this.#state.words?.t(`question.choice_${special as 'none'}`) ?? '';
      await this.#open(this.#found());
    } catch (thrown) {
      this.#fail({ key: 'widget.engine_unavailable' }, 'engine_unavailable', thrown);
      return;
    }
    if (this.#state.engine === 'ready') this.#around.emit('ready', { survey: this.survey });
    // A ballot of an earlier visit may wait.
    if (this.#sends && (await this.#around.mayHoldLetters())) this.#startOutbox().catch(() => (this.#outbox = null));
  }

  get survey(): string {
    return this.#state.config?.survey ?? '';
  }

  /** An address written in widget.json: relative to that file. */
  address(relative: string, config: WidgetConfig | null = this.#state.config): string {
    return config ? new URL(relative, new URL(this.#around.source, globalThis.document?.baseURI)).href : relative;
  }

  /** An explainer's file and its simulations. */
  explainer(id: string): Promise<ExplainerParts> {
    return this.#around.loadExplainer(this.address(`explainers/${id}.json`));
  }

  /** The visitor's own codes: marked beside the results, never added. */
  own(): Record<string, number | number[]> {
    // Who has answered nothing has no "unanswered" of their own among the results either.
    const own = this.#state.view?.answered ? this.#engine?.own() : undefined;
    return own?.ok ? own.value : {};
  }

  /** Names, options and panels of all items, in the current language. */
  codebook(): CodebookItem[] {
    const codebook = this.#engine?.codebook();
    return codebook?.ok ? codebook.value : [];
  }

  /** What all have said, ready to draw. Before the first release there is no snapshot. */
  async summary(): Promise<Envelope<Summary>> {
    const { config, locale } = this.#state;
    await this.#engine?.grow();
    const [snapshot, references] = await Promise.all([
      config?.results ? this.#around.fetchText(this.address(config.results.url), '') : '',
      config?.references ? this.#around.fetchText(this.address(config.references)) : 'null',
    ]);
    const [own, codebook] = [this.own(), this.codebook()];
    return this.#around.summarize({ snapshot, codebook, own, references: JSON.parse(references) as Json, locale });
  }

  /** For people at a stand, behind their PIN: the ballots on this device. */
  outbox = (): Promise<Outbox> => this.#startOutbox();

  dispatch(action: Action): void {
    // The table is typed by the actions: each has its one handler.
    (this.#handlers[action.type] as (one: Action) => void)(action);
  }

  readonly #handlers: { [Type in Action['type']]: (action: Extract<Action, { type: Type }>) => void } = {
    home: () => this.#show('home'),
    panel: ({ panel }) => this.#openPanel(panel),
    explain: ({ id }) => this.#show('understand', { explaining: id }),
    begin: () => {
      this.#begun = true;
      if (this.#state.view?.state === 'starting') this.#step(() => this.#engine!.next());
      else this.#show('question');
    },
    answer: ({ name, value }) => this.#ask(() => this.#engine!.answer(name, value), () => this.#refresh(name)),
    comment: ({ name, words: said }) => this.#ask(() => this.#engine!.comment(name, said), () => this.#refresh(name)),
    next: () => this.#forward(),
    previous: () => {
      // Behind the feedback the engine is already on the page after.
      if (this.#state.screen !== 'feedback' && this.#state.view?.isFirst && this.#state.view.state === 'running') this.#show('notice');
      else this.#step(() => this.#engine!.previous());
    },
    go: ({ page }) => this.#step(() => this.#engine!.go(page)),
    finish: () => this.#step(() => this.#engine!.finish()),
    send: () => void this.#send(),
    retry: () => void this.#retry(),
    download: () => void this.#outbox?.then((outbox) => outbox.download(this.survey)),
    locale: ({ locale }) => void this.#speak(locale),
    keep: ({ on }) => {
      this.#saved?.keepOn(on, this.#sitting());
      this.#keep();
    },
    erase: ({ step }) => {
      if (step === 'confirm') void this.#erase();
      else this.#set({ erasing: step === 'ask' });
    },
    explainer: ({ id, state }) => this.#ask(() => this.#engine!.note('explainer', id, state), () => this.#refresh(id)),
    unfold: () => this.#set({ unfolded: true }),
    dismiss: () => this.#set({ problem: null, news: null }),
  };

  // --- snapshots

  #set(change: Partial<State>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    for (const listener of this.#listeners) listener();
  }

  #show(screen: Screen, change: Partial<State> = {}): void {
    if (this.#muted) {
      this.#muted = false;
      this.#wanted = order.findLast((group) => this.#state.words?.groups.has(group)) ?? 'core';
    }
    this.#set({ screen, refused: [], problem: null, news: null, erasing: false, ...change, moves: this.#state.moves + 1 });
    this.#keep();
    this.#grow();
    this.#around.emit('step', { survey: this.survey, screen, page: this.#state.view?.page ?? -1 });
  }

  #fail(problem: Wording, code: string, thrown?: unknown): void {
    if (thrown) console.error('triptych:', thrown);
    this.#set({ problem, engine: this.#engine ? this.#state.engine : 'failed' });
    this.#around.emit('error', { survey: this.survey, code });
  }

  // --- words

  #languageOfWords(locale: string): string {
    return pickLanguage([locale, 'en'], this.#around.messageLanguages());
  }

  /** A group brings those before it. */
  async #loadWords(locale: string, group: Group): Promise<Words> {
    const language = this.#languageOfWords(locale);
    const groups = order.slice(0, order.indexOf(group) + 1);
    const parts = await Promise.all(groups.map((one) => this.#around.loadMessages(language, one)));
    return words(language, Object.assign({}, ...parts) as Compiled, new Set(groups), () => this.speakOf('more'));
  }

  /** Whether these sentences are here; asks for them if not. */
  speakOf(group: Group): boolean {
    if (this.#state.words?.groups.has(group)) return true;
    if (order.indexOf(group) > order.indexOf(this.#wanted)) {
      this.#wanted = group;
      void this.#speak(this.#tongue || this.#state.locale);
    }
    return false;
  }

  /** Another language, or more of the same. */
  async #speak(locale: string): Promise<void> {
    const turn = ++this.#turn;
    this.#tongue = locale;
    let spoken: Words;
    try {
      spoken = await this.#loadWords(locale, this.#wanted);
    } catch (thrown) {
      this.#muted = true;
      if (turn === this.#turn) this.#tongue = this.#state.locale;
      this.#fail({ key: 'widget.unavailable' }, 'words_unavailable', thrown);
      return;
    }
    // Asked for another meanwhile.
    if (turn !== this.#turn) return;
    if (locale === this.#state.locale) {
      this.#set({ words: spoken });
      return;
    }
    this.#set({ locale, words: spoken, direction: directionOf(locale), intro: this.#intro(locale) });
    this.#ask(
      () => this.#engine!.locale(locale),
      (view) => {
        this.#set({ view });
        if (this.#state.ballot) this.#lookAtBallot();
        this.#keep();
      },
    );
  }

  #intro(locale: string): State['intro'] {
    const { title, description } = JSON.parse(this.#questionnaire) as Record<'title' | 'description', string>;
    return { title: localized(title, locale), description: localized(description, locale) };
  }

  // --- the engine

  async #open(sitting: ReturnType<SavedSitting['read']>): Promise<void> {
    const { config, locale } = this.#state;
    if (!config || !this.#engine) return;
    const options: OpenOptions = {
      locale: sitting?.locale ?? locale,
      omit: config.omit ?? [],
      include: config.include ?? [],
      survey: config.survey,
      wave: config.wave,
      period: config.period?.kind ?? 'week',
      mode: this.#around.mode,
      simulated: config.simulated ?? false,
    };
    let view = await this.#engine.open(this.#questionnaire, sitting ? { ...options, resume: sitting.state } : options);
    // What was kept no longer fits (another version, a damaged store): start afresh rather than not at all.
    const resumed = sitting !== null && view.ok;
    if (!view.ok && sitting) view = await this.#engine.open(this.#questionnaire, options);
    if (!view.ok) {
      this.#fail({ key: 'widget.engine_unavailable' }, view.error.code);
      return;
    }
    this.#set({ engine: 'ready', view: view.value, keeping: this.#saved?.keeping ?? 'tab' });
    if (resumed) this.#resume(sitting);
    // Who was quicker than the engine.
    else if (this.#begun && view.value.state === 'starting') this.#step(() => this.#engine!.next());
    else this.#grow();
  }

  #resume(sitting: NonNullable<ReturnType<SavedSitting['read']>>): void {
    const answered = this.#state.view?.answered ?? 0;
    const screen = sitting.screen as Screen;
    this.#begun = answered > 0 || screen === 'question';
    this.#forms = sitting.forms;
    // No focus is taken: the visitor has not acted on this page yet.
    this.#set({ screen, ...(answered > 0 ? { news: { key: 'ballot.resumed' } } : {}) });
    this.#grow();
    if (screen === 'review') this.#lookAtBallot();
    if (screen === 'results') this.#seeResults();
    if (sitting.locale !== this.#state.locale) void this.#speak(sitting.locale);
    if (screen === 'notice') void this.#readDisclosure();
  }

  /** Runs a call of the engine, after those that wait. A trap is mended, and the call made once more; one that traps again is given up, and said. */
  #ask<Value>(call: () => Envelope<Value>, then: (value: Value) => void): void {
    if (!this.#engine || !this.#state.view) return;
    this.#calls.push({ call, then: then as (value: unknown) => void, traps: 0 });
    this.#work();
  }

  #work(): void {
    while (this.#calls.length > 0 && !this.#mending) {
      const [first] = this.#calls as [Call];
      const engine = this.#engine!;
      const { isWhole } = engine;
      const result = engine.alive ? first.call() : null;
      if (engine.alive) {
        this.#calls.shift();
        if (result!.ok) first.then(result!.value);
        else this.#fail({ key: `error.${result!.error.code}`, params: result!.error.params }, result!.error.code);
        continue;
      }
      if (result && isWhole) first.traps += 1;
      void this.#mend(result !== null && isWhole);
    }
  }

  /** A new instance with the answers of before. If it cannot be had (the network is gone), what was asked waits for the visitor's next step. */
  async #mend(isDefect: boolean): Promise<void> {
    this.#mending = true;
    const healed = this.#state.engine === 'failed' ? { problem: null } : {};
    this.#set({ engine: 'loading' });
    if (isDefect) this.#around.emit('error', { survey: this.survey, code: 'engine_trap' });
    try {
      const view = await this.#engine!.revive();
      if (!view.ok) throw new Error(view.error.code);
      this.#set({ engine: 'ready', view: view.value, ...healed });
    } catch (thrown) {
      this.#set({ engine: 'failed' });
      this.#fail({ key: 'widget.unavailable' }, 'engine_unavailable', thrown);
      return;
    } finally {
      this.#mending = false;
    }
    if (this.#calls[0] && this.#calls[0].traps > 1) {
      this.#calls.shift();
      this.#fail({ key: 'error.engine_trap' }, 'engine_trap');
    }
    this.#work();
  }

  /**
   * The engine may have begun with the part that leads to a first question: the whole comes once that is on screen, and the words for what
   * it alone can say. A failure is met again, and said, when it matters.
   */
  #grow(): void {
    if (!this.#state.view || this.#state.screen === 'home' || this.#state.screen === 'notice') return;
    this.#around.whenIdle(() => {
      this.#engine?.grow().catch(() => {});
      this.speakOf('more');
    });
  }

  /** The view after an answer. Errors of questions that were just mended go. */
  #refresh(name: string): void {
    this.#ask(
      () => this.#engine!.view(),
      (view) => {
        this.#set({ view, ballot: null, refused: this.#state.refused.filter((one) => one.name !== name) });
        this.#keep();
      },
    );
  }

  #step(call: () => Envelope<Step>, follow = (view: View) => this.#follow(view)): void {
    this.#ask(call, ({ moved, refused, view }) => {
      this.#set({ view });
      if (moved) follow(view);
      else this.#set({ refused, refusals: this.#state.refusals + 1 });
    });
  }

  /** The screen that belongs to the engine's state. */
  #follow(view: View): void {
    if (view.state === 'preview' || view.state === 'completed') this.#review();
    else this.#show('question');
  }

  #forward(): void {
    const { screen, view } = this.#state;
    if (screen === 'feedback') {
      this.#set({ checked: null });
      if (view) this.#follow(view);
      return;
    }
    const checked = this.#feedbackDue();
    this.#step(
      () => this.#engine!.next(),
      (reached) => {
        if (!checked) {
          this.#follow(reached);
          return;
        }
        this.#told.add(checked.explainer);
        this.#show('feedback', { checked });
      },
    );
  }

  /** No feedback before the second form is answered, and once only. */
  #feedbackDue(): State['checked'] {
    for (const { name, value, check } of questionsOf(this.#state.view)) {
      if (!check || value === null) continue;
      const forms = (this.#forms[check.explainer] ??= {});
      forms[check.form] = [name, value];
      if (Object.keys(forms).length > 1 && !this.#told.has(check.explainer))
        return { explainer: check.explainer, answers: Object.fromEntries(Object.values(forms)) };
    }
    return null;
  }

  // --- panels

  #openPanel(panel: 'confiance' | 'participation' | 'engagement'): void {
    if (panel === 'confiance') this.#show('understand');
    else if (panel === 'engagement') this.#seeResults();
    else if (this.#state.delivery !== 'idle') this.#show('receipt');
    else if (this.#state.view?.state === 'preview') this.#review();
    else if (this.#begun) this.#show('question');
    else {
      this.#show('notice');
      void this.#readDisclosure();
    }
  }

  #seeResults(): void {
    this.#ask(() => this.#engine!.note('results_seen', '', 'seen'), () => this.#keep());
    this.#show('results');
    void this.#readNext();
  }

  async #readDisclosure(): Promise<void> {
    const { config, disclosure } = this.#state;
    if (!config?.disclosure || disclosure) return;
    const read = await this.#readJson<DisclosureConfig>(config.disclosure);
    if (read) this.#set({ disclosure: read });
  }

  async #readNext(): Promise<void> {
    const { config, next } = this.#state;
    if (!config?.next || next) return;
    const read = await this.#readJson<NextConfig>(config.next);
    if (read) this.#set({ next: read });
  }

  async #readJson<Value>(relative: string): Promise<Value | null> {
    try {
      return JSON.parse(await this.#around.fetchText(this.address(relative))) as Value;
    } catch (thrown) {
      console.error('triptych:', thrown);
      return null;
    }
  }

  // --- sending

  /** Ballots travel from here. */
  get #sends(): boolean {
    const { config } = this.#state;
    return config !== null && !['none', 'device'].includes(collectKind(config));
  }

  #lookAtBallot(): void {
    this.#ask(() => this.#engine!.ballot(), (ballot) => {
      this.#set({ ballot, sealed: null });
      const { config } = this.#state;
      const key = config?.collect?.publicKey;
      if (!key || collectKind(config) === 'none') return;
      this.#startOutbox()
        .then((outbox) => outbox.seal(ballot.text, key))
        .then((sealed) => this.#state.ballot?.text === ballot.text && this.#set({ sealed }))
        // Asked for again, and told, when the visitor sends.
        .catch(() => {});
    });
  }

  #review(): void {
    this.#lookAtBallot();
    this.#show('review');
    void this.#readDisclosure();
    this.#around.prepareResults();
    // Fetched while the visitor reads: sending must not depend on the network for it.
    if (collectKind(this.#state.config!) !== 'none') this.#startOutbox().catch(() => (this.#outbox = null));
  }

  #startOutbox(): Promise<Outbox> {
    this.#outbox ??= this.#around
      .loadOutbox(() => void this.#count())
      .then((outbox) => {
        const { url = '', prefix, fields } = this.#state.config?.collect ?? {};
        outbox.follow(this.survey, collectKind(this.#state.config!), { url: this.address(url), prefix, fields });
        outbox.start();
        return outbox;
      });
    return this.#outbox;
  }

  async #count(): Promise<void> {
    const outbox = await this.#outbox;
    if (!outbox) return;
    const letters = await outbox.waiting(this.survey);
    this.#set({ waiting: letters.length });
    const waited = ['waiting', 'waiting-memory'].includes(this.#state.delivery);
    if (!waited || letters.some(({ sha256 }) => sha256 === this.#sent)) return;
    // A ballot that left this device while we waited has arrived, if a collector said so.
    if (!outbox.wasReceived(this.#sent)) {
      this.#set({ delivery: 'elsewhere' });
      return;
    }
    // Said where the visitor is; the screen stays theirs.
    this.#saved?.clear();
    this.#set({ delivery: 'received', news: { key: 'ballot.received_title' } });
    this.#around.emit('submitted', { survey: this.survey });
  }

  async #send(): Promise<void> {
    const { config, delivery } = this.#state;
    if (!config || !this.#engine || delivery !== 'idle') return;
    const kind = collectKind(config);
    this.#set({ delivery: 'sending' });
    let outbox: Outbox | null;
    try {
      outbox = kind === 'none' ? null : await this.#startOutbox();
    } catch (thrown) {
      this.#set({ delivery: 'idle' });
      this.#fail({ key: 'ballot.send_failed' }, 'send_failed', thrown);
      return;
    }
    const done = this.#engine.complete();
    if (done.ok && !done.value.moved) {
      this.#set({ view: done.value.view, refused: done.value.refused, refusals: this.#state.refusals + 1, delivery: 'idle' });
      return;
    }
    const made = done.ok ? this.#engine.ballot() : done;
    if (!made.ok) {
      this.#set({ delivery: 'idle' });
      // A trap is mended and said; sending stays the visitor's to press.
      this.#ask(() => made, () => {});
      return;
    }
    const ballot = made.value;
    this.#set({ ballot, ...(done.ok ? { view: done.value.view } : {}) });
    if (!outbox) {
      this.#finished('kept');
      return;
    }
    const { url = '', prefix, fields, publicKey } = config.collect ?? {};
    let leaving: Ballot = { text: ballot.text, sha256: ballot.sha256 };
    try {
      if (publicKey) leaving = await outbox.seal(ballot.text, publicKey);
    } catch (thrown) {
      // Never open where it should be sealed: it stays, and the visitor may press again.
      this.#set({ delivery: 'idle' });
      this.#fail({ key: 'ballot.not_sealed' }, 'not_sealed', thrown);
      return;
    }
    const letter: Letter = { ...leaving, survey: config.survey, kind, url: this.address(url, config), prefix, fields };
    this.#sent = letter.sha256;
    const where = await outbox.add(letter);
    const outcome = this.#sends ? await outbox.send(letter) : 'kept';
    await this.#count();
    this.#finished(outcome !== 'later' ? outcome : where === 'disk' ? 'waiting' : 'waiting-memory');
  }

  #finished(delivery: State['delivery']): void {
    // Once the ballot is written down, the answers themselves are no longer needed on this device.
    if (delivery !== 'waiting-memory') this.#saved?.clear();
    if (delivery !== 'refused' && this.#markerDays > 0) this.#saved?.rememberSent(new Date(), this.#markerDays);
    this.#set({ delivery });
    this.#show('receipt');
    if (delivery === 'received') this.#around.emit('submitted', { survey: this.survey });
  }

  async #retry(): Promise<void> {
    const outbox = await this.#startOutbox();
    await outbox.flush();
    await this.#count();
    this.#set({ moves: this.#state.moves + 1 });
  }

  // --- keeping and erasing

  /** How many days the device remembers that a ballot left. On a device that many use it would turn the next person away. */
  get #markerDays(): number {
    const { config } = this.#state;
    return config && this.#around.mode === 'web' && this.#sends ? (config.collect?.marker?.days ?? 0) : 0;
  }

  /** What was begun on an earlier visit, unless this device remembers that a ballot left: then there is nothing to go on with. */
  #found(): ReturnType<SavedSitting['read']> {
    const markedUntil = this.#markerDays > 0 ? (this.#saved?.sentUntil(new Date()) ?? null) : null;
    if (!markedUntil) return this.#saved?.read() ?? null;
    this.#saved?.clear();
    this.#set({ markedUntil, delivery: 'before' });
    return null;
  }

  #sitting() {
    const state = this.#engine?.saved;
    const { screen, locale, delivery } = this.#state;
    return state && delivery === 'idle' ? { version: 1 as const, state, screen, locale, forms: this.#forms } : null;
  }

  #keep(): void {
    const sitting = this.#sitting();
    if (!sitting || !this.#saved) return;
    this.#saved.write(sitting);
    if (this.#saved.keeping !== this.#state.keeping) this.#set({ keeping: this.#saved.keeping });
  }

  /** As if the visitor had never come: answers, ballots that wait, the choice to keep. On a device that many use, the ballots are others' too. */
  async #erase(): Promise<void> {
    this.#saved?.clear();
    this.#saved?.forgetSent();
    const shared = this.#around.mode !== 'web' || !this.#sends;
    if (this.#outbox && !shared) await (await this.#outbox).erase(this.survey);
    this.#begun = false;
    this.#forms = {};
    this.#told.clear();
    this.#calls = [];
    this.#set({ ...initial, ...this.#lasting(), erasing: false });
    try {
      await this.#open(null);
    } catch (thrown) {
      this.#fail({ key: 'widget.unavailable' }, 'engine_unavailable', thrown);
    }
    this.#saved?.keepOn('tab', null);
    // At a stand the ballots of others stay, and who comes next did nothing.
    this.#show('home', this.#around.mode === 'kiosk' ? {} : { news: { key: 'widget.erased' } });
  }

  #lasting(): Partial<State> {
    const { config, engine, locale, direction, words: spoken, intro, disclosure, next, moves, refusals } = this.#state;
    return { config, engine, locale, direction, words: spoken, intro, disclosure, next, moves, refusals };
  }
}
