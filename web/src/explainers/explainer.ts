// SPDX-License-Identifier: MIT
// Explainers: <triptych-explainer>: steps of an explainer's file around one simulation. It moves numbers; C++ counts.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import type { ExplainersModule } from '../engine/explainers.js';
import { heading } from './heading.ts';
import type { Check, Control, Evidence, ExplainerFile, Preset, Review, Step, Words } from './explainer-file.ts';
import { explainerStyles } from './explainer.styles.ts';
import { simulations as kinds } from './registry.ts';
import { nearest, positionsOf } from './scale.ts';
import type { ExplainerElement, ExplainerEvents, Speak } from './shell.ts';
import type { Simulation, Stage, Values } from './simulation.ts';

/** Sizes of the picture that the visitor may choose. */
const sizes = [100, 1000] as const;
/** From this width on, pictures take their wide form. */
const wideFrom = 560;
/** A change is announced once it has rested this long, so that a slider does not stutter. */
const announceAfter = 700;

interface Position {
  control: Control;
  values: number[];
}

export class TriptychExplainer extends LitElement implements ExplainerElement {
  static override styles = explainerStyles;
  static override properties = {
    file: { attribute: false },
    simulations: { attribute: false },
    locale: { attribute: false },
    t: { attribute: false },
    headingLevel: { attribute: false },
    review: { type: Boolean },
    alone: { type: Boolean },
    step: { state: true },
    values: { state: true },
    people: { state: true },
    preset: { state: true },
    wide: { state: true },
    answers: { state: true },
    announced: { state: true },
  };

  declare file: ExplainerFile;
  declare simulations: ExplainersModule;
  declare locale: string;
  declare t: Speak;
  declare headingLevel: number;
  declare review: boolean;
  declare alone: boolean;
  private declare step: number;
  private declare values: Values;
  private declare people: number;
  private declare preset: Preset | null;
  private declare wide: boolean;
  /** Answers to the check questions when alone: kept here, sent nowhere. */
  private declare answers: Readonly<Record<string, string>>;
  private declare announced: string;

  private simulation!: Simulation;
  private positions = new Map<string, Position>();
  private told = new Set<string>();
  private announcement: ReturnType<typeof setTimeout> | undefined;
  private readonly resized = new ResizeObserver(([entry]) => {
    this.wide = entry!.contentRect.width >= wideFrom;
  });

  constructor() {
    super();
    this.headingLevel = 2;
    this.review = false;
    this.alone = false;
    this.step = 0;
    this.values = {};
    this.people = 1000;
    this.preset = null;
    this.wide = false;
    this.answers = {};
    this.announced = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    clearTimeout(this.announcement);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('file') || changed.has('simulations')) this.open();
    if (['file', 'simulations', 'values', 'people'].some((name) => changed.has(name))) this.simulation.update(this.values, this.people);
  }

  protected override firstUpdated(): void {
    this.tell('opened');
  }

  // Steps: those of the file, then what to remember.

  private get steps(): number {
    return this.file.steps.length + 1;
  }

  private get current(): Step | null {
    return this.file.steps[this.step] ?? null;
  }

  next(): boolean {
    return this.step + 1 < this.steps && this.go(this.step + 1);
  }

  previous(): boolean {
    return this.step > 0 && this.go(this.step - 1);
  }

  private go(step: number): true {
    this.step = step;
    this.enter();
    if (step === this.steps - 1) this.tell('finished');
    this.send('explainer-step', { id: this.file.id, step, steps: this.steps });
    void this.updateComplete.then(() => {
      const title = this.renderRoot.querySelector<HTMLElement>('#step');
      title?.focus({ preventScroll: true });
      title?.scrollIntoView({ block: 'start' });
    });
    return true;
  }

  private open(): void {
    const kind = kinds.find(({ id }) => id === this.file.simulation)!;
    this.simulation = kind.create(this.simulations);
    this.positions = new Map(
      Object.entries(this.file.controls).map(([name, control]) => [name, { control, values: positionsOf(control) }]),
    );
    this.step = 0;
    this.values = { ...this.shown(this.file.presets)[0]?.values };
    this.enter();
  }

  /** A step opens at its preset, if that one may be shown; else where the visitor left the sliders. */
  private enter(): void {
    const preset = this.shown(this.file.presets).find(({ id }) => id === this.current?.preset);
    if (preset) this.choose(preset);
  }

  private choose(preset: Preset): void {
    this.preset = preset;
    this.values = { ...this.values, ...preset.values };
  }

  private tell(state: 'opened' | 'finished'): void {
    if (this.told.has(state)) return;
    this.told.add(state);
    this.send('explainer-state', { id: this.file.id, state });
  }

  private send<Name extends keyof ExplainerEvents>(name: Name, detail: ExplainerEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  // What rests on a second-hand source or on memory stays unseen until a named reviewer signs it.

  private shown<Item extends { evidence: Evidence; review?: Review }>(items: readonly Item[]): Item[] {
    return items.filter((item) => this.review || !waits(item));
  }

  // Moving a control

  private move(name: string, position: number): void {
    const { values } = this.positions.get(name)!;
    const value = values[Math.max(0, Math.min(values.length - 1, position))]!;
    if (value === this.values[name]) return;
    this.values = { ...this.values, [name]: value };
    this.preset = null;
    this.announceSoon();
  }

  private announceSoon(): void {
    clearTimeout(this.announcement);
    this.announcement = setTimeout(() => {
      this.announced = this.simulation.sentence(this.current?.show ?? [], this.stage);
    }, announceAfter);
  }

  private get stage(): Stage {
    return { t: this.t, locale: this.locale, wide: this.wide };
  }

  private say(words: Words): string {
    return words[this.locale] ?? words['default']!;
  }

  // Rendering

  protected override render(): TemplateResult {
    const { t } = this;
    return html`<section class="explainer" aria-labelledby="title">
      ${heading(this.headingLevel, this.say(this.file.title), { id: 'title', class: 'title' })}
      <p class="meta">
        <span>${t('explainer.minutes', { minutes: this.file.minutes })}</span>
        <span class="simplified">${t('explainer.simplified')}</span>
      </p>
      ${this.current ? this.renderStep(this.current) : this.renderEnd()}
      <div class="visually-hidden" role="status">${this.announced}</div>
      ${this.renderMoves()} ${this.renderDetails()}
    </section>
    ${guard([this.file, this.locale, this.review], () => this.renderPrint())}`;
  }

  private renderStepTitle(title: string): TemplateResult {
    return heading(this.headingLevel + 1, html`<span class="step-number">${this.t('explainer.step', { step: this.step + 1, steps: this.steps })}</span> ${title}`, {
      id: 'step',
      class: 'step-title',
      tabindex: -1,
    });
  }

  private renderStep(step: Step): TemplateResult {
    const pictures = step.show.filter((part) => part !== 'sentence');
    return html`${this.renderStepTitle(this.say(step.title))}
      ${this.step === 0 ? html`<p class="lead">${this.say(this.file.introduction)}</p>` : nothing}
      ${step.text.map((paragraph) => html`<p>${this.say(paragraph)}</p>`)}
      <div class="stage">
        <div class="controls">
          ${this.renderPresets(step)} ${step.controls.map((name) => this.renderControl(name))}
          ${step.show.includes('sentence') ? html`<p class="said">${this.simulation.sentence(step.show, this.stage)}</p>` : nothing}
          ${this.renderOrigin()}
        </div>
        <div class="pictures">${this.renderSizes()} ${pictures.map((part) => this.simulation.render(part, this.stage))}</div>
      </div>
      ${this.renderFacts(step)}`;
  }

  private renderControl(name: string): TemplateResult {
    const { control, values } = this.positions.get(name)!;
    const value = this.values[name]!;
    const position = nearest(values, value);
    const label = this.say(control.label);
    const said = this.withUnit(control.unit, value);
    const nudge = (by: number) => html`<button
      type="button"
      class="nudge"
      aria-label=${this.t(by < 0 ? 'explainer.less' : 'explainer.more', { label })}
      ?disabled=${by < 0 ? position === 0 : position === values.length - 1}
      @click=${() => this.move(name, value === values[position] ? position + by : between(values, value, by))}
    >
      <span aria-hidden="true">${by < 0 ? '−' : '+'}</span>
    </button>`;
    return html`<div class="control" data-control=${name}>
      <label for=${name}>${label}</label>
      <span class="value">${said}</span>
      <div class="slider">
        ${nudge(-1)}
        <input
          type="range"
          id=${name}
          min="0"
          max=${values.length - 1}
          step="1"
          .value=${live(String(position))}
          aria-valuetext=${said}
          aria-describedby=${control.help ? `${name}-help` : nothing}
          @input=${(event: InputEvent) => this.move(name, Number((event.target as HTMLInputElement).value))}
        />
        ${nudge(1)}
      </div>
      ${control.help ? html`<p class="help" id="${name}-help">${this.say(control.help)}</p>` : nothing}
    </div>`;
  }

  /** The file's words hold {count} and {people} and nothing else: the page needs no message parser for them. */
  private withUnit(unit: Words, share: number): string {
    const format = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 });
    return this.say(unit)
      .replace('{count}', format.format(share * this.people))
      .replace('{people}', format.format(this.people));
  }

  private renderPresets(step: Step): TemplateResult | typeof nothing {
    const presets = this.shown(this.file.presets).filter(({ id }) => step.presets.includes(id));
    if (presets.length === 0) return nothing;
    return html`<div class="presets" role="group" aria-labelledby="presets">
      <p class="label" id="presets">${this.t('explainer.presets')}</p>
      <div class="choices">
        ${presets.map(
          (preset) => html`<button
            type="button"
            class="preset"
            aria-pressed=${this.preset?.id === preset.id}
            @click=${() => {
              this.choose(preset);
              this.announceSoon();
            }}
          >
            ${this.say(preset.label)}${this.renderWaiting(preset)}
          </button>`,
        )}
      </div>
    </div>`;
  }

  /** Whose numbers these are: a study's with its source, an example, or the visitor's own. */
  private renderOrigin(): TemplateResult {
    const { preset } = this;
    if (!preset) return html`<p class="origin">${this.t('explainer.own_values')}</p>`;
    return html`<p class="origin">
      <strong>${this.say(preset.label)}</strong>${preset.note ? html`. ${this.say(preset.note)}` : nothing} ${this.renderSources(preset.sources)}
    </p>`;
  }

  private renderSources(ids: readonly string[]): TemplateResult | typeof nothing {
    if (ids.length === 0) return nothing;
    return html`<span class="sources"
      >${this.t('explainer.source', { count: ids.length })}
      ${ids.map((id, index) => {
        const source = this.file.sources[id]!;
        return html`${index > 0 ? ' · ' : ''}<a href=${source.address} target="_blank" rel="noopener noreferrer">${source.title}</a>`;
      })}</span
    >`;
  }

  private renderSizes(): TemplateResult {
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
              this.announceSoon();
            }}
          /><span>${this.t('explainer.people', { people: size })}</span></label
        >`,
      )}
    </fieldset>`;
  }

  private renderFacts(step: Step): TemplateResult | typeof nothing {
    const facts = this.shown(this.file.facts).filter(({ id }) => step.facts.includes(id));
    if (facts.length === 0) return nothing;
    return html`<div class="facts">
      ${heading(this.headingLevel + 2, this.t('explainer.facts'), { class: 'facts-title' })}
      <ul>
        ${facts.map((fact) => html`<li data-fact=${fact.id}>${this.say(fact.text)}${this.renderWaiting(fact)} ${this.renderSources(fact.sources)}</li>`)}
      </ul>
    </div>`;
  }

  private renderWaiting(item: { evidence: Evidence; review?: Review }): TemplateResult | typeof nothing {
    return waits(item) ? html` <span class="waiting">${this.t('explainer.waits_for_review', { evidence: item.evidence })}</span>` : nothing;
  }

  private renderEnd(): TemplateResult {
    return html`${this.renderStepTitle(this.t('explainer.remember'))}
      <p class="takeaway">${this.say(this.file.takeaway)}</p>
      ${this.alone ? this.file.checks.map((check, index) => this.renderCheck(check, index)) : nothing}`;
  }

  /** Asked here only when the explainer stands alone: nobody is marked, nothing is kept. */
  private renderCheck(check: Check, index: number): TemplateResult {
    const given = this.answers[check.form];
    const choice = check.choices.find(({ value }) => value === given);
    const right = given === check.correct;
    return html`<fieldset class="check" aria-describedby="check-note-${index}">
      <legend>${this.say(check.title)}</legend>
      <p class="help" id="check-note-${index}">${this.t('explainer.check_note')}</p>
      ${check.choices.map(
        ({ value, text }) => html`<label class="choice"
          ><input
            type="radio"
            name="check-${index}"
            value=${value}
            .checked=${live(value === given)}
            @change=${() => {
              this.answers = { ...this.answers, [check.form]: value };
            }}
          /><span>${this.say(text)}</span></label
        >`,
      )}
      <div class="feedback" role="status">
        ${choice
          ? html`<p class=${right ? 'right' : 'other'}>
              <strong>${this.t(right ? 'explainer.check_right' : 'explainer.check_other')}</strong> ${this.say(choice.feedback)}
            </p>`
          : nothing}
      </div>
    </fieldset>`;
  }

  private renderMoves(): TemplateResult {
    const last = this.step === this.steps - 1;
    const leave = () => this.send('explainer-leave', { id: this.file.id });
    return html`<div class="moves">
      ${this.alone
        ? html`${this.step > 0 ? html`<button type="button" class="secondary" @click=${() => this.previous()}>${this.t('explainer.previous')}</button>` : nothing}
            <button type="button" class="primary" @click=${() => (last ? leave() : this.next())}>
              ${this.t(last ? 'explainer.done' : 'explainer.next')}
            </button>`
        : nothing}
      ${last ? nothing : html`<button type="button" class="quiet" @click=${leave}>${this.t('explainer.skip')}</button>`}
    </div>`;
  }

  private renderDetails(): TemplateResult {
    return html`${this.current
        ? html`<details class="figures">
            <summary>${this.t('explainer.all_numbers')}</summary>
            <table>
              <caption>
                ${this.t('explainer.all_numbers_caption', { people: this.people })}
              </caption>
              <tbody>
                ${this.simulation.figures(this.stage).map(
                  ({ label, value }) => html`<tr>
                    <th scope="row">${label}</th>
                    <td>${value}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </details>`
        : nothing}
      <details>
        <summary>${this.t('explainer.glossary')}</summary>
        <dl>
          ${this.file.glossary.map(
            ({ term, meaning }) =>
              html`<dt>${this.say(term)}</dt>
                <dd>${this.say(meaning)}</dd>`,
          )}
        </dl>
      </details>
      <details>
        <summary>${this.t('explainer.who_wrote')}</summary>
        ${this.file.reviewers.length === 0
          ? html`<p>${this.t('explainer.not_reviewed')}</p>`
          : html`<ul>
              ${this.file.reviewers.map((reviewer) => html`<li>${this.t('explainer.reviewed', { ...reviewer })}</li>`)}
            </ul>`}
      </details>`;
  }

  /** What paper shows: every step's words, and each study's numbers as a sentence. Drawn once, hidden on screen. */
  private renderPrint(): TemplateResult {
    const simulation = kinds.find(({ id }) => id === this.file.simulation)!.create(this.simulations);
    return html`<section class="print">
      ${heading(this.headingLevel, this.say(this.file.title))}
      <p>${this.t('explainer.simplified')}</p>
      <p>${this.say(this.file.introduction)}</p>
      ${this.file.steps.map(
        (step) => html`${heading(this.headingLevel + 1, this.say(step.title))} ${step.text.map((text) => html`<p>${this.say(text)}</p>`)}`,
      )}
      ${heading(this.headingLevel + 1, this.t('explainer.presets'))}
      <ul>
        ${this.shown(this.file.presets).map((preset) => {
          simulation.update({ ...this.values, ...preset.values }, 1000);
          return html`<li>
            <strong>${this.say(preset.label)}</strong>${this.renderWaiting(preset)}: ${simulation.sentence(['alerts'], this.stage)}
            ${preset.note ? this.say(preset.note) : nothing} ${this.renderSources(preset.sources)}
          </li>`;
        })}
      </ul>
      <p class="takeaway">${this.say(this.file.takeaway)}</p>
    </section>`;
  }
}

/** Second-hand or remembered, and signed by nobody. */
function waits({ evidence, review }: { evidence: Evidence; review?: Review }): boolean {
  return (evidence === 'S2' || evidence === 'K') && !review;
}

/** From a value between two positions (a study's), the next one up or down. */
function between(values: number[], value: number, by: number): number {
  const above = values.findIndex((candidate) => candidate > value);
  return by > 0 ? above : above - 1;
}

/** What to say of an answer to a check question of the survey: shown by the shell after the last of them. */
export function feedbackFor(file: ExplainerFile, question: string, value: string): Words | null {
  const check = file.checks.find(({ questions }) => questions.includes(question));
  return check?.choices.find((choice) => choice.value === value)?.feedback ?? null;
}
