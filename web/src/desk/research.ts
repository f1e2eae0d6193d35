// SPDX-License-Identifier: MIT
// Desk: <triptych-research>: what was published, to download, to cite, to read and to count again.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { widgetStyles } from '../elements/widget.styles.ts';
import { summarize } from '../engine/results-engine.ts';
import type { QuestionResult, Summary } from '../engine/results.js';
import { longDay } from '../i18n/messages.ts';
import { bar } from '../results/bars.ts';
import { absent, fetchBundle, fetchIndex, type Index, type OpenBundle, type Published } from './bundle.ts';
import { type Code, countsCode, crossCode } from './code.ts';
import { deskStyles } from './desk.styles.ts';
import type { Desk } from './language.ts';
import { crossedTable, facts, itemsOf, languageLinks, scrolling, titleOf } from './parts.ts';
import { save } from './save.ts';

type Nothing = typeof nothing;

/** What is open of one published bundle, and what of it is looked at. */
interface Opened {
  bundle: OpenBundle;
  summary: Summary;
  question: string;
  pair: number;
}

export class TriptychResearch extends LitElement {
  static override styles = [widgetStyles, deskStyles];
  static override properties = { desk: { attribute: false }, index: { state: true }, problem: { state: true }, opened: { state: true }, busy: { state: true } };

  declare desk: Desk;
  declare index: Index | null | undefined;
  declare problem: string;
  declare opened: ReadonlyMap<string, Opened>;
  declare busy: string;

  constructor() {
    super();
    this.problem = '';
    this.busy = '';
    this.opened = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    fetchIndex(absent.bucket).then(
      (index) => (this.index = index),
      () => (this.problem = 'index'),
    );
  }

  async #open(published: Published): Promise<void> {
    const { file } = published;
    this.busy = file;
    this.problem = '';
    try {
      const bundle = await fetchBundle(published);
      const { locale } = this.desk;
      const codebook = itemsOf(bundle, locale);
      const summary = await summarize({ snapshot: bundle.snapshot, codebook, own: {}, references: null, locale });
      if (!summary.ok) throw new Error(summary.error.code);
      this.#set(file, { bundle, summary: summary.value, question: summary.value.questions[0]?.name ?? '', pair: 0 });
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>(`[data-file="${file}"] h3`)?.focus();
    } catch {
      this.problem = file;
    } finally {
      this.busy = '';
    }
  }

  #set(file: string, opened: Opened): void {
    this.opened = new Map(this.opened).set(file, opened);
  }

  protected override render(): TemplateResult {
    const { t } = this.desk;
    const bundles = this.index?.bundles ?? [];
    return html`<div class="widget">
      <div class="desk">
        ${languageLinks(this.desk)}
        <h1>${t('research.title')}</h1>
        <p>${t('research.lead')}</p>
        <h2>${t('research.limits')}</h2>
        <ul>
          ${(['research.limit_volunteers', 'research.limit_interval', 'research.limit_few', 'research.limit_hidden', 'research.limit_people'] as const).map(
            (key) => html`<li>${t(key)}</li>`,
          )}
        </ul>
        ${this.problem === 'index' ? html`<p class="note problem" role="alert">${t('research.index_unreadable')}</p>` : nothing}
        ${this.index === undefined && this.problem === '' ? html`<p>${t('research.loading')}</p>` : nothing}
        ${this.index === null || (this.index && bundles.length === 0) ? html`<p class="note">${t('research.nothing')}</p>` : nothing}
        ${bundles.map((published) => this.#renderEdition(published))}
      </div>
    </div>`;
  }

  #renderEdition(published: Published): TemplateResult {
    const { t, locale } = this.desk;
    const { file, bytes, sha256, title, created, wave, number, closed, simulated, ballots, citation, license } = published;
    const opened = this.opened.get(file);
    return html`<section class="edition" data-file=${file}>
      <h2 lang=${published.language}>${title}</h2>
      ${simulated ? html`<p class="note"><strong>${t('chart.simulated')}</strong></p>` : nothing}
      ${facts([
        [t('research.wave'), t(closed ? 'research.wave_closed' : 'research.wave_open', { wave, number })],
        [t('research.created'), longDay(locale, created)],
        [t('research.ballots'), t(closed ? 'research.counted' : 'research.counted_open', { ballots })],
        [t('research.license'), license ? html`<a href=${/^https:/.test(license.path) ? license.path : nothing}>${license.title}</a>` : t('research.no_license')],
        [t('research.cite'), html`<span lang=${published.language}>${citation}</span>`],
        [t('research.hash'), html`<code>${sha256}</code>`],
      ])}
      <div class="row">
        <a class="secondary download" href="data/${file}" download>${t('research.download', { file, kilobytes: Math.ceil(bytes / 1000) })}</a>
        ${opened
          ? nothing
          : html`<button class="secondary" ?aria-disabled=${this.busy !== ''} @click=${() => this.busy === '' && void this.#open(published)}>
              ${t(this.busy === file ? 'research.opening' : 'research.open')}
            </button>`}
      </div>
      <div aria-live="polite">${this.problem === file ? html`<p class="note problem">${t('research.refused')}</p>` : nothing}</div>
      ${opened ? this.#renderOpened(published, opened) : nothing}
    </section>`;
  }

  #renderOpened(published: Published, opened: Opened): TemplateResult {
    const { t } = this.desk;
    const { file } = published;
    return html`<h3 tabindex="-1">${t('research.explore')}</h3>
      ${this.#renderQuestion(file, opened)} ${this.#renderCrossed(file, opened)}
      <h3>${t('research.codebook')}</h3>
      <p>${t('research.codes')}</p>
      <div lang=${published.language}>${this.#renderCodebook(opened)}</div>
      <h3>${t('research.privacy')}</h3>
      ${this.#renderPrivacy(opened, published.language)}
      <h3>${t('research.files')}</h3>
      <p>${t('research.files_checked')}</p>
      <ul class="files">
        ${[...opened.bundle.files].map(
          ([path, bytes]) => html`<li>
            <button class="quiet" @click=${() => save(path, bytes)}>${path}</button>
            <span>${t('research.bytes', { bytes: bytes.length })}</span>
          </li>`,
        )}
      </ul>`;
  }

  #renderCode({ r, python }: Code): TemplateResult {
    const { t } = this.desk;
    return html`<details>
      <summary>${t('research.same_numbers')}</summary>
      <p>${t('research.run_there')}</p>
      <p><strong>R</strong></p>
      <pre class="r" tabindex="0" role="group" aria-label="R"><code>${r}</code></pre>
      <p><strong>Python</strong></p>
      <pre class="python" tabindex="0" role="group" aria-label="Python"><code>${python}</code></pre>
    </details>`;
  }

  #renderQuestion(file: string, opened: Opened): TemplateResult | Nothing {
    const { t } = this.desk;
    const { questions } = opened.summary;
    const question = questions.find(({ name }) => name === opened.question);
    if (!question) return nothing;
    return html`<label class="field"
        >${t('research.question')}
        <select
          class="question"
          @change=${(event: Event) => this.#set(file, { ...opened, question: (event.target as HTMLSelectElement).value })}
        >
          ${questions.map(
            ({ name, title, status }) =>
              html`<option value=${name} ?selected=${name === opened.question}>
                ${status === 'released' ? title : t('research.title_withheld', { title })}
              </option>`,
          )}
        </select>
      </label>
      ${this.#renderAnswers(question)} ${this.#renderCode(countsCode(question.name))}`;
  }

  #renderAnswers(question: QuestionResult): TemplateResult {
    const { t, locale } = this.desk;
    const number = new Intl.NumberFormat(locale);
    if (question.status !== 'released') return html`<p>${question.why ? t(question.why.key as 'results.withheld', question.why.params) : ''}</p>`;
    return html`${scrolling(
        question.title,
        html`<table class="answers">
          <caption>
            ${t('research.answered', { n: question.n })}
          </caption>
          <thead>
            <tr>
              ${(['chart.column_answer', 'chart.column_count', 'chart.column_percent', 'chart.column_interval'] as const).map(
                (key) => html`<th scope="col">${t(key)}</th>`,
              )}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${question.bars.map(
              ({ text, count, percent, low, high }) => html`<tr>
                <th scope="row">${text}</th>
                <td class="number">${number.format(count)}</td>
                <td class="number">${percent === null ? '–' : t('chart.percent', { percent })}</td>
                <td>${low === null || high === null ? '–' : t('chart.between', { low, high })}</td>
                <td>${percent === null ? nothing : bar('answer', percent, { low, high })}</td>
              </tr>`,
            )}
            ${question.beside.map(
              ({ kind, count }) => html`<tr>
                <th scope="row">${t(`chart.${kind}`)}</th>
                <td class="number">${number.format(count)}</td>
                <td></td>
                <td></td>
                <td></td>
              </tr>`,
            )}
          </tbody>
        </table>`,
      )}
      ${question.estimated ? html`<p>${t('research.estimated')}</p>` : nothing}
      ${question.taught === null ? nothing : html`<p>${t('chart.taught', { taught: question.taught })}</p>`}`;
  }

  #renderCrossed(file: string, opened: Opened): TemplateResult {
    const { t, locale } = this.desk;
    const { bundle } = opened;
    const pairs = [...new Map(bundle.crossed.map(({ row = '', column = '' }) => [`${row}\n${column}`, { row, column }])).values()];
    const pair = pairs[opened.pair];
    if (!pair) return html`<p>${t('research.no_crossed')}</p>`;
    return html`<label class="field"
        >${t('research.crossed')}
        <select class="pair" @change=${(event: Event) => this.#set(file, { ...opened, pair: Number((event.target as HTMLSelectElement).value) })}>
          ${pairs.map(
            ({ row, column }, at) =>
              html`<option value=${at} ?selected=${at === opened.pair}>${titleOf(bundle, locale, row)} × ${titleOf(bundle, locale, column)}</option>`,
          )}
        </select>
      </label>
      ${crossedTable(this.desk, bundle, pair.row, pair.column)} ${this.#renderCode(crossCode(pair.row, pair.column))}`;
  }

  #renderCodebook({ bundle }: Opened): TemplateResult[] {
    const { t } = this.desk;
    const variables = [...new Set(bundle.codebook.map((entry) => entry['variable'] ?? ''))];
    return variables.map((variable) => {
      const entries = bundle.codebook.filter((entry) => entry['variable'] === variable);
      const label = entries[0]?.['label'] ?? variable;
      const condition = entries[0]?.['asked_if'] ?? '';
      return html`<details class="variable">
        <summary><code>${variable}</code> ${label}</summary>
        ${condition === '' ? nothing : html`<p>${t('research.asked_if')} <code>${condition}</code></p>`}
        ${scrolling(
          label,
          html`<table>
            <caption class="visually-hidden">
              ${label}
            </caption>
            <thead>
              <tr>
                ${(['research.code', 'chart.column_answer', 'research.missing', 'chart.column_count'] as const).map(
                  (key) => html`<th scope="col">${t(key)}</th>`,
                )}
              </tr>
            </thead>
            <tbody>
              ${entries.map(
                ({ code, answer, missing, n }) => html`<tr>
                  <td class="number">${code === '' ? t('research.empty') : code}</td>
                  <th scope="row">${answer}</th>
                  <td>${t(missing === '1' ? 'research.yes' : 'research.no')}</td>
                  <td class="number">${n === '' ? '–' : n}</td>
                </tr>`,
              )}
            </tbody>
          </table>`,
        )}
      </details>`;
    });
  }

  #renderPrivacy({ bundle: { report } }: Opened, language: string): TemplateResult {
    const { t } = this.desk;
    const { one_way: one, crossed, rows, criteria, judged, limits } = report;
    return html`${facts([
        [t('research.threshold'), String(one.min_answers)],
        [t('research.batch'), String(one.min_new)],
        [t('research.shown'), t('research.shown_of', { shown: one.shown, all: one.shown + one.withheld.length })],
        ...(crossed.primary_most === null ? [] : [[t('research.small_cells'), t('research.up_to', { most: crossed.primary_most })] as const]),
        [t('research.crossed_hidden'), t('research.cells_hidden', { hidden: crossed.tables.reduce((sum, table) => sum + (table.hidden ?? 0), 0), cells: crossed.tables.reduce((sum, table) => sum + (table.cells ?? 0), 0) })],
        [t('research.rows'), rows.released ? t('research.rows_of', { rows: rows.rows, k: rows.k }) : t('research.rows_none')],
        [t('research.judged'), judged ? t('research.judged_by', { by: judged.by, date: judged.date }) : t('research.not_judged')],
      ])}
      <ul lang=${language}>
        ${Object.values(criteria).map(({ measure, finding }) => html`<li>${measure} ${finding ?? nothing}</li>`)} ${limits.map((limit) => html`<li>${limit}</li>`)}
      </ul>`;
  }
}
