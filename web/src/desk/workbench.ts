// SPDX-License-Identifier: MIT
// Desk: <triptych-workbench>: ballots in, counted on this device; what may be published, what is hidden and why; files out, or published where
// the organizer asks. Nothing else is sent.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { widgetStyles } from '../elements/widget.styles.ts';
import type { WidgetConfig } from '../config.ts';
import type { CodebookItem } from '../engine/survey.js';
import type { Burst, CountReport, Crosstab, Forecast, Preview, Release, StraightLine, Weighed } from '../engine/workbench.js';
import { longDay, type MessageKey } from '../i18n/messages.ts';
import { pieces } from './ballots.ts';
import { bundleName, checkIndex, describeBundle, fetchIndex, type Index, type OpenBundle, readBundle } from './bundle.ts';
import { deskStyles } from './desk.styles.ts';
import type { Desk } from './language.ts';
import { readMargins } from './margins.ts';
import { crossedTable, facts, languageLinks, scrolling } from './parts.ts';
import { canSaveFolder, save, saveFolder, zip } from './save.ts';
import { BucketOffice } from './office-bucket.ts';
import { NoDoor, ServerOffice } from './office-server.ts';
import { WordPressOffice } from './office-wordpress.ts';
import { noKeys, officeOf, type Done, type Keys, type Office } from './office.ts';
import { listed, sealedFile } from './listing.ts';
import { opener, readKey, readSealed } from './sealed.ts';
import { fetchSurvey, indexWith, readSurvey, type SiteSurvey, type Survey } from './survey-files.ts';
import { connectionFrom, SiteRefused } from './wordpress.ts';
import { Refused, WorkbenchEngine } from './workbench-engine.ts';

type Nothing = typeof nothing;

interface Problem {
  where: 'survey' | 'office' | 'ballots' | 'release' | 'save' | 'publish';
  words: string;
}

/** What all the files gave. */
interface Counted {
  files: number;
  codebook: CodebookItem[];
  refused: ReadonlyMap<string, number>;
  straight: StraightLine[];
  bursts: Burst[];
}

/** What would be published of it. */
interface Judged {
  report: CountReport;
  rows: Release['rows'];
  preview: Preview[];
  snapshot: string;
  bundle: OpenBundle;
}

/** As many people as a forecast imagines. */
const sizes = [50, 200, 1000, 5000] as const;

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
    share: { state: true },
    counted: { state: true },
    judged: { state: true },
    problem: { state: true },
    pair: { state: true },
    crosstab: { state: true },
    forecast: { state: true },
    weighed: { state: true },
    without: { state: true },
    leaving: { state: true },
    margins: { state: true },
    sealing: { state: true },
    saved: { state: true },
    keys: { state: true },
    known: { state: true },
    publishing: { state: true },
    done: { state: true },
  };

  declare desk: Desk;
  declare surveys: SiteSurvey[];
  declare chosen: string;
  declare survey: Survey | null;
  declare closing: boolean;
  declare progress: { file: string; done: number; all: number } | null;
  /** Of the rows that are being made, 0 to 1. */
  declare share: number | null;
  declare counted: Counted | null;
  declare judged: Judged | null;
  declare problem: Problem | null;
  /** Names of the items that are crossed for the organizer's eyes. */
  declare pair: readonly [string, string];
  declare crosstab: Crosstab | null;
  declare forecast: Forecast[] | null;
  declare weighed: Weighed | null;
  /** The same items, counted without the weeks that burst. */
  declare without: Preview[] | null;
  /** While they are counted. */
  declare leaving: boolean;
  /** What is wrong with the margins that were pasted, in words. */
  declare margins: string;
  /** Whether a key file is at hand, which opens sealed ballots; a file that is none. */
  declare sealing: 'none' | 'ready' | 'wrong';
  declare saved: string;
  /** Typed by the organizer for this visit; never stored. */
  declare keys: Keys;
  /** Ballots listed so far, while they are taken from the collector. */
  declare known: number | null;
  /** asked: closing waits for a yes. */
  declare publishing: 'no' | 'asked' | 'working';
  declare done: Done | null;

  /** Where the ballots were taken from, once they were. */
  #office: Office | null = null;
  #engine: WorkbenchEngine | null = null;
  /** Of the count under way: what comes back to an earlier one is dropped. */
  #run = 0;
  /** To be read again where only making rows was stopped. */
  #files: readonly File[] = [];
  /** Things beside them that are no ballots. */
  #others = 0;
  /** Of sealed ballots; never stored. */
  #key: Uint8Array<ArrayBuffer> | null = null;

  constructor() {
    super();
    this.surveys = [];
    this.chosen = '';
    this.survey = null;
    this.closing = false;
    this.progress = null;
    this.share = null;
    this.counted = null;
    this.judged = null;
    this.problem = null;
    this.pair = ['', ''];
    this.crosstab = null;
    this.forecast = null;
    this.weighed = null;
    this.without = null;
    this.leaving = false;
    this.margins = '';
    this.sealing = 'none';
    this.saved = '';
    this.keys = noKeys;
    this.known = null;
    this.publishing = 'no';
    this.done = null;
  }

  #fail(where: Problem['where'], thrown: unknown): void {
    const { t } = this.desk;
    const failure = thrown instanceof Refused ? thrown.failure : null;
    // A trap is the one error whose words speak to a visitor of the questionnaire.
    // The command line's words name its own option.
    const words =
      thrown instanceof NoDoor
        ? t('workbench.no_door')
        : thrown instanceof SiteRefused
        ? thrown.message
        : failure?.code === 'seal_no_key'
        ? t('workbench.no_key')
        : failure && failure.code !== 'engine_trap'
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
    this.share = null;
    this.pair = ['', ''];
    this.crosstab = null;
    this.forecast = null;
    this.weighed = null;
    this.without = null;
    this.leaving = false;
    this.margins = '';
    this.saved = '';
    this.publishing = 'no';
    this.done = null;
  }

  async #chooseKey(files: readonly File[]): Promise<void> {
    this.#key = readKey(await files[0]!.text());
    this.sealing = this.#key ? 'ready' : 'wrong';
    // Ballots that were taken from where they are collected, and waited for it.
    if (this.#key && this.#office && !this.counted && this.progress === null) await this.#count(this.#files, this.#others);
  }

  /** Ballots of a sealed file, one by one: what strangers may have written never stops the count. */
  async #addSealed(file: File, engine: WorkbenchEngine, refused: Map<string, number>, told: (done: number) => void): Promise<void> {
    const refuse = (code: string) => refused.set(code, (refused.get(code) ?? 0) + 1);
    const sealed = readSealed(await file.text());
    const refusal = (code: 'seal_file' | 'seal_no_key' | 'tally_survey', params: Record<string, string> = {}) => new Refused({ code, path: '', params });
    const { name } = this.survey!;
    if (!sealed) throw refusal('seal_file');
    if (sealed.survey !== name) throw refusal('tally_survey', { found: sealed.survey, expected: name });
    if (!this.#key) throw refusal('seal_no_key');
    const open = await opener(this.#key, name);
    const run = this.#run;
    for (const [at, one] of sealed.ballots.entries()) {
      const text = await open(one);
      if (run !== this.#run) return;
      told(((at + 1) / sealed.ballots.length) * file.size);
      if (text === null) {
        refuse('seal_closed');
        continue;
      }
      try {
        for (const [code, count] of Object.entries((await engine.add(text)).refused)) refused.set(code, (refused.get(code) ?? 0) + count);
      } catch (error) {
        if (!(error instanceof Refused) || error.failure.code === 'engine_trap') throw error;
        refuse(error.failure.code);
      }
    }
  }

  async #foresee(): Promise<void> {
    const engine = this.#engine;
    if (!engine || !this.survey) return;
    try {
      this.forecast = await engine.forecast(this.survey.policy, sizes);
    } catch (error) {
      if (!(error instanceof DOMException)) this.#fail('release', error);
    }
    this.share = null;
  }

  async #weigh(text: string): Promise<void> {
    const { t } = this.desk;
    this.weighed = null;
    this.margins = '';
    const pasted = readMargins(text, this.counted?.codebook ?? []);
    if ('line' in pasted) this.margins = t(`workbench.margins_${pasted.what}`, { line: pasted.line });
    else if (pasted.margins.length === 0) this.margins = t('workbench.margins_shape', { line: 1 });
    else {
      try {
        this.weighed = await this.#engine!.weigh(pasted.margins);
      } catch (error) {
        if (error instanceof Refused) this.margins = t(`error.${error.failure.code}` as MessageKey, { path: error.failure.path, ...error.failure.params });
        else if (!(error instanceof DOMException)) throw error;
      }
    }
  }

  async #choose(value: string): Promise<void> {
    this.#forget();
    this.chosen = value;
    this.survey = null;
    this.problem = null;
    this.#office = null;
    this.keys = noKeys;
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

  /** In wp-admin the survey is the one that the site asks. */
  protected override firstUpdated(): void {
    const told = connectionFrom(document.URL)?.survey;
    const at = this.surveys.findIndex(({ folder }) => folder.split('/').at(-2) === told);
    if (at >= 0) void this.#choose(String(at));
  }

  /** Ballots from where they are collected, and with them what visitors see there now. */
  async #take(): Promise<void> {
    const { survey } = this;
    const where = survey && officeOf(survey);
    if (!where || this.known !== null) return;
    this.problem = null;
    this.known = 0;
    try {
      const { key, id, secret, folder } = this.keys;
      const { config, collect, results } = where;
      const office: Office =
        where.kind === 'wordpress' ? new WordPressOffice(connectionFrom(document.URL)!, results) : where.kind === 's3' ? new BucketOffice(collect, new URL(folder || siteOf(results, config.survey)), config, { id, secret }) : new ServerOffice(collect, results, config.survey, key);
      const { files, others } = await office.ballots((known) => (this.known = known));
      const previous = await office.previous();
      if (this.survey !== survey) return;
      this.survey = { ...survey, previous };
      this.#office = office;
      await this.#count(files, others);
    } catch (error) {
      this.#fail('office', error);
    } finally {
      this.known = null;
    }
  }

  async #publish(): Promise<void> {
    const { judged, closing } = this;
    const office = this.#office;
    if (!office || !judged || this.publishing === 'working') return;
    if (closing && this.publishing !== 'asked') {
      this.publishing = 'asked';
      return;
    }
    this.publishing = 'working';
    this.done = null;
    try {
      if (closing && office.close) {
        await office.close();
        // Who answered while the organizer was reading is counted too, and what is then published is looked at first.
        const { files, others } = await office.ballots(() => undefined);
        if (sizeOf(files) !== sizeOf(this.#files)) {
          await this.#count(files, others);
          this.problem ??= { where: 'publish', words: this.desk.t('workbench.closed_more') };
          return;
        }
      }
      this.done = await office.publish({ closing, files: () => this.#siteFiles(judged) });
      this.problem = null;
    } catch (error) {
      this.#fail('publish', error);
    }
    this.publishing = 'no';
  }

  async #count(chosen: readonly File[], others = 0): Promise<void> {
    const { survey } = this;
    const files = chosen.filter(({ name }) => /\.(ballots|sealed|xml)$/.test(name));
    this.#forget();
    this.problem = null;
    if (!survey) return;
    if (files.length === 0) {
      this.problem = { where: 'ballots', words: this.desk.t('workbench.no_ballots') };
      return;
    }
    this.#files = files;
    this.#others = others;
    const run = this.#run;
    const all = sizeOf(files);
    let before = 0;
    let current = files[0]!.name;
    this.progress = { file: current, done: 0, all };
    try {
      const engine = await WorkbenchEngine.start();
      if (run !== this.#run) return engine.stop();
      this.#engine = engine;
      engine.told = (share) => (this.share = share);
      const { questionnaire, name, wave, earlier } = survey;
      const { codebook } = await engine.open({ questionnaire, survey: name, wave, earlier, locale: this.desk.locale });
      const refused = new Map<string, number>(others > 0 ? [['bucket_object', others]] : []);
      for (const file of files) {
        current = file.name;
        const start = before;
        await this.#feed(file, engine, refused, (done) => (this.progress = { file: current, done: start + done, all }));
        if (run !== this.#run) return;
        before += file.size;
      }
      this.counted = { files: files.length, codebook, refused, straight: await engine.straight(), bursts: await engine.bursts() };
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

  /** All ballots of one file into a count, until it is given up. */
  async #feed(file: File, engine: WorkbenchEngine, refused: Map<string, number>, told: (done: number) => void): Promise<void> {
    const run = this.#run;
    if (file.name.endsWith('.xml')) {
      const { names, others } = listed(await file.text());
      if (others > 0) refused.set('bucket_object', (refused.get('bucket_object') ?? 0) + others);
      return this.#addSealed(sealedFile(this.survey!.name, names), engine, refused, told);
    }
    if (file.name.endsWith('.sealed')) return this.#addSealed(file, engine, refused, told);
    for await (const { text, read } of pieces(file)) {
      if (run !== this.#run) return;
      const added = await engine.add(text);
      for (const [code, count] of Object.entries(added.refused)) refused.set(code, (refused.get(code) ?? 0) + count);
      told(read);
    }
  }

  /** Counts the files a second time, in a worker of its own, without the weeks that burst: to be looked at, never to be published. */
  async #leaveOut(): Promise<void> {
    const { survey, counted, closing } = this;
    if (!survey || !counted || this.leaving) return;
    const run = this.#run;
    this.leaving = true;
    const engine = await WorkbenchEngine.start();
    try {
      const { questionnaire, name, wave, earlier, policy } = survey;
      await engine.open({ questionnaire, survey: name, wave, earlier, locale: this.desk.locale, without_weeks: counted.bursts.map(({ week }) => week) });
      for (const file of this.#files) await this.#feed(file, engine, new Map(), () => undefined);
      const without = await engine.preview({ policy, closing });
      if (run === this.#run) this.without = without;
    } catch (error) {
      if (run === this.#run) this.#fail('ballots', error);
    } finally {
      engine.stop();
      if (run === this.#run) this.leaving = false;
    }
  }

  #cancel(): void {
    this.#forget();
    this.problem = { where: 'ballots', words: this.desk.t('workbench.cancelled') };
  }

  /** To stop is to end the worker: the ballots are counted again, with the wave left open. */
  #cancelRows(): void {
    this.closing = false;
    void this.#count(this.#files);
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
      const { snapshot, report, rows } = await engine.release({ policy, previous, closing });
      this.share = null;
      const date = new Date().toISOString().slice(0, 10);
      const made = await engine.files({ snapshot, locale: desk.locale, words: desk.raw, widget, policy, date });
      const bundle = readBundle(new Map(made.map(({ path, text }) => [path, encoder.encode(text)])));
      this.judged = { report, rows, preview, snapshot, bundle };
      if (this.problem?.where === 'release') this.problem = null;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.judged = null;
      this.share = null;
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
    if (!this.survey) return;
    if (files.length === 0) this.survey = { ...this.survey, previous: '', index: '' };
    for (const file of files) {
      const text = await file.text();
      // data/index.json is the only one of the two that lists bundles.
      this.survey = /^\s*\{\s*"(?:version":\s*1,\s*")?bundles"/.test(text) ? { ...this.survey, index: text } : { ...this.survey, previous: text };
    }
    await this.#judge();
  }

  /** The bundle as a zip, with what index.json says of it. */
  async #packed({ bundle }: Judged): Promise<{ name: string; bytes: Uint8Array; index: string }> {
    const bytes = zip(bundle.files);
    const name = `${bundleName(bundle.files)}.zip`;
    const described = describeBundle(bundle.files, name, bytes.length, await this.#engine!.sha256(bytes));
    // Not read is not empty: a list made without it would lose the other bundles.
    const published = await this.#index();
    const index = { version: 1, bundles: indexWith(published?.bundles ?? [], described) };
    return { name, bytes, index: `${JSON.stringify(index, null, 2)}\n` };
  }

  /** What the site lists already, as far as this page can know it. */
  async #index(): Promise<Index | null> {
    if (this.#office) return this.#office.index();
    const { index, address } = this.survey!;
    if (index) return checkIndex(JSON.parse(index));
    return address ? fetchIndex() : null;
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
        <p>${t(this.surveys.length > 0 ? 'workbench.lead' : 'workbench.lead_alone')}</p>
        ${this.#renderSurvey()} ${this.survey ? this.#renderBallots(this.survey) : nothing} ${this.counted ? this.#renderRelease(this.counted) : nothing}
        ${this.judged ? this.#renderSave() : nothing}
      </div>
    </div>`;
  }

  /** Whether the survey's ballots are sealed before they leave a browser. */
  #isSealed(): boolean {
    return Boolean(this.survey && (JSON.parse(this.survey.widget) as WidgetConfig).collect?.publicKey);
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
          ${this.surveys.map(({ folder }, at) => html`<option value=${at} .selected=${this.chosen === String(at)}>${folder.split('/').at(-2)}</option>`)}
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

  #renderOffice(): TemplateResult | Nothing {
    const { t } = this.desk;
    const where = this.survey && officeOf(this.survey);
    if (!where) return nothing;
    const field = (name: keyof Keys, kind: 'text' | 'password' | 'url', value = this.keys[name]) =>
      html`<label class="field"
        >${t(`workbench.office_${name}`)}
        <input
          class="office-${name}"
          type=${kind}
          autocomplete="off"
          spellcheck="false"
          .value=${value}
          @input=${(event: Event) => (this.keys = { ...this.keys, [name]: (event.target as HTMLInputElement).value })}
        />
      </label>`;
    return html`<form
      class="office"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#take();
      }}
    >
      <h3>${t(`workbench.office_${where.kind}`)}</h3>
      <p>${t(`workbench.office_${where.kind}_note`)}</p>
      ${where.kind === 'wordpress' ? nothing : where.kind === 's3' ? html`${field('id', 'text')} ${field('secret', 'password')} ${field('folder', 'url', this.keys.folder || siteOf(where.results, where.config.survey))}` : field('key', 'password')}
      <div class="row">
        <button class="${this.counted ? 'secondary' : 'primary'} take" ?aria-disabled=${this.known !== null}>${t('workbench.office_take')}</button>
        <span aria-live="polite">${this.known === null ? nothing : t('workbench.office_known', { known: this.known })}</span>
      </div>
      ${this.#renderProblem('office')}
      <h3>${t('workbench.office_by_hand')}</h3>
    </form>`;
  }

  #renderBallots({ name }: Survey): TemplateResult {
    const { t } = this.desk;
    const { progress, counted } = this;
    return html`<section class="step">
      <h2>${t('workbench.step_ballots')}</h2>
      <p>${t('workbench.ballots_note', { name })}</p>
      ${this.#renderOffice()}
      <details class="sealed" ?open=${this.#isSealed()}>
        <summary>${t('workbench.sealed')}</summary>
        <p>${t('workbench.sealed_note')}</p>
        <label class="field"
          >${t('workbench.key')} <input class="key" type="file" accept=".json" @change=${picked((files) => void this.#chooseKey(files))}
        /></label>
        <p aria-live="polite">${this.sealing === 'none' ? nothing : t(`workbench.key_${this.sealing}`)}</p>
      </details>
      <label class="field"
        >${t('workbench.files')}
        <input class="ballots" type="file" multiple accept=".ballots,.sealed,.xml" ?disabled=${progress !== null} @change=${picked((files) => void this.#count(files))} />
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
      ${counted && this.judged ? this.#renderBursts(counted, this.judged.preview) : nothing}
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

  #renderBursts({ bursts, codebook }: Counted, preview: readonly Preview[]): TemplateResult | Nothing {
    const { t, locale } = this.desk;
    const { without } = this;
    if (bursts.length === 0) return nothing;
    const title = (name: string): string => codebook.find((item) => item.name === name)?.title ?? name;
    const shares = ({ options, answered }: Preview): number[] => options.map((count) => (answered > 0 ? count / answered : 0));
    return html`<div class="bursts">
      ${bursts.map(({ week, ballots, ordinary }) => html`<p class="note">${t('workbench.burst', { week: isoWeek(week), ballots, ordinary })}</p>`)}
      <button class="secondary without" ?aria-disabled=${this.leaving} @click=${() => void this.#leaveOut()}>${t('workbench.without', { count: bursts.length })}</button>
      <div aria-live="polite">
        ${without
          ? html`<p>${t('workbench.without_note')}</p>
              ${preview
                .filter(({ answered, source }) => answered > 0 && (source === 'question' || source === 'matrix_row'))
                .map((item) => {
                  const other = without.find(({ name }) => name === item.name);
                  return besideTable(codebook, item.name, title(item.name), t('workbench.plain'), shares(item), t('workbench.without_column'), other ? shares(other) : [], locale);
                })}`
          : nothing}
      </div>
    </div>`;
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
      ${this.share === null
        ? nothing
        : html`<div class="row">
            <label class="field">${t('workbench.rows_making')}<br /><progress class="rows" max="1" .value=${this.share}></progress></label>
            <button class="secondary cancel-rows" @click=${() => this.#cancelRows()}>${t('workbench.cancel')}</button>
          </div>`}
      <details class="previous">
        <summary>${t('workbench.previous')}</summary>
        <p>${t('workbench.previous_note')}</p>
        <label class="field"
          >${t('workbench.previous_file')} <input class="previous" type="file" multiple accept=".json" @change=${picked((files) => void this.#changePrevious(files))}
        /></label>
        <button class="secondary" @click=${() => void this.#changePrevious([])}>${t('workbench.previous_none')}</button>
      </details>
      ${this.#renderProblem('release')} ${judged ? this.#renderJudged(counted, judged) : nothing}
    </section>`;
  }

  #renderJudged({ codebook }: Counted, { report, rows, preview, bundle }: Judged): TemplateResult {
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
      ${this.#renderCounts(asked, title, codebook)} ${this.#renderCrosstab(preview, title, codebook)} ${this.#renderWeights(title, codebook)}
      ${this.#renderForecast()}
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
            )}`}
      <h3>${t('workbench.rows')}</h3>
      ${this.#renderRows(rows, title)}`;
  }

  #renderRows(rows: Release['rows'], title: (name: string) => string): TemplateResult {
    const { t } = this.desk;
    if (!rows) return html`<p>${t('workbench.rows_later')}</p>`;
    if (!rows.released) return html`<p>${t(`error.${rows.error.code}` as MessageKey, { path: rows.error.path, ...rows.error.params })}</p>`;
    return html`<p>${t('workbench.rows_note')}</p>
      ${facts([
        [t('workbench.rows_count'), t('research.counted', { ballots: rows.rows })],
        [t('workbench.rows_dropped'), t('workbench.left_out', { count: rows.dropped })],
        [t('workbench.rows_k'), t('research.counted', { ballots: rows.k })],
        ...rows.quasi_identifiers.map(
          ({ item, level, height, suppressed }) =>
            [
              title(item),
              html`${t(level === height ? 'workbench.rows_gone' : level > 0 ? 'workbench.rows_joined' : 'workbench.rows_whole')}${suppressed > 0
                ? `, ${t('workbench.rows_blanked', { count: suppressed })}`
                : nothing}`,
            ] as const,
        ),
      ])}
      ${rows.left_out.length === 0
        ? nothing
        : html`<details class="left-out">
            <summary>${t('workbench.rows_left_out', { count: rows.left_out.length })}</summary>
            <ul>
              ${rows.left_out.map(({ item, why }) => html`<li>${t(`workbench.rows_why_${why}`, { title: title(item) })}</li>`)}
            </ul>
          </details>`}`;
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

  #renderWeights(title: (name: string) => string, codebook: readonly CodebookItem[]): TemplateResult {
    const { t, locale } = this.desk;
    const { weighed } = this;
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    return html`<details class="weights">
      <summary>${t('workbench.weights')}</summary>
      <p><strong>${t('workbench.weights_warning')}</strong></p>
      <p>${t('workbench.weights_note')}</p>
      <label class="field"
        >${t('workbench.margins')}
        <textarea class="margins" rows="6" spellcheck="false"></textarea>
      </label>
      <button
        class="secondary weigh"
        @click=${() => void this.#weigh(this.renderRoot.querySelector<HTMLTextAreaElement>('textarea.margins')!.value)}
      >
        ${t('workbench.weigh')}
      </button>
      <div role="alert">${this.margins === '' ? nothing : html`<p class="note problem">${this.margins}</p>`}</div>
      <div aria-live="polite">
        ${weighed
          ? html`${facts([
                [t('workbench.people'), number.format(weighed.people)],
                [t('workbench.weights_left_out'), t('workbench.left_out', { count: weighed.left_out })],
                [t('workbench.effective'), number.format(weighed.effective_n)],
                [t('workbench.weights_range'), `${number.format(weighed.least)} – ${number.format(weighed.most)}`],
              ])}
              ${weighed.settled ? nothing : html`<p class="note">${t('workbench.weights_unsettled')}</p>`}
              ${weighed.thin.map(
                ({ item, value, people }) =>
                  html`<p class="note">${t('workbench.weights_thin', { title: title(item), answer: wordsOf(codebook, item, value), people })}</p>`,
              )}
              ${weighed.items
                .filter(({ answered, name }) => answered > 0 && codebook.some((item) => item.name === name && (item.source === 'question' || item.source === 'matrix_row')))
                .map(({ name, plain, weighted }) =>
                  besideTable(codebook, name, title(name), t('workbench.plain'), plain, t('workbench.weighted'), weighted, locale),
                )}`
          : nothing}
      </div>
    </details>`;
  }

  #renderForecast(): TemplateResult {
    const { t, locale } = this.desk;
    const number = new Intl.NumberFormat(locale);
    return html`<details class="forecast">
      <summary>${t('workbench.forecast')}</summary>
      <p>${t('workbench.forecast_note')}</p>
      <button class="secondary foresee" ?aria-disabled=${this.share !== null} @click=${() => this.share === null && void this.#foresee()}>
        ${t('workbench.foresee')}
      </button>
      <div aria-live="polite">
        ${this.forecast
          ? scrolling(
              t('workbench.forecast'),
              html`<table class="foreseen">
                <thead>
                  <tr>
                    ${(['workbench.forecast_people', 'research.shown', 'workbench.forecast_crossed', 'research.crossed_hidden', 'workbench.rows'] as const).map(
                      (key) => html`<th scope="col">${t(key)}</th>`,
                    )}
                  </tr>
                </thead>
                <tbody>
                  ${this.forecast.map(
                    (one) => html`<tr>
                      <th scope="row">${number.format(one.people)}</th>
                      <td class="number">${t('research.shown_of', { shown: one.released, all: one.tables })}</td>
                      <td class="number">${t('research.shown_of', { shown: one.crossed_released, all: one.crossed })}</td>
                      <td class="number">${t('research.cells_hidden', { hidden: one.hidden, cells: one.cells })}</td>
                      <td class="number">${one.rows === 0 ? t('research.rows_none') : number.format(one.rows)}</td>
                    </tr>`,
                  )}
                </tbody>
              </table>`,
            )
          : nothing}
      </div>
    </details>`;
  }

  #renderPublish(): TemplateResult {
    const { t, locale } = this.desk;
    const { done, publishing, closing, judged } = this;
    const title = (name: string): string => this.counted?.codebook.find((item) => item.name === name)?.title ?? name;
    const day = (text: string): string => longDay(locale, text);
    return html`<div class="publish">
      <h3>${t('workbench.step_publish')}</h3>
      <p>${t(closing ? 'workbench.publish_closing' : 'workbench.publish_note')}</p>
      ${publishing === 'asked'
        ? html`<div class="note" role="group" aria-labelledby="sure">
            <p id="sure">${t('workbench.publish_sure', { name: judged?.report.survey ?? '' })}</p>
            <div class="row">
              <button class="primary publish-yes" @click=${() => void this.#publish()}>${t('workbench.publish_yes')}</button>
              <button class="secondary publish-no" @click=${() => (this.publishing = 'no')}>${t('workbench.publish_no')}</button>
            </div>
          </div>`
        : html`<div class="row">
            <button class="primary publish-now" ?aria-disabled=${publishing === 'working'} @click=${() => void this.#publish()}>
              ${t(closing ? 'workbench.publish_close' : 'workbench.publish_now')}
            </button>
          </div>`}
      ${this.#renderProblem('publish')}
      <div aria-live="polite">
        ${publishing === 'working' ? html`<p>${t('workbench.publish_working')}</p>` : nothing}
        ${done
          ? html`<p class="note published">
              ${t(done.changed ? 'workbench.published' : 'workbench.published_same')}
              ${done.kept === 'no' ? nothing : done.table === '' ? t('workbench.published_few') : t(`workbench.kept_${done.kept}` as MessageKey, { table: title(done.table) })}
              ${done.dueOn === '' ? nothing : done.deletedOn === '' ? t(done.byItself ? 'workbench.publish_due_by_itself' : 'workbench.publish_due', { day: day(done.dueOn) }) : t('workbench.publish_deleted', { day: day(done.deletedOn) })}
            </p>`
          : nothing}
      </div>
      <h3>${t('workbench.save_by_hand')}</h3>
    </div>`;
  }

  #renderSave(): TemplateResult | Nothing {
    const { t } = this.desk;
    const button = (what: 'bundle' | 'snapshot' | 'site' | 'folder', kind: string) =>
      html`<button class="${kind} save-${what}" @click=${() => void this.#save(what)}>${t(`workbench.save_${what}`)}</button>`;
    return html`<section class="step">
      <h2>${t('workbench.step_save')}</h2>
      ${this.#office ? this.#renderPublish() : nothing}
      <p>${t('workbench.save_note')}</p>
      <div class="row">${button('site', this.#office ? 'secondary' : 'primary')} ${canSaveFolder() ? button('folder', 'secondary') : nothing} ${button('bundle', 'secondary')} ${button('snapshot', 'secondary')}</div>
      ${this.#renderProblem('save')}
      <div aria-live="polite">${this.saved === '' ? nothing : html`<p class="note">${t('workbench.saved')}</p>`}</div>
      <p>${t('workbench.save_formats')}</p>
    </section>`;
  }
}

const sizeOf = (files: readonly File[]): number => files.reduce((sum, { size }) => sum + size, 0);

/** The folder of the site under which results/<survey>.json is. */
const siteOf = (results: URL, survey: string): string => new URL(results.pathname.endsWith(`/results/${survey}.json`) ? '..' : '.', results).href;

/** "2026-W48". A week's Thursday names its year; that of week 0 was 1970-01-01. */
function isoWeek(week: number): string {
  const thursday = new Date(week * 7 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** What each option's share is, and what it would be otherwise. */
const besideTable = (
  codebook: readonly CodebookItem[],
  name: string,
  title: string,
  heading: string,
  shares: readonly number[],
  otherHeading: string,
  others: readonly number[],
  locale: string,
): TemplateResult => {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return scrolling(
    title,
    html`<table>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${heading}</th>
          <th scope="col">${otherHeading}</th>
        </tr>
      </thead>
      <tbody>
        ${shares.map(
          (share, at) => html`<tr>
            <th scope="row">${optionWords(codebook, name, at, at + 1)}</th>
            <td class="number">${percent.format(share)}</td>
            <td class="number">${percent.format(others[at] ?? 0)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
};

const optionWords = (codebook: readonly CodebookItem[], name: string, at: number, value: unknown): string =>
  codebook.find((item) => item.name === name)?.options[at]?.text || String(value);

const wordsOf = (codebook: readonly CodebookItem[], name: string, value: unknown): string =>
  codebook.find((item) => item.name === name)?.options.find((option) => option.value === value)?.text || String(value);

/** The files of an input; the same file can be chosen again afterwards. */
function picked(act: (files: readonly File[]) => void): (event: Event) => void {
  return (event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) act(files);
  };
}
