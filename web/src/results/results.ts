// SPDX-License-Identifier: MIT
// Results: <triptych-results>: what all have said, question by question: numbers in words, bars, a table behind each chart.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Bar, QuestionResult, ReferenceFigure, Summary } from '../engine/results.js';
import type { Panel } from '../engine/survey.js';
import { widgetStyles } from '../elements/widget.styles.ts';
import { heading } from '../explainers/heading.ts';
import type { Speak } from '../explainers/shell.ts';
import { bar, range } from './bars.ts';
import { resultsStyles } from './results.styles.ts';
import type { ResultsElement } from './shell.ts';

type Nothing = typeof nothing;
type Interval = Pick<Bar, 'percent' | 'low' | 'high'>;

/** In the order of the doors; questions of no panel come last. */
const sections: readonly (Panel | null)[] = ['confiance', 'participation', 'engagement', null];

/** Answers that are not about the subject, in the order in which they are shown. */
const asides = ['dontknow', 'refused', 'unanswered'] as const;

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

  protected override firstUpdated(): void {
    if (this.question) this.#jump(this.question);
  }

  #jump(name: string): void {
    const index = this.summary.questions.findIndex((one) => one.name === name || one.question === name);
    const title = this.renderRoot.querySelector<HTMLElement>(`#question-${index} [tabindex]`);
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: 'start' });
  }

  protected override render(): TemplateResult {
    const { summary, t } = this;
    const simulated = summary.simulated ? html`<p class="simulated"><strong>${t('chart.simulated')}</strong></p>` : nothing;
    if (summary.status !== 'released') {
      return html`${simulated}
        <div class="waiting">
          ${summary.why ? html`<p>${t(summary.why.key, summary.why.params)}</p>` : nothing}
          <p>${t('chart.batches', { threshold: summary.threshold, batch: summary.batch })}</p>
        </div>`;
    }
    return html`${simulated}
      <div class="standing">
        <p><strong>${t('chart.total', { n: summary.n })}</strong> ${t('chart.volunteers')}</p>
        ${this.#renderReading()}
      </div>
      ${this.#renderContents()}
      ${sections.map((panel) => this.#renderSection(panel))}`;
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

  #renderSection(panel: Panel | null): TemplateResult | Nothing {
    const members = this.summary.questions
      .map((question, index) => ({ question, index }))
      .filter(({ question }) => (this.panels[question.question] ?? null) === panel);
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
      return html`<article class="result withheld" id=${id} aria-labelledby="${id}-title">
        ${title}
        <p class="why">${result.why ? t(result.why.key, result.why.params) : nothing}</p>
      </article>`;
    }
    return html`<article class="result" id=${id} aria-labelledby="${id}-title">
      ${title}
      <p class="sentence">${t(result.sentence.key, result.sentence.params)}</p>
      <p class="n">
        ${t(result.kind === 'multiple' ? 'chart.n_multiple' : 'chart.n', { n: result.n })} ${result.bars.every(({ percent }) => percent === null) ? t('chart.few') : nothing}
      </p>
      <ul class="bars" role="list" aria-labelledby="${id}-title">
        ${result.bars.map((one) => this.#renderBar(one, result.n))}
      </ul>
      ${this.#renderAsides(result, id)} ${this.#renderReferences(result, id)}
      ${result.taught ? html`<p class="taught">${t('chart.taught', { taught: result.taught })}</p>` : nothing} ${this.#renderTable(result)}
    </article>`;
  }

  #renderBar({ text, count, own, ...interval }: Bar, n: number): TemplateResult {
    const { low, high } = interval;
    return html`<li class="answer">
      <span class="text">${text}${own ? this.#renderOwn() : nothing}</span>
      <span class="numbers">${this.#numbers(count, interval)}</span>
      ${bar(own ? 'own' : 'answer', n > 0 ? count / n : 0, low !== null && high !== null ? { low: low / 100, high: high / 100 } : null)}
    </li>`;
  }

  #renderOwn(): TemplateResult {
    return html` <span class="own-mark"
      ><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M2 6.5 5 9.500 10 3"></path></svg>${this.t('chart.own')}</span
    >`;
  }

  /** "124 answers, 40 %, between 35 and 45 in 100": counts first. */
  #numbers(count: number, { percent, low, high }: Interval): TemplateResult {
    const { t } = this;
    return html`<strong>${t('chart.count', { count })}</strong> ${percent === null
        ? nothing
        : html`<span class="percent">${t('chart.percent', { percent })}</span> ${low === null || high === null
              ? nothing
              : html`<span class="between">${t('chart.between', { low, high })}</span>`}`}`;
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
            ${bar('beside', result.n > 0 ? count / result.n : 0, null)}
          </li>`,
        )}
      </ul>`;
  }

  /** Figures set beside ours, on one axis: those about the same answers share one row of ours. */
  #renderReferences(result: QuestionResult, id: string): TemplateResult | Nothing {
    if (result.references.length === 0) return nothing;
    const groups = new Map<string, ReferenceFigure[]>();
    for (const figure of result.references) {
      const key = String([...figure.codes].sort());
      groups.set(key, [...(groups.get(key) ?? []), figure]);
    }
    return html`<div class="references">
      ${heading(this.headingLevel + 2, this.t('chart.references'), { id: `${id}-references`, class: 'part-title' })}
      ${[...groups.values()].map((figures) => this.#renderComparison(result, figures))}
    </div>`;
  }

  #renderComparison(result: QuestionResult, figures: ReferenceFigure[]): TemplateResult {
    const { t } = this;
    const { codes, ours } = figures[0]!;
    const answers = new Intl.ListFormat(this.locale, { type: 'disjunction' }).format(
      codes.map((code) => t('chart.quoted', { text: result.bars.find((one) => one.code === code)?.text ?? '' })),
    );
    return html`<p class="compared">${t('chart.compared', { answers })}</p>
      <ul class="figures" role="list">
        ${ours
          ? html`<li class="figure">
              <p class="figure-label">${t('chart.ours')}</p>
              <p class="numbers">
                <strong>${t('chart.of', { count: ours.count, n: ours.n })}</strong>
                ${ours.percent === null
                  ? t('chart.few')
                  : html`<span class="percent">${t('chart.percent', { percent: ours.percent })}</span>
                      <span class="between">${t('chart.between', { low: ours.low, high: ours.high })}</span>`}
              </p>
              ${ours.percent === null
                ? nothing
                : range('ours', { at: ours.percent / 100, low: share(ours.low), high: share(ours.high) })}
            </li>`
          : nothing}
        ${figures.map((figure) => this.#renderFigure(figure))}
      </ul>`;
  }

  #renderFigure(figure: ReferenceFigure): TemplateResult {
    const { t } = this;
    const { label, who, source, address, date, n, count, percent, low, high, kind, notes } = figure;
    return html`<li class="figure">
      <p class="figure-label">${label}</p>
      <p class="numbers">
        <strong>${count === null ? t('chart.n_people', { n }) : t('chart.of', { count, n })}</strong>
        <span class="percent">${t('chart.percent', { percent })}</span>
        ${low === null || high === null ? nothing : html`<span class="between">${t('chart.between', { low, high })}</span>`}
      </p>
      ${range(kind, { at: percent / 100, low: share(low), high: share(high) })}
      <p class="who">
        ${who}, ${this.#date(date)}. ${t('chart.source')} <a href=${address} target="_blank" rel="noopener noreferrer">${source}</a>
      </p>
      ${notes.length === 0
        ? nothing
        : html`<ul class="notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`}
    </li>`;
  }

  /** A date as precise as the file says it: a year, a month or a day. */
  #date(date: string): string {
    const [year, month, day] = date.split('-').map(Number);
    const format = new Intl.DateTimeFormat(this.locale, {
      year: 'numeric',
      timeZone: 'UTC',
      ...(month ? { month: 'long' } : {}),
      ...(day ? { day: 'numeric' } : {}),
    });
    return year ? format.format(new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))) : date;
  }

  #renderTable(result: QuestionResult): TemplateResult {
    const { t } = this;
    const withPercents = result.bars.some(({ percent }) => percent !== null);
    const row = (label: string, count: number, own: boolean, interval: Interval | null) => html`<tr>
      <th scope="row">${label}${own ? ` (${t('chart.own')})` : nothing}</th>
      <td>${t('chart.number', { count })}</td>
      ${withPercents
        ? html`<td>${interval && interval.percent !== null ? t('chart.percent', { percent: interval.percent }) : '–'}</td>
            <td>${interval && interval.low !== null ? t('chart.between', { low: interval.low, high: interval.high }) : '–'}</td>`
        : nothing}
    </tr>`;
    return html`<details class="table">
      <summary>${t('chart.table')}<span class="visually-hidden">${t('chart.table_of', { title: result.title })}</span></summary>
      <div class="scroll" role="region" tabindex="0" aria-label=${t('chart.table')}>
        <table>
          <caption>
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

const share = (percent: number | null): number | null => (percent === null ? null : percent / 100);
