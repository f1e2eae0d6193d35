// SPDX-License-Identifier: MIT
// Facilitate: <triptych-facilitator>: a group's view for a projector: one explainer, and one question or step at a time.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { askStyles } from '../elements/screens/ask.styles.ts';
import { widgetStyles } from '../elements/widget.styles.ts';
import { waitsForReview, type Check, type ExplainerFile, type Words } from '../explainers/explainer-file.ts';
import { heading } from '../explainers/heading.ts';
import type { ExplainerElement, Speak } from '../explainers/shell.ts';
import { localized } from '../i18n/messages.ts';
import type { ExplainerParts } from '../store/state.ts';
import { facilitatorStyles } from './facilitator.styles.ts';
import { fewestVotes, mostPeople, RoomVotes, type Method } from './room.ts';

/** Where the file says nothing. */
const usualMinutes = { question: 2, step: 4, discussion: 10 };
const methods: readonly Method[] = ['hands', 'tablet'];

/** One thing at a time. `form`: the check question before or after. */
type Slide =
  | { kind: 'plan' }
  | { kind: 'question'; form: string; minutes: number }
  | { kind: 'explain'; minutes: number }
  | { kind: 'answers'; minutes: number }
  | { kind: 'discuss'; minutes: number };

export class TriptychFacilitator extends LitElement {
  static override styles = [widgetStyles, askStyles, facilitatorStyles];
  static override properties = {
    parts: { attribute: false },
    locale: { attribute: false },
    t: { attribute: false },
    headingLevel: { attribute: false },
    chosen: { state: true },
    at: { state: true },
    step: { state: true },
    method: { state: true },
    thanked: { state: true },
  };

  /** Every explainer of the survey that is there, in its order. */
  declare parts: readonly ExplainerParts[];
  declare locale: string;
  declare t: Speak;
  declare headingLevel: number;
  protected declare chosen: string | null;
  /** Place in the slides. */
  protected declare at: number;
  /** Step of the explainer that is shown. */
  protected declare step: number;
  protected declare method: Method;
  /** The tablet has a vote and waits for the next person. */
  protected declare thanked: boolean;
  readonly #votes = new RoomVotes();
  /** A slide has changed because somebody acted: its heading takes the focus. */
  #moved = false;

  constructor() {
    super();
    this.parts = [];
    this.headingLevel = 2;
    this.chosen = null;
    this.at = 0;
    this.step = 0;
    this.method = 'hands';
    this.thanked = false;
    // The keys of a projector's remote control, wherever the focus is.
    this.addEventListener('keydown', (event) => {
      if (event.key === 'PageDown') this.#forward();
      else if (event.key === 'PageUp') this.#back();
      else return;
      event.preventDefault();
    });
  }

  #say = (words: Words): string => localized(words, this.locale);

  get #part(): ExplainerParts | undefined {
    return this.parts.find(({ file }) => file.id === this.chosen);
  }

  /** Two of them, that nobody has yet to sign. */
  #checks(file: ExplainerFile): Check[] {
    return file.checks.filter((check) => !waitsForReview(check)).slice(0, 2);
  }

  #slides(file: ExplainerFile): Slide[] {
    const { question, step, discussion } = file.workshop?.minutes ?? usualMinutes;
    const [first, second] = this.#checks(file);
    const ask = (check: Check | undefined): Slide[] => (check ? [{ kind: 'question', form: check.form, minutes: question }] : []);
    return [
      { kind: 'plan' },
      ...ask(first),
      { kind: 'explain', minutes: step * file.steps.length },
      ...ask(second),
      ...(first ? [{ kind: 'answers', minutes: question } as const] : []),
      { kind: 'discuss', minutes: discussion },
    ];
  }

  #go(at: number): void {
    this.at = at;
    this.step = 0;
    this.thanked = false;
    this.#moved = true;
  }

  get #explainer(): ExplainerElement | null {
    return this.renderRoot.querySelector<ExplainerElement>('triptych-explainer');
  }

  #forward(): void {
    const part = this.#part;
    if (!part || this.#explainer?.next()) return;
    if (this.at < this.#slides(part.file).length - 1) this.#go(this.at + 1);
  }

  #back(): void {
    if (!this.#part || this.#explainer?.previous()) return;
    if (this.at > 0) this.#go(this.at - 1);
  }

  #choose(id: string | null): void {
    this.#votes.clear();
    this.chosen = id;
    this.#go(0);
  }

  // Rendering

  protected override render(): TemplateResult {
    const part = this.#part;
    return html`<div class="room-view">${part ? this.#renderSession(part) : this.#renderChoice()}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.#moved) return;
    this.#moved = false;
    this.renderRoot.querySelector<HTMLElement>('#slide')?.focus();
  }

  #heading(text: string): unknown {
    return heading(this.headingLevel, text, { id: 'slide', class: 'slide-title', tabindex: -1 });
  }

  #renderChoice(): TemplateResult {
    const { t } = this;
    return html`${this.#heading(t('facilitate.title'))}
      <p>${t('facilitate.introduction')}</p>
      <ul class="cards" role="list">
        ${this.parts.map(
          ({ file }) => html`<li>
            <button type="button" class="secondary" @click=${() => this.#choose(file.id)}>${this.#say(file.title)}</button>
          </li>`,
        )}
      </ul>`;
  }

  #renderSession(part: ExplainerParts): TemplateResult {
    const { t } = this;
    const { file } = part;
    const slides = this.#slides(file);
    const slide = slides[this.at]!;
    const last = this.at === slides.length - 1;
    return html`<p class="where">${this.#say(file.title)} · ${t('facilitate.part', { part: this.at + 1, parts: slides.length })} ${this.#renderTime(slides)}</p>
      ${this.#renderSlide(part, slides, slide)}
      <div class="moves">
        ${last
          ? html`<button type="button" class="primary" @click=${() => this.#choose(null)}>${t('facilitate.finish')}</button>`
          : html`<button type="button" class="primary" @click=${() => this.#forward()}>${t('explainer.next')}</button>`}
        ${this.at > 0 ? html`<button type="button" class="secondary" @click=${() => this.#back()}>${t('explainer.previous')}</button>` : nothing}
        ${slide.kind === 'explain' ? html`<button type="button" class="quiet" @click=${() => this.#explainer?.print()}>${t('explainer.print')}</button>` : nothing}
        <button type="button" class="quiet" @click=${() => this.#choose(null)}>${t('facilitate.other')}</button>
      </div>`;
  }

  /** When this part begins and ends, counted from the start of the session. */
  #renderTime(slides: readonly Slide[]): TemplateResult | typeof nothing {
    const minutesOf = (slide: Slide) => ('minutes' in slide ? slide.minutes : 0);
    const from = slides.slice(0, this.at).reduce((sum, slide) => sum + minutesOf(slide), 0);
    const minutes = minutesOf(slides[this.at]!);
    if (minutes === 0) return nothing;
    return html`<span class="time">${this.t('facilitate.time', { minutes, from, to: from + minutes })}</span>`;
  }

  #renderSlide(part: ExplainerParts, slides: readonly Slide[], slide: Slide): TemplateResult {
    const { file } = part;
    switch (slide.kind) {
      case 'plan':
        return this.#renderPlan(file, slides);
      case 'question':
        return this.#renderQuestion(file, file.checks.find(({ form }) => form === slide.form)!);
      case 'explain':
        return this.#renderExplainer(part);
      case 'answers':
        return this.#renderAnswers(file);
      case 'discuss':
        return this.#renderDiscussion(file);
    }
  }

  #renderPlan(file: ExplainerFile, slides: readonly Slide[]): TemplateResult {
    const { t } = this;
    const minutes = slides.reduce((sum, slide) => sum + ('minutes' in slide ? slide.minutes : 0), 0);
    return html`${this.#heading(this.#say(file.title))}
      <p>${this.#say(file.simple)}</p>
      <p>${t('facilitate.minutes', { minutes })}</p>
      <ol class="plan">
        ${slides.flatMap((slide) => ('minutes' in slide ? [html`<li>${t(`facilitate.${slide.kind}`)} – ${t('facilitate.lasts', { minutes: slide.minutes })}</li>`] : []))}
      </ol>
      <fieldset class="question">
        <legend>${t('facilitate.method')}</legend>
        ${methods.map(
          (one) => html`<label class="choice"
            ><input
              type="radio"
              name="method"
              value=${one}
              .checked=${live(this.method === one)}
              @change=${() => {
                this.#votes.clear();
                this.method = one;
              }}
            /><span>${t(`facilitate.method_${one}`)}</span></label
          >`,
        )}
      </fieldset>
      <p class="hint">${t('facilitate.stays')}</p>`;
  }

  #renderQuestion(file: ExplainerFile, check: Check): TemplateResult {
    return html`${this.#heading(this.#say(check.title))} ${this.method === 'hands' ? this.#renderHands(file, check) : this.#renderTablet(file, check)}`;
  }

  #key(file: ExplainerFile, check: Check): string {
    return `${file.id} ${check.form}`;
  }

  #renderHands(file: ExplainerFile, check: Check): TemplateResult {
    const { t } = this;
    const key = this.#key(file, check);
    const many = check.choices.length;
    const counts = this.#votes.of(key, many);
    const set = (choice: number, count: number) => {
      this.#votes.set(key, many, choice, count);
      this.requestUpdate();
    };
    return html`<p class="hint">${t('facilitate.hands_help')}</p>
      <div class="hands">
        ${check.choices.map(({ text }, choice) => {
          const label = this.#say(text);
          const count = counts[choice]!;
          return html`<div class="hand">
            <label for="hand-${choice}">${label}</label>
            <span class="counter">
              <button type="button" class="nudge secondary" aria-label=${t('explainer.less', { label })} ?disabled=${count === 0} @click=${() => set(choice, count - 1)}>
                <span aria-hidden="true">−</span>
              </button>
              <input
                id="hand-${choice}"
                type="number"
                inputmode="numeric"
                min="0"
                max=${mostPeople}
                .value=${live(String(count))}
                @change=${(event: Event) => set(choice, Number((event.target as HTMLInputElement).value))}
              />
              <button type="button" class="nudge secondary" aria-label=${t('explainer.more', { label })} ?disabled=${count === mostPeople} @click=${() => set(choice, count + 1)}>
                <span aria-hidden="true">+</span>
              </button>
            </span>
          </div>`;
        })}
      </div>
      ${this.#renderVotes(file, check, false)}`;
  }

  /** One tap a person, then the tablet goes to the next: nobody sees what others said. */
  #renderTablet(file: ExplainerFile, check: Check): TemplateResult {
    const { t } = this;
    const key = this.#key(file, check);
    const votes = this.#votes.total(key);
    if (this.thanked)
      return html`<p role="status">${t('facilitate.thanks')}</p>
        <button
          type="button"
          class="primary"
          @click=${() => {
            this.thanked = false;
            this.#moved = true;
          }}
        >
          ${t('facilitate.next_person')}
        </button>
        <p class="hint">${t('facilitate.votes', { votes })}</p>`;
    return html`<p class="hint">${t('facilitate.tablet_help', { fewest: fewestVotes })}</p>
      <div class="tablet">
        ${check.choices.map(
          ({ text }, choice) => html`<button
            type="button"
            class="secondary"
            @click=${() => {
              this.#votes.add(key, check.choices.length, choice);
              this.thanked = true;
            }}
          >
            ${this.#say(text)}
          </button>`,
        )}
      </div>
      <p class="hint">${t('facilitate.votes', { votes })}</p>`;
  }

  /** Lengths on one scale, with their numbers: of this room, and of nobody else. There from the start, so that nothing moves under a hand. */
  #renderVotes(file: ExplainerFile, check: Check, atEnd: boolean): TemplateResult {
    const { t } = this;
    const key = this.#key(file, check);
    const total = this.#votes.total(key);
    if (total === 0 && atEnd) return html`<p class="hint">${t('facilitate.no_votes')}</p>`;
    if (!this.#votes.shown(key, this.method, atEnd)) return html`<p class="hint">${t('facilitate.too_few', { votes: total, fewest: fewestVotes })}</p>`;
    const counts = this.#votes.of(key, check.choices.length);
    return html`<p class="label" id="votes-${check.form}">${t('facilitate.in_this_room', { votes: total })}</p>
      <dl class="bars" aria-labelledby="votes-${check.form}">
        ${check.choices.map(
          ({ value, text }, choice) => html`<div data-choice=${value}>
            <dt>${this.#say(text)}${atEnd && value === check.correct ? html` <strong class="right">${t('facilitate.right')}</strong>` : nothing}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${(100 * counts[choice]!) / Math.max(1, total)}v10H0z"></path></svg>
              <strong>${t('explainer.number', { count: counts[choice]! })}</strong>
            </dd>
          </div>`,
        )}
      </dl>`;
  }

  #renderExplainer({ file, simulations }: ExplainerParts): TemplateResult {
    const prompt = file.workshop?.prompts[this.step];
    return html`<triptych-explainer
        .file=${file}
        .simulations=${simulations}
        .locale=${this.locale}
        .t=${this.t}
        .headingLevel=${this.headingLevel}
        projected
        @explainer-step=${({ detail }: CustomEvent<{ step: number }>) => {
          this.step = detail.step;
        }}
        @explainer-state=${(event: Event) => event.stopPropagation()}
      ></triptych-explainer>
      ${prompt ? html`<p class="prompt"><strong>${this.t('facilitate.discuss_now')}</strong> ${this.#say(prompt)}</p>` : nothing}`;
  }

  #renderAnswers(file: ExplainerFile): TemplateResult {
    const { t } = this;
    return html`${this.#heading(t('facilitate.answers'))}
    ${this.#checks(file).map((check) => {
      const right = check.choices.find(({ value }) => value === check.correct)!;
      return html`<section class="answered">
        ${heading(this.headingLevel + 1, this.#say(check.title))} ${this.#renderVotes(file, check, true)}
        <p class="feedback"><strong>${this.#say(right.text)}.</strong> ${this.#say(right.feedback)}</p>
      </section>`;
    })}`;
  }

  #renderDiscussion(file: ExplainerFile): TemplateResult {
    return html`${this.#heading(this.t('facilitate.discuss'))}
      <p class="takeaway">${this.#say(file.takeaway)}</p>
      <ul class="prompts">
        ${(file.workshop?.prompts ?? []).map((prompt) => html`<li>${this.#say(prompt)}</li>`)}
      </ul>`;
  }
}
