// SPDX-License-Identifier: MIT
// Explainers: <triptych-explainer>: the steps of an explainer's file around one simulation. It moves numbers; C++ counts.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import type { ExplainersModule } from '../engine/explainers.js';
import { printAside } from '../elements/print.ts';
import { askStyles } from '../elements/screens/ask.styles.ts';
import { widgetStyles } from '../elements/widget.styles.ts';
import { localized } from '../i18n/messages.ts';
import {
  waitsForReview,
  type Check,
  type Control,
  type Evidence,
  type ExplainerFile,
  type Fact,
  type Level,
  type Preset,
  type Review,
  type Step,
  type Words,
} from './explainer-file.ts';
import { explainerStyles } from './explainer.styles.ts';
import { heading } from './heading.ts';
import * as registered from './registry.ts';
import { nearest, positionsOf } from './scale.ts';
import type { ExplainerElement, ExplainerEvents, Speak } from './shell.ts';
import type { Simulation, SimulationKind, Stage, Values } from './simulation.ts';
import { Voice } from './voice.ts';

const kinds: Readonly<Record<string, SimulationKind>> = registered;

/** From this width on, pictures take their wide form. */
const wideFrom = 560;
/** A change is announced once it has rested this long, so that a slider does not stutter. */
const announceAfter = 700;
/** The buttons beside a slider cross it in about this many presses. */
const presses = 50;

/** Chosen once for all explainers of the page, and kept nowhere else. */
let chosenLevel: Level = 'simple';
const levels: readonly Level[] = ['simple', 'full'];

/** A reviewer's address shows what waits for a signature. */
const asksForReview = (): boolean => new URLSearchParams(location.search).get('review') === '1';

type Nothing = typeof nothing;
type Stated = { evidence?: Evidence; review?: Review | null };

export class TriptychExplainer extends LitElement implements ExplainerElement {
  static override styles = [widgetStyles, askStyles, explainerStyles];
  static override properties = {
    file: { attribute: false },
    simulations: { attribute: false },
    locale: { attribute: false },
    t: { attribute: false },
    headingLevel: { attribute: false },
    review: { type: Boolean },
    level: { attribute: false },
    alone: { type: Boolean },
    projected: { type: Boolean },
    step: { state: true },
    values: { state: true },
    people: { state: true },
    preset: { state: true },
    wide: { state: true },
    answers: { state: true },
    announced: { state: true },
    unfolded: { state: true },
    speaking: { state: true },
  };

  declare file: ExplainerFile;
  declare simulations: ExplainersModule;
  declare locale: string;
  declare t: Speak;
  declare headingLevel: number;
  declare review: boolean;
  declare level: Level;
  declare alone: boolean;
  declare projected: boolean;
  protected declare step: number;
  protected declare values: Values;
  protected declare people: number;
  /** The preset that the values are; null once the visitor has moved one. */
  protected declare preset: Preset | null;
  protected declare wide: boolean;
  /** Answers to the check questions when alone: kept here, sent nowhere. */
  protected declare answers: Readonly<Record<string, string>>;
  protected declare announced: string;
  /** The table of exact numbers is open: folded, a moving slider does not work for it. */
  protected declare unfolded: boolean;
  protected declare speaking: boolean;

  #kind!: SimulationKind;
  #simulation!: Simulation;
  #positions = new Map<string, number[]>();
  #told = new Set<string>();
  #format!: Intl.NumberFormat;
  #announcement: ReturnType<typeof setTimeout> | undefined;
  readonly #voice = new Voice((speaking) => {
    this.speaking = speaking;
    this.requestUpdate();
  });
  readonly #resized = new ResizeObserver(([entry]) => {
    this.wide = entry!.contentRect.width >= wideFrom;
  });

  constructor() {
    super();
    this.headingLevel = 2;
    this.review = false;
    this.level = chosenLevel;
    this.alone = false;
    this.projected = false;
    this.step = 0;
    this.values = {};
    this.people = 1000;
    this.preset = null;
    this.wide = false;
    this.answers = {};
    this.announced = '';
    this.unfolded = false;
    this.speaking = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#voice.listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    clearTimeout(this.#announcement);
    this.#voice.leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('locale')) this.#format = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 });
    if (changed.has('file') || changed.has('simulations')) this.#open();
    else if (changed.has('level')) this.people = this.#firstSize;
    if (['file', 'simulations', 'values', 'people', 'level'].some((name) => changed.has(name))) this.#simulation.update(this.values, this.people);
  }

  protected override firstUpdated(): void {
    this.#tell('opened');
  }

  // Steps: those of the file, then what to remember.

  get #steps(): number {
    return this.file.steps.length + 1;
  }

  get #atEnd(): boolean {
    return this.step === this.#steps - 1;
  }

  next(): boolean {
    return !this.#atEnd && this.#go(this.step + 1);
  }

  previous(): boolean {
    return this.step > 0 && this.#go(this.step - 1);
  }

  #go(step: number): true {
    this.step = step;
    this.announced = '';
    this.#voice.stop();
    this.#enter();
    if (this.#atEnd) this.#tell('finished');
    this.#send('explainer-step', { id: this.file.id, step, steps: this.#steps });
    void this.updateComplete.then(() => {
      const title = this.renderRoot.querySelector<HTMLElement>('#step')!;
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: 'start' });
    });
    return true;
  }

  #open(): void {
    this.#kind = kinds[this.file.simulation]!;
    this.#simulation = this.#kind.create(this.simulations);
    this.people = this.#firstSize;
    this.#positions = new Map(Object.entries(this.file.controls).map(([name, control]) => [name, positionsOf(control)]));
    this.step = 0;
    const presets = this.#shown(this.file.presets);
    // A preset may hold the controls of its own step only: each control opens where the first preset that names it says.
    this.values = Object.assign({}, ...presets.map(({ values }) => values).toReversed());
    this.#choose(presets[0]!);
    this.#enter();
  }

  /** The simple level begins with few people: they can be counted. */
  get #firstSize(): number {
    return this.level === 'simple' ? Math.min(...this.#kind.sizes) : this.#kind.sizes[0]!;
  }

  #read(level: Level): void {
    chosenLevel = level;
    this.level = level;
    this.#voice.stop();
  }

  /** A step opens at its preset, if that one may be shown; else where the visitor left the controls. */
  #enter(): void {
    const preset = this.#shown(this.file.presets).find(({ id }) => id === this.file.steps[this.step]?.preset);
    if (preset) this.#choose(preset);
  }

  #choose(preset: Preset): void {
    this.preset = preset;
    this.values = { ...this.values, ...preset.values };
  }

  #tell(state: 'opened' | 'finished'): void {
    if (this.#told.has(state)) return;
    this.#told.add(state);
    this.#send('explainer-state', { id: this.file.id, state });
  }

  #send<Name extends keyof ExplainerEvents>(name: Name, detail: ExplainerEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  #shown<Item extends Stated>(items: readonly Item[]): Item[] {
    const all = this.review || asksForReview();
    return items.filter((item) => all || !waitsForReview(item));
  }

  // Moving a control

  #move(name: string, position: number): void {
    const values = this.#positions.get(name)!;
    const value = values[Math.max(0, Math.min(values.length - 1, position))]!;
    if (value === this.values[name]) return;
    this.values = { ...this.values, [name]: value };
    this.preset = null;
    this.#announceSoon();
  }

  #announceSoon(): void {
    clearTimeout(this.#announcement);
    this.#announcement = setTimeout(() => {
      [this.announced] = this.#simulation.sentences(this.file.steps[this.step]?.show ?? [], this.#stage);
    }, announceAfter);
  }

  get #stage(): Stage {
    return { t: this.t, locale: this.locale, wide: this.wide };
  }

  #say = (words: Words): string => localized(words, this.locale);

  // Rendering

  protected override render(): TemplateResult {
    const { t, file } = this;
    const step = file.steps[this.step];
    return html`<section class="explainer" aria-labelledby="title">
        ${heading(this.headingLevel, this.#say(file.title), { id: 'title', class: this.projected ? 'visually-hidden' : 'title' })}
        <p class="meta">
          ${this.projected ? nothing : html`<span>${t('explainer.minutes', { minutes: file.minutes })}</span>`}
          <span class="simplified">${t('explainer.simplified')}</span>
        </p>
        ${this.#renderReading()}
        ${this.step === 0 ? html`<p class="lead">${this.#say(this.#introduction)}</p>` : nothing}
        ${heading(
          this.headingLevel + 1,
          html`<span class="step-number">${t('explainer.step', { step: this.step + 1, steps: this.#steps })}</span>
            ${step ? this.#say(step.title) : t('explainer.remember')}`,
          { id: 'step', class: 'step-title', tabindex: -1 },
        )}
        ${step ? this.#renderStep(step) : this.#renderEnd()} ${this.projected ? nothing : html`${this.#renderMoves()} ${this.#renderGlossary()}`}
        <div class="visually-hidden" role="status">${this.announced}</div>
      </section>
      ${guard([file, this.locale, this.t, this.review, this.level], () => this.#renderPaper())}`;
  }

  get #introduction(): Words {
    return this.level === 'simple' ? this.file.simple : this.file.introduction;
  }

  #textOf(step: Step): readonly Words[] {
    return this.level === 'simple' ? step.simple : step.text;
  }

  /** The reading level, and reading aloud where the device itself has a voice. */
  #renderReading(): TemplateResult {
    const { t, level, speaking } = this;
    return html`<div class="reading">
      <fieldset class="sizes">
        <legend>${t('explainer.level')}</legend>
        ${levels.map(
          (one) => html`<label
            ><input type="radio" name="level" value=${one} .checked=${live(level === one)} @change=${() => this.#read(one)} /><span
              >${t(`explainer.level_${one}`)}</span
            ></label
          >`,
        )}
      </fieldset>
      ${this.#voice.speaks(this.locale)
        ? html`<button
            type="button"
            class="secondary listen"
            @click=${() => (speaking ? this.#voice.stop() : this.#voice.say(this.#aloud(), this.locale))}
          >
            ${t(speaking ? 'explainer.listen_stop' : 'explainer.listen')}
          </button>`
        : nothing}
    </div>`;
  }

  /** What is read aloud of a step: its title, its words, the sentence under its picture, what studies say. */
  #aloud(): string[] {
    const { file, step } = this;
    const shown = file.steps[step];
    if (!shown) return [this.t('explainer.remember'), this.#say(file.takeaway)];
    return [
      ...(step === 0 ? [this.#say(file.title), this.#say(this.#introduction)] : []),
      this.#say(shown.title),
      ...this.#textOf(shown).map(this.#say),
      ...(shown.show.includes('sentence') ? this.#simulation.sentences(shown.show, this.#stage) : []),
      ...this.#factsOf(shown).map(({ text }) => this.#say(text)),
    ];
  }

  #factsOf(step: Step): Fact[] {
    const facts = this.#shown(this.file.facts).filter(({ id }) => step.facts.includes(id));
    return this.level === 'full' ? facts : facts.flatMap((fact) => (fact.simple ? [{ ...fact, text: fact.simple }] : []));
  }

  #renderStep(step: Step): TemplateResult {
    return html`${this.#textOf(step).map((paragraph) => html`<p>${this.#say(paragraph)}</p>`)}
      <div class="stage">
        <div class="controls">${step.controls.map((name) => this.#renderControl(name, this.file.controls[name]!))}</div>
        ${step.show.includes('sentence') ? html`<p class="said">${this.#simulation.sentences(step.show, this.#stage).join(' ')}</p>` : nothing}
        <div class="pictures">
          ${step.show.map((part) => this.#simulation.render(part, this.#stage) ?? nothing)} ${this.#renderSizes(step)}
        </div>
        ${this.#renderOrigin()} ${this.#renderPresets(step)}
      </div>
      ${this.level === 'full' ? this.#renderFigures() : nothing} ${this.#renderFacts(step)}`;
  }

  #renderFigures(): TemplateResult {
    const { t } = this;
    return html`<details
      class="figures"
      @toggle=${(event: Event) => {
        this.unfolded = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${t('explainer.all_numbers')}</summary>
      <table>
        <caption>
          ${t(this.#kind.sizes.length > 1 ? 'explainer.all_numbers_caption' : 'explainer.all_numbers_here', { people: this.people })}
        </caption>
        <tbody>
          ${this.unfolded
            ? this.#simulation.figures(this.#stage).map(
                ({ label, value }) => html`<tr>
                  <th scope="row">${label}</th>
                  <td>${value}</td>
                </tr>`,
              )
            : nothing}
        </tbody>
      </table>
    </details>`;
  }

  #renderControl(name: string, control: Control): TemplateResult {
    const values = this.#positions.get(name)!;
    const value = this.values[name]!;
    const position = nearest(values, value);
    const label = this.#say(control.label);
    const said = this.#withUnit(control.unit, value);
    const press = Math.max(1, Math.floor(values.length / presses));
    // A value of a study may lie between two presses: the buttons go to the next one on either side.
    const less = Math.ceil((position + (value > values[position]! ? 1 : 0)) / press - 1) * press;
    const more = Math.floor((position - (value < values[position]! ? 1 : 0)) / press + 1) * press;
    const button = (words: string, sign: string, target: number, disabled: boolean) => html`<button
      type="button"
      class="nudge secondary"
      aria-label=${words}
      ?disabled=${disabled}
      @click=${() => this.#move(name, target)}
    >
      <span aria-hidden="true">${sign}</span>
    </button>`;
    return html`<div class="control" data-control=${name}>
      <label for=${name}>${label}</label>
      <span class="value">${said}</span>
      <div class="slider">
        ${button(this.t('explainer.less', { label }), '−', less, value <= values[0]!)}
        <input
          type="range"
          id=${name}
          min="0"
          max=${values.length - 1}
          step="1"
          .value=${live(String(position))}
          aria-valuetext=${said}
          aria-describedby=${control.help ? `${name}-help` : nothing}
          @input=${(event: InputEvent) => this.#move(name, Number((event.target as HTMLInputElement).value))}
        />
        ${button(this.t('explainer.more', { label }), '+', more, value >= values.at(-1)!)}
      </div>
      ${control.help ? html`<p class="help" id="${name}-help">${this.#say(control.help)}</p>` : nothing}
    </div>`;
  }

  /** The file's words hold {value}, {count} and {people} and nothing else: the page needs no message parser for them. */
  #withUnit(unit: Words, value: number): string {
    const people = value * this.people;
    // Nobody is 0.8 of a person: the simple level counts whole people, as its picture does, unless that would be nobody.
    const count = this.level === 'simple' && people >= 1 ? Math.round(people) : people;
    return this.#say(unit)
      .replace('{value}', this.#format.format(value))
      .replace('{count}', this.#format.format(count))
      .replace('{people}', this.#format.format(this.people));
  }

  #renderPresets(step: Step): TemplateResult | Nothing {
    const presets = this.#shown(this.file.presets).filter(({ id }) => step.presets.includes(id));
    if (presets.length === 0) return nothing;
    return html`<div class="presets" role="group" aria-labelledby="presets">
      <p class="label" id="presets">${this.t('explainer.presets')}</p>
      <div class="preset-list">
        ${presets.map(
          (preset) => html`<button
            type="button"
            class="preset"
            aria-pressed=${this.preset === preset}
            @click=${() => {
              this.#choose(preset);
              this.#announceSoon();
            }}
          >
            ${this.#say(preset.label)}${this.#renderWaiting(preset)}
          </button>`,
        )}
      </div>
    </div>`;
  }

  /** Whose numbers these are: a study's with its source, an example's, or the visitor's own. */
  #renderOrigin(): TemplateResult {
    const { preset } = this;
    if (!preset) {
      const back = this.#shown(this.file.presets).find(({ id }) => id === this.file.steps[this.step]?.preset) ?? this.#shown(this.file.presets)[0]!;
      return html`<p class="origin">
        ${this.t('explainer.own_values')}
        <button
          type="button"
          class="quiet"
          @click=${() => {
            this.#choose(back);
            this.#announceSoon();
          }}
        >
          ${this.t('explainer.reset', { label: this.#say(back.label) })}
        </button>
      </p>`;
    }
    return html`<p class="origin">
      <strong>${this.#say(preset.label)}.</strong> ${preset.note ? this.#say(preset.note) : nothing} ${this.#renderSources(preset.sources)}
    </p>`;
  }

  #renderSource(id: string): TemplateResult {
    const { title, address } = this.file.sources[id]!;
    return html`<a href=${address} target="_blank" rel="noopener noreferrer">${title}</a>`;
  }

  #renderSources(ids: readonly string[]): TemplateResult | Nothing {
    if (ids.length === 0) return nothing;
    return html`<span class="sources"
      >${this.t('explainer.source', { count: ids.length })} ${ids.map((id, index) => html`${index > 0 ? ' · ' : ''}${this.#renderSource(id)}`)}</span
    >`;
  }

  #renderSizes(step: Step): TemplateResult | Nothing {
    const sizes = this.#kind.sizes.toSorted((one, other) => one - other);
    const sized = this.#kind.sized ?? step.show;
    if (sizes.length === 1 || !step.show.some((part) => sized.includes(part))) return nothing;
    return html`<fieldset class="sizes">
      <legend>${this.t('explainer.sizes')}</legend>
      ${sizes.map(
        (size) => html`<label
          ><input
            type="radio"
            name="people"
            .checked=${live(this.people === size)}
            @change=${() => {
              this.people = size;
              this.#announceSoon();
            }}
          /><span>${this.t('explainer.people', { people: size })}</span></label
        >`,
      )}
    </fieldset>`;
  }

  #renderFacts(step: Step): TemplateResult | Nothing {
    const facts = this.#factsOf(step);
    if (facts.length === 0) return nothing;
    return html`<div class="findings">
      ${heading(this.headingLevel + 2, this.t('explainer.facts'), { class: 'part-title' })}
      <ul>
        ${facts.map((fact) => html`<li data-fact=${fact.id}>${this.#say(fact.text)}${this.#renderWaiting(fact)} ${this.#renderSources(fact.sources)}</li>`)}
      </ul>
    </div>`;
  }

  #renderWaiting(item: Stated): TemplateResult | Nothing {
    return waitsForReview(item) ? html` <span class="waiting">${this.t('explainer.waits_for_review', { evidence: item.evidence! })}</span>` : nothing;
  }

  #renderEnd(): TemplateResult {
    const { t, file } = this;
    const misconceptions = this.level === 'full' ? (file.misconceptions ?? []) : [];
    return html`<p class="takeaway">${this.#say(file.takeaway)}</p>
      ${this.alone ? this.#shown(file.checks).map((check) => this.#renderCheck(check)) : nothing}
      ${misconceptions.length === 0
        ? nothing
        : html`<div class="misconceptions">
            ${heading(this.headingLevel + 2, t('explainer.misconceptions'), { class: 'part-title' })}
            ${misconceptions.map(
              ({ belief, answer }) => html`<details>
                <summary>${this.#say(belief)}</summary>
                <p>${this.#say(answer)}</p>
              </details>`,
            )}
          </div>`}
      <details class="all-sources">
        <summary>${t('explainer.sources')}</summary>
        ${file.reviewers.length === 0
          ? html`<p>${t('explainer.not_reviewed')}</p>`
          : html`<ul>
              ${file.reviewers.map((reviewer) => html`<li>${t('explainer.reviewed', { ...reviewer })}</li>`)}
            </ul>`}
        <ul>
          ${this.#usedSources().map((id) => {
            const { about } = file.sources[id]!;
            return html`<li>${this.#renderSource(id)}${about ? html` – ${this.#say(about)}` : nothing}</li>`;
          })}
        </ul>
      </details>`;
  }

  /** Sources of what may be shown: those of unsigned statements stay out with them. */
  #usedSources(): string[] {
    const used = new Set([...this.#shown(this.file.presets), ...this.#shown(this.file.facts)].flatMap(({ sources }) => sources));
    return Object.keys(this.file.sources).filter((id) => used.has(id));
  }

  /** Asked here only when the explainer stands alone: nobody is marked, nothing is kept. */
  #renderCheck(check: Check): TemplateResult {
    const { form, title, choices, correct } = check;
    const given = choices.find(({ value }) => value === this.answers[form]);
    return html`<fieldset class="question" aria-describedby="note-${form}">
      <legend>${this.#say(title)}${this.#renderWaiting(check)}</legend>
      <p class="help" id="note-${form}">${this.t('explainer.check_note')}</p>
      ${choices.map(
        ({ value, text }) => html`<label class="choice"
          ><input
            type="radio"
            name="check-${form}"
            value=${value}
            .checked=${live(value === given?.value)}
            @change=${() => {
              this.answers = { ...this.answers, [form]: value };
            }}
          /><span>${this.#say(text)}</span></label
        >`,
      )}
      <div role="status">${given ? html`<p class="feedback" data-right=${given.value === correct}>${this.#say(given.feedback)}</p>` : nothing}</div>
    </fieldset>`;
  }

  #renderMoves(): TemplateResult {
    const leave = () => this.#send('explainer-leave', { id: this.file.id });
    return html`<div class="moves">
      ${this.alone
        ? html`<button type="button" class="primary" @click=${() => (this.#atEnd ? leave() : this.next())}>
              ${this.t(this.#atEnd ? 'explainer.done' : 'explainer.next')}
            </button>
            ${this.step > 0
              ? html`<button type="button" class="secondary" @click=${() => this.previous()}>${this.t('explainer.previous')}</button>`
              : nothing}`
        : nothing}
      ${this.#atEnd
        ? html`<button type="button" class="secondary print" @click=${() => this.print()}>${this.t('explainer.print')}</button>`
        : html`<button type="button" class="quiet" @click=${leave}>${this.t('explainer.skip')}</button>`}
    </div>`;
  }

  #renderGlossary(): TemplateResult {
    return html`<details class="glossary">
      <summary>${this.t('explainer.glossary')}</summary>
      <dl>
        ${this.file.glossary.map(
          ({ term, meaning }) =>
            html`<dt>${this.#say(term)}</dt>
              <dd>${this.#say(meaning)}</dd>`,
        )}
      </dl>
    </details>`;
  }

  print(): void {
    printAside('@page { size: A4; margin: 12mm; }', () => {});
  }

  /** Two sides of paper, at the level that is read: what to understand, then the numbers, what studies say, and where that was read. */
  #renderPaper(): TemplateResult {
    const { t, file } = this;
    const simulation = this.#kind.create(this.simulations);
    const partsOf = ({ id }: Preset) => file.steps.find(({ preset, presets }) => preset === id || presets.includes(id))?.show ?? [];
    const facts = file.steps.flatMap((step) => this.#factsOf(step));
    const misconceptions = file.misconceptions ?? [];
    const last = this.#usedSources();
    return html`<section class="paper">
      <div class="side">
        ${heading(this.headingLevel, this.#say(file.title))}
        <p class="simplified">${t('explainer.simplified')}</p>
        <p class="lead">${this.#say(this.#introduction)}</p>
        ${file.steps.map((step) => html`${heading(this.headingLevel + 1, this.#say(step.title))} ${this.#textOf(step).map((text) => html`<p>${this.#say(text)}</p>`)}`)}
        <p class="takeaway">${this.#say(file.takeaway)}</p>
        ${heading(this.headingLevel + 1, t('explainer.misconceptions'))}
        <dl>
          ${misconceptions.map(
            ({ belief, answer }) =>
              html`<dt>${this.#say(belief)}</dt>
                <dd>${this.#say(answer)}</dd>`,
          )}
        </dl>
        ${heading(this.headingLevel + 1, t('explainer.ask'))}
        <ul>
          ${file.checks.filter((check) => this.#shown([check]).length > 0).map((check) => html`<li>${this.#say(check.title)}</li>`)}
        </ul>
      </div>
      <div class="side">
        ${heading(this.headingLevel + 1, t('explainer.presets'))}
        <ul>
          ${this.#shown(file.presets).map((preset) => {
            simulation.update({ ...this.values, ...preset.values }, this.#firstSize);
            return html`<li>
              <strong>${this.#say(preset.label)}.</strong>${this.#renderWaiting(preset)} ${simulation.sentences(partsOf(preset), this.#stage).join(' ')}
              ${preset.sources.length > 0 ? html`(${preset.sources.join(', ')})` : nothing}
            </li>`;
          })}
        </ul>
        ${facts.length === 0
          ? nothing
          : html`${heading(this.headingLevel + 1, t('explainer.facts'))}
              <ul>
                ${facts.map((fact) => html`<li>${this.#say(fact.text)}${this.#renderWaiting(fact)} (${fact.sources.join(', ')})</li>`)}
              </ul>`}
        ${heading(this.headingLevel + 1, t('explainer.sources'))}
        ${file.reviewers.length === 0 ? html`<p>${t('explainer.not_reviewed')}</p>` : html`<p>${file.reviewers.map((reviewer) => t('explainer.reviewed', { ...reviewer })).join(' ')}</p>`}
        <ul class="read-at">
          ${last.map((id) => html`<li>${id}${t('explainer.colon')} ${this.#renderSource(id)}</li>`)}
        </ul>
      </div>
    </section>`;
  }
}
