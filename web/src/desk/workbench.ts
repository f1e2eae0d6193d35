// SPDX-License-Identifier: MIT
// Desk: <triptych-workbench>: ballots in, counted on this device; what may be published, what is hidden and why; files out. Nothing is sent.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { widgetStyles } from '../elements/widget.styles.ts';
import type { CodebookItem } from '../engine/survey.js';
import type { CountReport, Crosstab, Preview, StraightLine } from '../engine/workbench.js';
import type { MessageKey } from '../i18n/messages.ts';
import { pieces } from './ballots.ts';
import { bundleName, describeBundle, fetchIndex, type OpenBundle, readBundle } from './bundle.ts';
import { deskStyles } from './desk.styles.ts';
import type { Desk } from './language.ts';
import { crossedTable, facts, languageLinks, scrolling } from './parts.ts';
import { canSaveFolder, save, saveFolder, zip } from './save.ts';
import { fetchSurvey, indexWith, readSurvey, type SiteSurvey, type Survey } from './survey-files.ts';
import { Refused, WorkbenchEngine } from './workbench-engine.ts';

type Nothing = typeof nothing;

interface Problem {
  where: 'survey' | 'ballots' | 'release' | 'save';
  words: string;
}

/** What all the files gave. */
interface Counted {
  files: number;
  codebook: CodebookItem[];
  refused: ReadonlyMap<string, number>;
  straight: StraightLine[];
}

/** What would be published of it. */
interface Judged {
  report: CountReport;
  preview: Preview[];
  snapshot: string;
  bundle: OpenBundle;
}

const own = 'own';
const encoder = new TextEncoder();

export class TriptychWorkbench extends LitElement {
  static override styles = [widgetStyles, deskStyles];
  static override properties = {
    desk: { attribute: false },
    surveys: { attribute: false },
    chosen: { state: true },
    survey: { state: true },
    closing: { state: true },
    progress: { state: true },
    counted: { state: true },
    judged: { state: true },
    problem: { state: true },
    pair: { state: true },
    crosstab: { state: true },
    saved: { state: true },
  };

  declare desk: Desk;
  declare surveys: SiteSurvey[];
  declare chosen: string;
  declare survey: Survey | null;
  declare closing: boolean;
  declare progress: { file: string; done: number; all: number } | null;
  declare counted: Counted | null;
  declare judged: Judged | null;
  declare problem: Problem | null;
  /** Names of the items that are crossed for the organizer's eyes. */
  declare pair: readonly [string, string];
  declare crosstab: Crosstab | null;
  declare saved: string;

  #engine: WorkbenchEngine | null = null;
  /** Of the count under way: what comes back to an earlier one is dropped. */
  #run = 0;

  constructor() {
    super();
    this.surveys = [];
    this.chosen = '';
    this.survey = null;
    this.closing = false;
    this.progress = null;
    this.counted = null;
    this.judged = null;
    this.problem = null;
    this.pair = ['', ''];
    this.crosstab = null;
    this.saved = '';
  }

  #fail(where: Problem['where'], thrown: unknown): void {
    const { t } = this.desk;
    const failure = thrown instanceof Refused ? thrown.failure : null;
    // A trap is the one error whose words speak to a visitor of the questionnaire.
    const words =
      failure && failure.code !== 'engine_trap'
        ? t(`error.${failure.code}`, { path: failure.path, ...failure.params })
        : t('workbench.failed', { what: String(failure?.params['what'] ?? thrown) });
    this.problem = { where, words };
  }

  #forget(): void {
    this.#run += 1;
    this.#engine?.stop();
    this.#engine = null;
    this.counted = null;
    this.judged = null;
    this.progress = null;
    this.pair = ['', ''];
    this.crosstab = null;
    this.saved = '';
  }

  async #choose(value: string): Promise<void> {
    this.#forget();
    this.chosen = value;
    this.survey = null;
    this.problem = null;
    const site = this.surveys[Number(value)];
    if (value === '' || value === own || !site) return;
    try {
      const survey = await fetchSurvey(site);
      if (this.chosen === value) this.survey = survey;
    } catch (error) {
      this.#fail('survey', error);
    }
  }

  async #readOwn(files: readonly File[]): Promise<void> {
    this.#forget();
    this.problem = null;
    try {
      this.survey = await readSurvey(files);
      if (!this.survey) this.problem = { where: 'survey', words: this.desk.t('workbench.own_missing') };
    } catch (error) {
      this.#fail('survey', error);
    }
  }

  async #count(chosen: readonly File[]): Promise<void> {
    const { survey } = this;
    const files = chosen.filter(({ name }) => name.endsWith('.ballots'));
    this.#forget();
    this.problem = null;
    if (!survey) return;
    if (files.length === 0) {
      this.problem = { where: 'ballots', words: this.desk.t('workbench.no_ballots') };
      return;
    }
    const run = this.#run;
    const all = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    let current = files[0]!.name;
    this.progress = { file: current, done: 0, all };
    try {
      const engine = await WorkbenchEngine.start();
      if (run !== this.#run) return engine.stop();
      this.#engine = engine;
      const { questionnaire, name, wave, earlier } = survey;
      const { codebook } = await engine.open({ questionnaire, survey: name, wave, earlier, locale: this.desk.locale });
      const refused = new Map<string, number>();
      for (const file of files) {
        current = file.name;
        for await (const { text, read } of pieces(file)) {
          if (run !== this.#run) return;
          const added = await engine.add(text);
          for (const [code, count] of Object.entries(added.refused)) refused.set(code, (refused.get(code) ?? 0) + count);
          this.progress = { file: current, done: before + read, all };
        }
        before += file.size;
      }
      this.counted = { files: files.length, codebook, refused, straight: await engine.straight() };
      await this.#judge();
    } catch (error) {
      // Stopped by the person: said beside the button, and not a fault. What was read of the files is gone with the worker.
      if (run !== this.#run) return;
      this.#forget();
      this.#fail('ballots', error);
      if (this.problem) this.problem = { where: 'ballots', words: `${current}: ${(this.problem as Problem).words}` };
    }
    this.progress = null;
  }

  #cancel(): void {
    this.#forget();
    this.problem = { where: 'ballots', words: this.desk.t('workbench.cancelled') };
  }

  /** Everything that follows from the ballots, the last snapshot, and whether the wave is closed. */
  async #judge(): Promise<void> {
    const engine = this.#engine;
    const { survey, closing, desk } = this;
    if (!engine || !survey) return;
    this.saved = '';
    try {
      const { policy, previous, widget } = survey;
      const preview = await engine.preview({ policy, closing });
      const { snapshot, report } = await engine.release({ policy, previous, closing });
      const date = new Date().toISOString().slice(0, 10);
      const made = await engine.files({ snapshot, locale: desk.locale, words: desk.raw, widget, policy, date });
      const bundle = readBundle(new Map(made.map(({ path, text }) => [path, encoder.encode(text)])));
      this.judged = { report, preview, snapshot, bundle };
      if (this.problem?.where === 'release') this.problem = null;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.judged = null;
      this.#fail('release', error);
    }
  }

  async #cross(pair: readonly [string, string]): Promise<void> {
    this.pair = pair;
    this.crosstab = null;
    const engine = this.#engine;
    if (!engine || pair[0] === '' || pair[1] === '') return;
    try {
      const crosstab = await engine.crosstab(...pair);
      if (this.pair === pair) this.crosstab = crosstab;
    } catch (error) {
      if (!(error instanceof DOMException)) this.#fail('release', error);
    }
  }

  async #changePrevious(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!this.survey) return;
    this.survey = { ...this.survey, previous: file ? await file.text() : '' };
    await this.#judge();
  }

  /** The bundle as a zip, with what index.json says of it. */
  async #packed({ bundle }: Judged): Promise<{ name: string; bytes: Uint8Array; index: string }> {
    const bytes = zip(bundle.files);
    const name = `${bundleName(bundle.files)}.zip`;
    const described = describeBundle(bundle.files, name, bytes.length, await this.#engine!.sha256(bytes));
    // Not read is not empty: a list made without it would lose the other bundles.
    const published = await fetchIndex();
    const index = { version: 1, bundles: indexWith(published?.bundles ?? [], described) };
    return { name, bytes, index: `${JSON.stringify(index, null, 2)}\n` };
  }

  /** What is uploaded beside the widget: each file in its place. */
  async #siteFiles(judged: Judged): Promise<Map<string, Uint8Array>> {
    const { name, bytes, index } = await this.#packed(judged);
    return new Map([
      [`results/${judged.report.survey}.json`, encoder.encode(judged.snapshot)],
      [`data/${name}`, bytes],
      ['data/index.json', encoder.encode(index)],
    ]);
  }

  async #save(what: 'bundle' | 'snapshot' | 'site' | 'folder'): Promise<void> {
    const { judged } = this;
    if (!judged) return;
    this.saved = '';
    const { survey } = judged.report;
    try {
      if (what === 'snapshot') save(`${survey}.json`, judged.snapshot);
      else if (what === 'folder') await saveFolder(await this.#siteFiles(judged));
      else if (what === 'site') save(`${survey}-site.zip`, zip(await this.#siteFiles(judged)));
      else {
        const { name, bytes } = await this.#packed(judged);
        save(name, bytes);
      }
      this.saved = what;
      this.problem = null;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.#fail('save', error);
    }
  }

  protected override render(): TemplateResult {
    const { t } = this.desk;
    return html`<div class="widget">
      <div class="desk">
        ${languageLinks(this.desk)}
        <h1>${t('workbench.title')}</h1>
        <p>${t('workbench.lead')}</p>
        ${this.#renderSurvey()} ${this.survey ? this.#renderBallots(this.survey) : nothing} ${this.counted ? this.#renderRelease(this.counted) : nothing}
        ${this.judged ? this.#renderSave() : nothing}
      </div>
    </div>`;
  }

  #renderProblem(where: Problem['where']): TemplateResult {
    return html`<div role="alert">${this.problem?.where === where ? html`<p class="note problem">${this.problem.words}</p>` : nothing}</div>`;
  }

  #renderSurvey(): TemplateResult {
    const { t } = this.desk;
    return html`<section class="step">
      <h2>${t('workbench.step_survey')}</h2>
      <label class="field"
        >${t('workbench.survey')}
        <select class="survey" @change=${(event: Event) => void this.#choose((event.target as HTMLSelectElement).value)}>
          <option value="">${t('workbench.choose')}</option>
          ${this.surveys.map(({ folder }, at) => html`<option value=${at}>${folder.split('/').at(-2)}</option>`)}
          <option value=${own}>${t('workbench.own')}</option>
        </select>
      </label>
      ${this.chosen === own
        ? html`<label class="field"
            >${t('workbench.own_files')} <input class="own" type="file" multiple accept=".json" @change=${picked((files) => void this.#readOwn(files))}
          /></label>`
        : nothing}
      ${this.#renderProblem('survey')}
      ${this.survey
        ? facts([
            [t('workbench.name'), this.survey.name],
            [t('research.wave'), String(this.survey.wave)],
            [t('workbench.last'), t(this.survey.previous === '' ? 'workbench.last_none' : 'workbench.last_there')],
          ])
        : nothing}
    </section>`;
  }

  #renderBallots({ name }: Survey): TemplateResult {
    const { t } = this.desk;
    const { progress, counted } = this;
    return html`<section class="step">
      <h2>${t('workbench.step_ballots')}</h2>
      <p>${t('workbench.ballots_note', { name })}</p>
      <label class="field"
        >${t('workbench.files')}
        <input class="ballots" type="file" multiple accept=".ballots" ?disabled=${progress !== null} @change=${picked((files) => void this.#count(files))} />
      </label>
      <label class="field"
        >${t('workbench.folder')}
        <input class="folder" type="file" multiple webkitdirectory ?disabled=${progress !== null} @change=${picked((files) => void this.#count(files))} />
      </label>
      ${progress
        ? html`<div class="row">
            <label class="field"
              >${t('workbench.counting', { file: progress.file })}<br /><progress max=${Math.max(1, progress.all)} .value=${progress.done}></progress
            ></label>
            <button class="secondary cancel" @click=${() => this.#cancel()}>${t('workbench.cancel')}</button>
          </div>`
        : nothing}
      ${this.#renderProblem('ballots')}
      <div aria-live="polite">${counted && this.judged ? this.#renderQuality(counted, this.judged.report) : nothing}</div>
    </section>`;
  }

  #renderQuality({ files, refused, straight, codebook }: Counted, { ballots, duplicates, conflicts, simulated, disagreements }: CountReport): TemplateResult {
    const { t } = this.desk;
    return html`${simulated ? html`<p class="note"><strong>${t('chart.simulated')}</strong></p>` : nothing}
      ${facts([
        [t('workbench.read'), t('workbench.read_files', { files })],
        [t('workbench.people'), t('research.counted', { ballots })],
        [t('workbench.duplicates'), t('workbench.left_out', { count: duplicates })],
        [t('workbench.conflicts'), t('workbench.left_out', { count: conflicts })],
        [t('workbench.refused'), t('workbench.left_out', { count: [...refused.values()].reduce((sum, count) => sum + count, 0) })],
      ])}
      ${refused.size + disagreements.length + straight.length === 0
        ? nothing
        : html`<ul>
            ${[...refused].map(([code, count]) => html`<li>${t('workbench.refused_as', { count, why: t(`error.${code}` as MessageKey) })}</li>`)}
            ${straight.map(
              ({ question, items, people }) =>
                html`<li>${t('workbench.straight', { people, items, title: codebook.find((item) => item.question === question)?.title.split(' — ')[0] ?? question })}</li>`,
            )}
            ${disagreements.map(({ item, structure, kind }) => html`<li>${t(`workbench.${kind}`, { item, structure })}</li>`)}
          </ul>`}`;
  }

  #renderRelease(counted: Counted): TemplateResult {
    const { t } = this.desk;
    const { judged } = this;
    return html`<section class="step">
      <h2>${t('workbench.step_release')}</h2>
      <p>${t('workbench.release_note')}</p>
      <label class="box"
        ><input
          class="closing"
          type="checkbox"
          .checked=${this.closing}
          @change=${(event: Event) => {
            this.closing = (event.target as HTMLInputElement).checked;
            void this.#judge();
          }}
        />
        ${t('workbench.closing')}</label
      >
      <p>${t('workbench.closing_note')}</p>
      <details>
        <summary>${t('workbench.previous')}</summary>
        <p>${t('workbench.previous_note')}</p>
        <label class="field"
          >${t('workbench.previous_file')} <input class="previous" type="file" accept=".json" @change=${picked((files) => void this.#changePrevious(files))}
        /></label>
        <button class="secondary" @click=${() => void this.#changePrevious([])}>${t('workbench.previous_none')}</button>
      </details>
      ${this.#renderProblem('release')} ${judged ? this.#renderJudged(counted, judged) : nothing}
    </section>`;
  }

  #renderJudged({ codebook }: Counted, { report, preview, bundle }: Judged): TemplateResult {
    const { t, locale } = this.desk;
    const number = new Intl.NumberFormat(locale);
    const title = (name: string) => codebook.find((item) => item.name === name)?.title ?? name;
    const pairs = [...new Map(bundle.crossed.map(({ row = '', column = '' }) => [`${row}\n${column}`, { row, column }])).values()];
    const asked = preview.filter(({ source }) => source === 'question' || source === 'matrix_row');
    return html`<div aria-live="polite">
        <p><strong>${t(report.kept === 'no' ? 'workbench.moves' : `workbench.kept_${report.kept}`, { table: title(report.table) })}</strong></p>
        ${facts([
          [t('workbench.version'), number.format(report.number)],
          [t('workbench.shown_ballots'), t('research.counted', { ballots: report.shown })],
          [t('research.shown'), t('research.shown_of', { shown: report.released, all: report.tables })],
        ])}
      </div>
      ${scrolling(
        t('workbench.items'),
        html`<table class="items">
          <caption>
            ${t('workbench.items_note')}
          </caption>
          <thead>
            <tr>
              ${(['research.question', 'workbench.answered', 'workbench.empty', 'workbench.not_asked', 'workbench.rule'] as const).map(
                (key) => html`<th scope="col">${t(key)}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${asked.map(
              (item) => html`<tr>
                <th scope="row">${title(item.name)}</th>
                <td class="number">${number.format(item.answered)}</td>
                <td class="number">${number.format(item.unanswered)}</td>
                <td class="number">${number.format(item.not_asked)}</td>
                <td>${item.why === '' ? t('workbench.why_none') : t(`workbench.why_${item.why}`)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`,
      )}
      ${this.#renderCounts(asked, title, codebook)} ${this.#renderCrosstab(preview, title, codebook)}
      <h3>${t('research.crossed')}</h3>
      ${pairs.length === 0
        ? html`<p>${t('workbench.crossed_later')}</p>`
        : html`<p>${t('workbench.crossed_note')}</p>
            ${pairs.map(
              ({ row, column }) =>
                html`<details>
                  <summary>${title(row)} × ${title(column)}</summary>
                  ${crossedTable(this.desk, bundle, row, column)}
                </details>`,
            )}`}`;
  }

  /** The counts themselves: for the organizer's eyes. */
  #renderCounts(items: readonly Preview[], title: (name: string) => string, codebook: readonly CodebookItem[]): TemplateResult {
    const { t, locale } = this.desk;
    const number = new Intl.NumberFormat(locale);
    return html`<details class="counts">
      <summary>${t('workbench.counts')}</summary>
      <p>${t('workbench.counts_note')}</p>
      ${items.map(
        ({ name, values, options, dont_know: dontKnow, refused }) =>
          html`${scrolling(
            title(name),
            html`<table>
              <caption>
                ${title(name)}
              </caption>
              <tbody>
                ${values.map(
                  (value, at) =>
                    html`<tr>
                      <th scope="row">${optionWords(codebook, name, at, value)}</th>
                      <td class="number">${number.format(options[at] ?? 0)}</td>
                    </tr>`,
                )}
                <tr>
                  <th scope="row">${t('chart.dontknow')}</th>
                  <td class="number">${number.format(dontKnow)}</td>
                </tr>
                <tr>
                  <th scope="row">${t('chart.refused')}</th>
                  <td class="number">${number.format(refused)}</td>
                </tr>
              </tbody>
            </table>`,
          )}`,
      )}
    </details>`;
  }

  /** Any two questions, for the organizer's eyes. */
  #renderCrosstab(items: readonly Preview[], title: (name: string) => string, codebook: readonly CodebookItem[]): TemplateResult {
    const { t, locale } = this.desk;
    const { pair, crosstab } = this;
    const number = new Intl.NumberFormat(locale);
    const choices = items.filter(({ kind, values }) => kind === 'single' && values.length > 0);
    const side = (at: 0 | 1, key: MessageKey) =>
      html`<label class="field"
        >${t(key)}
        <select
          class="side-${at}"
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            void this.#cross(at === 0 ? [value, pair[1]] : [pair[0], value]);
          }}
        >
          <option value="" ?selected=${pair[at] === ''}>${t('workbench.choose')}</option>
          ${choices.map(({ name }) => html`<option value=${name} ?selected=${name === pair[at]}>${title(name)}</option>`)}
        </select>
      </label>`;
    const width = crosstab?.column_values.length ?? 0;
    return html`<details class="crosstab">
      <summary>${t('workbench.cross')}</summary>
      <p>${t('workbench.counts_note')}</p>
      ${side(0, 'workbench.cross_rows')} ${side(1, 'workbench.cross_columns')}
      <div aria-live="polite">
        ${crosstab
          ? scrolling(
              t('workbench.cross'),
              html`<table>
                <caption>
                  ${title(crosstab.rows)} × ${title(crosstab.columns)}
                </caption>
                <thead>
                  <tr>
                    <td></td>
                    ${crosstab.column_values.map((value, at) => html`<th scope="col">${optionWords(codebook, crosstab.columns, at, value)}</th>`)}
                    <th scope="col">${t('workbench.total')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${crosstab.row_values.map((value, row) => {
                    const cells = crosstab.cells.slice(row * width, (row + 1) * width);
                    return html`<tr>
                      <th scope="row">${optionWords(codebook, crosstab.rows, row, value)}</th>
                      ${cells.map((cell) => html`<td class="number">${number.format(cell)}</td>`)}
                      <td class="number">${number.format(cells.reduce((sum, cell) => sum + cell, 0))}</td>
                    </tr>`;
                  })}
                </tbody>
              </table>`,
            )
          : nothing}
      </div>
    </details>`;
  }

  #renderSave(): TemplateResult | Nothing {
    const { t } = this.desk;
    const button = (what: 'bundle' | 'snapshot' | 'site' | 'folder', kind: string) =>
      html`<button class="${kind} save-${what}" @click=${() => void this.#save(what)}>${t(`workbench.save_${what}`)}</button>`;
    return html`<section class="step">
      <h2>${t('workbench.step_save')}</h2>
      <p>${t('workbench.save_note')}</p>
      <div class="row">${button('site', 'primary')} ${canSaveFolder() ? button('folder', 'secondary') : nothing} ${button('bundle', 'secondary')} ${button('snapshot', 'secondary')}</div>
      ${this.#renderProblem('save')}
      <div aria-live="polite">${this.saved === '' ? nothing : html`<p class="note">${t('workbench.saved')}</p>`}</div>
      <p>${t('workbench.save_formats')}</p>
    </section>`;
  }
}

const optionWords = (codebook: readonly CodebookItem[], name: string, at: number, value: unknown): string =>
  codebook.find((item) => item.name === name)?.options[at]?.text || String(value);

/** The files of an input; the same file can be chosen again afterwards. */
function picked(act: (files: readonly File[]) => void): (event: Event) => void {
  return (event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) act(files);
  };
}
