// SPDX-License-Identifier: MIT
// Results: <triptych-results>: what all have said, question by question: numbers in words, bars, a table behind each chart.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Bar, FlowResult, QuestionResult, ReferenceFigure, Summary, Theme } from '../engine/results.js';
import type { Panel } from '../engine/survey.js';
import { widgetStyles } from '../elements/widget.styles.ts';
import { heading } from '../explainers/heading.ts';
import type { Speak } from '../explainers/shell.ts';
import { axis, bar, range } from './bars.ts';
import { resultsStyles } from './results.styles.ts';
import type { ResultsElement } from './shell.ts';

type Nothing = typeof nothing;
/** A share in whole percents, and its interval. */
type Share = Pick<Bar, 'percent' | 'low' | 'high'>;

/** In the order of the doors; questions of no panel come last. */
const sections: readonly (Panel | null)[] = ['confiance', 'participation', 'engagement', null];

/** Answers that are not about the subject, in the order in which they are shown. */
const asides = ['dontknow', 'refused', 'unanswered'] as const;

/** With more questions than this, most show their one sentence first, and all of their numbers when asked. */
const fewQuestions = 6;

export class TriptychResults extends LitElement implements ResultsElement {
  static override styles = [widgetStyles, resultsStyles];
  static override properties = {
    summary: { attribute: false },
    panels: { attribute: false },
    locale: { attribute: false },
    t: { attribute: false },
    headingLevel: { attribute: false },
    question: { attribute: false },
  };

  declare summary: Summary;
  declare panels: Record<string, Panel | null>;
  declare locale: string;
  declare t: Speak;
  declare headingLevel: number;
  declare question: string;

  constructor() {
    super();
    this.panels = {};
    this.headingLevel = 2;
    this.question = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.#unfold);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.#unfold);
  }

  /** Paper cannot be pressed. */
  #unfold = (): void => {
    for (const one of this.renderRoot.querySelectorAll<HTMLDetailsElement>('details.answers')) one.open = true;
  };

  protected override firstUpdated(): void {
    if (this.question) this.#jump(this.question);
  }

  #jump(name: string): void {
    const index = this.summary.questions.findIndex((one) => one.name === name || one.question === name);
    const folded = this.renderRoot.querySelector<HTMLDetailsElement>(`#question-${index} details.answers`);
    if (folded) folded.open = true;
    const title = this.renderRoot.querySelector<HTMLElement>(`#question-${index} [tabindex]`);
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: 'start' });
  }

  protected override render(): TemplateResult {
    const { summary, t } = this;
    const simulated = summary.simulated ? html`<p class="simulated"><strong>${t('chart.simulated')}</strong></p>` : nothing;
    if (summary.status !== 'released') {
      // Nothing of ours yet: the visitor's own answers, and what others found elsewhere.
      return html`${simulated}
        <div class="waiting">
          ${summary.why ? html`<p>${t(summary.why.key, summary.why.params)}</p>` : nothing}
          ${summary.threshold > 0 ? html`<p>${t('chart.batches', { threshold: summary.threshold, batch: summary.batch })}</p>` : nothing}
        </div>
        ${sections.map((panel) => this.#renderSection(panel, ({ own, references, themes }) => own.length + references.length + themes.length > 0))}
        ${this.#renderContext()}`;
    }
    return html`${simulated}
      <div class="standing">
        <p><strong>${t(summary.closed ? 'chart.total_closed' : 'chart.total', { n: summary.n })}</strong> ${t('chart.volunteers')}</p>
        ${this.#renderReading()}
      </div>
      ${this.#renderContents()} ${sections.map((panel) => this.#renderSection(panel))} ${this.#renderFlows()} ${this.#renderContext()}`;
  }

  /** How to read a chart: once, before the first. */
  #renderReading(): TemplateResult {
    const { t, summary } = this;
    return html`<details>
      <summary>${t('chart.how')}</summary>
      <p>${t('chart.how_interval')}</p>
      <p>${t('chart.how_few')}</p>
      <p>${t('chart.how_own')}</p>
      <p>${t('chart.batches', { threshold: summary.threshold, batch: summary.batch })}</p>
    </details>`;
  }

  /** Links within one shadow root move the focus themselves: the address of the host page stays its own. */
  #renderContents(): TemplateResult | Nothing {
    const { questions } = this.summary;
    if (questions.length < 3) return nothing;
    return html`<details class="contents">
      <summary>${this.t('chart.contents', { count: questions.length })}</summary>
      <ol>
        ${questions.map(
          ({ name, title }, index) => html`<li>
            <a
              href="#question-${index}"
              @click=${(event: Event) => {
                event.preventDefault();
                this.#jump(name);
              }}
              >${title}</a
            >
          </li>`,
        )}
      </ol>
    </details>`;
  }

  #renderSection(panel: Panel | null, worth: (question: QuestionResult) => boolean = () => true): TemplateResult | Nothing {
    const members = this.summary.questions
      .map((question, index) => ({ question, index }))
      .filter(({ question }) => (this.panels[question.question] ?? null) === panel && worth(question));
    if (members.length === 0) return nothing;
    const id = `section-${panel ?? 'others'}`;
    return html`<section aria-labelledby=${id}>
      ${heading(this.headingLevel, this.t(`chart.section_${panel ?? 'others'}`), { id, class: 'section-title' })}
      ${members.map(({ question, index }) => this.#renderQuestion(question, index))}
    </section>`;
  }

  #renderQuestion(result: QuestionResult, index: number): TemplateResult {
    const { t } = this;
    const id = `question-${index}`;
    const title = heading(this.headingLevel + 1, result.title, { id: `${id}-title`, class: 'result-title', tabindex: -1 });
    if (result.status === 'withheld') {
      const answers = this.#list(result.own.map((text) => t('chart.quoted', { text })), 'conjunction');
      return html`<article class="result withheld" id=${id} aria-labelledby="${id}-title">
        ${title}
        ${result.why && this.summary.status === 'released' ? html`<p class="why">${t(result.why.key, result.why.params)}</p>` : nothing}
        ${result.own.length > 0 ? html`<p>${t('chart.own_is', { answers })}</p>` : nothing}
        ${this.#renderReferences(result, id)}
      </article>`;
    }
    const all = this.#renderAnswers(result, id);
    const first = index === 0 || result.references.some(({ kind }) => kind === 'article');
    return html`<article class="result" id=${id} aria-labelledby="${id}-title">
      ${title}
      <p class="sentence">${t(result.sentence.key, result.sentence.params)}</p>
      ${this.summary.questions.length <= fewQuestions
        ? all
        : html`<details class="answers" ?open=${first}>
            <summary>${t('chart.answers')}<span class="visually-hidden">${t('chart.table_of', { title: result.title })}</span></summary>
            ${all}
          </details>`}
    </article>`;
  }

  /** The whole distribution, what stands beside it, and the table behind. */
  #renderAnswers(result: QuestionResult, id: string): TemplateResult {
    const { t } = this;
    return html`${result.bars.every(({ percent }) => percent === null) ? html`<p class="few">${t('chart.few')}</p>` : nothing}
      <ul class="bars" role="list" aria-labelledby="${id}-title">
        ${result.bars.map((one) => this.#renderBar(one, result.n))}
      </ul>
      ${this.#renderAsides(result, id)} ${this.#renderReferences(result, id)}
      ${result.taught ? html`<p class="taught">${t('chart.taught', { taught: result.taught })}</p>` : nothing} ${this.#renderTable(result, id)}`;
  }

  #renderBar({ text, count, own, ...interval }: Bar, n: number): TemplateResult {
    return html`<li class="answer">
      <span class="text">${text}${own ? this.#renderOwn() : nothing}</span>
      <span class="numbers">${this.#numbers(count, interval)}</span>
      ${bar(own ? 'own' : 'answer', part(count, n), interval)}
    </li>`;
  }

  #renderOwn(): TemplateResult {
    return html` <span class="own-mark"
      ><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M2 6.5 5 9.500 10 3"></path></svg>${this.t('chart.own')}</span
    >`;
  }

  /** "124 people, 40 %, between 35 and 45 in 100": counts first. */
  #numbers(count: number, interval: Share): TemplateResult {
    const { percent } = interval;
    return html`<strong>${this.t('chart.count', { count })}</strong> ${percent === null ? nothing : this.#shareAndInterval(percent, interval)}`;
  }

  #asides({ beside }: QuestionResult): QuestionResult['beside'] {
    return asides.flatMap((kind) => beside.filter((one) => one.kind === kind && (one.count > 0 || one.own)));
  }

  /** Beside the answers and on their scale: never in the percentages. */
  #renderAsides(result: QuestionResult, id: string): TemplateResult | Nothing {
    const shown = this.#asides(result);
    if (shown.length === 0) return nothing;
    return html`<p class="aside-title" id="${id}-aside">${this.t('chart.beside')}</p>
      <ul class="bars" role="list" aria-labelledby="${id}-aside">
        ${shown.map(
          ({ kind, count, own }) => html`<li class="answer">
            <span class="text">${this.t(`chart.${kind}`)}${own ? this.#renderOwn() : nothing}</span>
            <span class="numbers"><strong>${this.t('chart.count', { count })}</strong></span>
            ${bar('beside', part(count, result.n))}
          </li>`,
        )}
      </ul>`;
  }

  /** Figures set beside ours, on one axis: those about the same answers share one row of ours. */
  #renderReferences({ references, themes, bars }: QuestionResult, id: string): TemplateResult | Nothing {
    if (references.length + themes.length === 0) return nothing;
    const groups = new Map<string, ReferenceFigure[]>();
    for (const figure of references.filter(({ kind }) => kind !== 'context')) {
      const key = String([...figure.codes].sort());
      groups.set(key, [...(groups.get(key) ?? []), figure]);
    }
    return html`<div class="references">
      ${heading(this.headingLevel + 2, this.t('chart.references'), { id: `${id}-references`, class: 'part-title' })}
      ${[...groups.values()].map((figures) => this.#renderComparison(bars, figures))}
      ${references.filter(({ kind }) => kind === 'context').map((figure) => this.#renderFigure(figure))}
      ${themes.map((theme) => this.#renderTheme(theme))}
    </div>`;
  }

  #renderComparison(bars: Bar[], figures: ReferenceFigure[]): TemplateResult {
    const { t } = this;
    const { codes, ours } = figures[0]!;
    const answers = codes.flatMap((code) => bars.filter((one) => one.code === code).map(({ text }) => t('chart.quoted', { text })));
    const compared = t('chart.compared', { answers: this.#list(answers, 'disjunction') });
    return html`${answers.length > 0 ? html`<p class="compared">${compared}</p>` : nothing}
      ${ours
        ? html`<div class="figure">
            <p class="figure-label">${t('chart.ours')}</p>
            <p class="numbers">
              <strong>${t('chart.of', { count: ours.count, n: ours.n })}</strong>
              ${ours.percent === null ? t('chart.few') : this.#shareAndInterval(ours.percent, ours)}
            </p>
            ${ours.percent === null ? nothing : html`${range('ours', ours.percent, ours)} ${this.#axis}`}
          </div>`
        : nothing}
      ${figures.map((figure, index) => this.#renderFigure(figure, index === 0 && typeof ours?.percent !== 'number'))}`;
  }

  /** Under the first range of a group. */
  get #axis(): TemplateResult {
    return axis([0, 50, 100].map((count) => this.t('chart.in_hundred', { count })));
  }

  #shareAndInterval(percent: number, { low, high }: Pick<Bar, 'low' | 'high'>): TemplateResult {
    return html`<span class="percent">${this.t('chart.percent', { percent })}</span> ${low === null || high === null
        ? nothing
        : html`<span class="between">${this.t('chart.between', { low, high })}</span>`}`;
  }

  /** Counts first, then who, where, when, who asked and in which words: what is unknown is called so. */
  #renderFigure(figure: ReferenceFigure, withAxis = false): TemplateResult {
    const { t } = this;
    const { n, count, percent, kind, subject, measured, wording, notes } = figure;
    const asked = count !== null && n !== null ? t('chart.of', { count, n }) : n !== null ? t('chart.n_people', { n }) : nothing;
    return html`<div class="figure ${kind}">
      <p class="figure-label">${figure.label}</p>
      ${subject === 'digital_tools' ? html`<p class="not-ai">${t('chart.digital_tools')}</p>` : nothing}
      ${measured ? html`<p>${measured}</p>` : nothing}
      <p class="numbers">
        <strong>${asked}</strong>
        ${this.#shareAndInterval(percent, figure)}
      </p>
      ${kind === 'context' ? nothing : range(kind, percent, figure)} ${withAxis ? this.#axis : nothing} ${this.#renderOrigin(figure)}
      <p class="notes">${t('chart.wording')} ${wording ? this.#renderWording(wording) : t('chart.unknown')} ${notes.join(' ')}</p>
    </div>`;
  }

  #renderWording({ language, text, options }: NonNullable<ReferenceFigure['wording']>): TemplateResult {
    return html`<q lang=${language}>${text}</q> ${options.length > 0 ? html`(<span lang=${language}>${options.join(' · ')}</span>)` : nothing}`;
  }

  #renderTheme(theme: Theme): TemplateResult {
    return html`<div class="figure context">
      <p class="figure-label">${theme.label}</p>
      <p class="numbers"><strong>${this.t('chart.interviews', { n: theme.n })}</strong></p>
      ${this.#renderOrigin(theme)}
    </div>`;
  }

  #renderOrigin({ who, where, sponsor, source, address, date, dateFrom }: ReferenceFigure | Theme): TemplateResult {
    return html`<p class="who">
      ${this.t('chart.who', { who, where, date: this.#date(date, dateFrom) })} ${sponsor} ${this.t('chart.source')}
      <a href=${address} target="_blank" rel="noopener noreferrer">${source}</a>
    </p>`;
  }

  /** Who was asked twice, and which way they went: up and down drawn and said alike. */
  #renderFlows(): TemplateResult | Nothing {
    const { flows } = this.summary;
    if (flows.length === 0) return nothing;
    return html`<section aria-labelledby="flows">
      ${heading(this.headingLevel, this.t('chart.flows'), { id: 'flows', class: 'section-title' })}
      <p>${this.t('chart.flows_note')}</p>
      ${flows.map((flow, index) => this.#renderFlow(flow, `flow-${index}`))}
    </section>`;
  }

  #renderFlow(flow: FlowResult, id: string): TemplateResult {
    const { t } = this;
    const { kind, why, verdict, chance, moves, n, sentence, ...ways } = flow;
    const words = kind === 'learning' && ways.title ? `${t('chart.flow_learning')} – ${ways.title}` : kind === 'learning' ? t('chart.flow_learning') : ways.title;
    const move = (way: 'up' | 'same' | 'down') => (way === 'same' ? t('chart.flow_same') : t(`chart.flow_${way}_${kind}`, { ...ways }));
    return html`<article class="result ${flow.status}" id=${id} aria-labelledby="${id}-title">
      ${heading(this.headingLevel + 1, words, { id: `${id}-title`, class: 'result-title' })}
      ${flow.status === 'withheld' && why
        ? html`<p class="why">${t(why.key, why.params)}</p>`
        : html`<p class="sentence">${t(sentence.key, sentence.params)}</p>
            ${verdict ? html`<p class="verdict">${t(verdict.key, verdict.params)}</p>` : html`<p class="few">${t('chart.few')}</p>`}
            <ul class="bars" role="list" aria-labelledby="${id}-title">
              ${moves.map((one) => this.#renderBar({ ...one, text: move(one.move), code: 0, own: false }, n))}
            </ul>
            ${chance === null ? nothing : html`<p class="notes">${chance < 0.001 ? t('chart.flow_chance_least') : t('chart.flow_chance', { chance })}</p>`}`}
    </article>`;
  }

  /** Figures that belong to no question, told in words. */
  #renderContext(): TemplateResult | Nothing {
    const { context } = this.summary;
    if (context.length === 0) return nothing;
    return html`<section aria-labelledby="context">
      ${heading(this.headingLevel, this.t('chart.context'), { id: 'context', class: 'section-title' })}
      <div class="references">${context.map((figure) => this.#renderFigure(figure))}</div>
    </section>`;
  }

  #list(items: string[], type: 'conjunction' | 'disjunction'): string {
    return new Intl.ListFormat(this.locale, { type }).format(items);
  }

  /** As precise as the file says it: a year, a month or a day; with its beginning where it took months. */
  #date(date: string, from: string): string {
    const parse = (iso: string) => {
      const [year, month, day] = iso.split('-').map(Number);
      return { at: new Date(Date.UTC(year!, (month ?? 1) - 1, day ?? 1)), month, day };
    };
    const { at, month, day } = parse(date);
    if (Number.isNaN(at.getTime())) return date;
    const format = new Intl.DateTimeFormat(this.locale, {
      year: 'numeric',
      timeZone: 'UTC',
      ...(month ? { month: 'long' } : {}),
      ...(day ? { day: 'numeric' } : {}),
    });
    return from ? format.formatRange(parse(from).at, at) : format.format(at);
  }

  #renderTable(result: QuestionResult, id: string): TemplateResult {
    const { t } = this;
    const withPercents = result.bars.some(({ percent }) => percent !== null);
    const row = (label: string, count: number, own: boolean, interval: Share | null) => html`<tr>
      <th scope="row">${label}${own ? ` (${t('chart.own')})` : nothing}</th>
      <td>${t('chart.number', { count })}</td>
      ${withPercents
        ? html`<td>${interval && interval.percent !== null ? t('chart.percent', { percent: interval.percent }) : '–'}</td>
            <td>${interval && interval.low !== null ? t('chart.between', { low: interval.low, high: interval.high }) : '–'}</td>`
        : nothing}
    </tr>`;
    return html`<details class="table">
      <summary>${t('chart.table')}<span class="visually-hidden">${t('chart.table_of', { title: result.title })}</span></summary>
      <div class="scroll" role="group" tabindex="0" aria-labelledby="${id}-caption">
        <table>
          <caption id="${id}-caption">
            ${result.title}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t('chart.column_answer')}</th>
              <th scope="col">${t('chart.column_count')}</th>
              ${withPercents ? html`<th scope="col">${t('chart.column_percent')}</th><th scope="col">${t('chart.column_interval')}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${result.bars.map(({ text, count, own, ...interval }) => row(text, count, own, interval))}
            ${this.#asides(result).map(({ kind, count, own }) => row(t(`chart.${kind}`), count, own, null))}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}

/** In percent of the substantive answers, which is what a bar is drawn to. */
const part = (count: number, n: number): number => (n > 0 ? (100 * count) / n : 0);
