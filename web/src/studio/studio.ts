// SPDX-License-Identifier: MIT
// Studio: <triptych-studio>: a survey is written here: questions, texts in several languages, settings, rules, colours; looked at, checked by the
// core, and taken away as files. Nothing is sent.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { deskStyles } from '../desk/desk.styles.ts';
import type { Desk } from '../desk/language.ts';
import { languageLinks } from '../desk/parts.ts';
import { widgetStyles } from '../elements/widget.styles.ts';
import type { Checked } from '../engine/studio.js';
import { localized, type MessageKey, type Words } from '../i18n/messages.ts';
import { check as judge } from './checker.ts';
import { check, files } from './check.ts';
import { configOf, edited, jsonOf, openFiles, openFrom, ownLanguage, questionnaireFile, startBlank, Unusable, wordsAt, wordsIn, type Draft } from './draft.ts';
import { explainers } from './explainers.ts';
import { changed } from './fields.ts';
import type { JsonObject } from './json.ts';
import { forget, keep, kept } from './kept.ts';
import { leave } from './leave.ts';
import { look } from './look.ts';
import type { TriptychStudioPreview } from './preview.ts';
import { questions } from './questions.ts';
import { rules, settings } from './settings.ts';
import { sections, type Remembered, type Section, type Studio } from './studio-state.ts';
import { studioStyles } from './studio.styles.ts';
import { readSite, titles } from './site-surveys.ts';
import { readTemplate, templates } from './templates.ts';
import { languageName, texts } from './texts.ts';

/** As far as one can go back. */
const mostSteps = 100;

const begin: Remembered = {
  open: new Set(),
  target: '',
  missing: false,
  previewing: { locale: '', panel: '', scheme: '', size: 'phone' },
  file: '',
  line: 0,
  folder: '/triptych/',
  page: '',
  said: '',
};

export class TriptychStudio extends LitElement implements Studio {
  static override styles = [widgetStyles, deskStyles, studioStyles];
  static override properties = {
    desk: { attribute: false },
    tongues: { attribute: false },
    current: { state: true },
    section: { state: true },
    checked: { state: true },
    remembered: { state: true },
    problem: { state: true },
    left: { state: true },
  };

  declare desk: Desk;
  /** The page's sentences in the languages of the privacy notice. */
  declare tongues: ReadonlyMap<string, Words>;
  declare current: Draft | null;
  declare section: Section;
  declare checked: Checked | null;
  declare remembered: Remembered;
  declare problem: string;
  /** The draft that this browser kept, while nothing is open. */
  declare left: Draft | null;

  readonly #past: Draft[] = [];
  readonly #future: Draft[] = [];
  #moved = false;

  constructor() {
    super();
    this.current = null;
    this.section = 'questions';
    this.checked = null;
    this.remembered = begin;
    this.problem = '';
    this.left = kept();
    this.tongues = new Map();
  }

  get draft(): Draft {
    return this.current!;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#stay);
    void readSite().then(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#stay);
  }

  /** Where the browser keeps nothing, leaving would lose the work. */
  #stay = (event: BeforeUnloadEvent): void => {
    if (this.current && this.#past.length > 0 && kept() === null) event.preventDefault();
  };

  remember(change: Partial<Remembered>): void {
    this.remembered = { ...this.remembered, ...change };
  }

  edit(file: string, change: (json: JsonObject) => void): void {
    this.replace(edited(this.draft, file, change));
  }

  replace(draft: Draft): void {
    if (!this.current || draft === this.current) return;
    this.#past.push(this.current);
    if (this.#past.length > mostSteps) this.#past.shift();
    this.#future.length = 0;
    this.#take(draft);
  }

  show(section: Section, change: Partial<Remembered> = {}): void {
    this.section = section;
    this.remembered = { ...this.remembered, said: '', ...change };
    this.#moved = true;
  }

  #take(draft: Draft): void {
    this.current = draft;
    keep(draft);
    void this.#judge(draft);
  }

  async #judge(draft: Draft): Promise<void> {
    try {
      const checked = await judge(draft, true);
      if (this.current === draft) this.checked = checked;
      this.problem = '';
    } catch (thrown) {
      console.error('triptych:', thrown);
      this.problem = this.desk.t('studio.failed', { what: String(thrown) });
    }
  }

  #undo(from: Draft[], to: Draft[]): void {
    const draft = from.pop();
    if (!draft) return;
    to.push(this.draft);
    this.#take(draft);
  }

  async #open(draft: Promise<Draft> | Draft): Promise<void> {
    const { t } = this.desk;
    this.problem = '';
    try {
      const opened = await draft;
      this.#past.length = this.#future.length = 0;
      this.remembered = begin;
      this.checked = null;
      this.left = null;
      this.#take(opened);
      this.show('questions');
    } catch (thrown) {
      this.problem = thrown instanceof Unusable ? t(`studio.open_${thrown.why}`, { file: thrown.file }) : t('studio.failed', { what: String(thrown) });
    }
  }

  #close(): void {
    this.left = this.current;
    this.current = null;
    this.checked = null;
    this.problem = '';
    this.#moved = true;
  }

  #titleOf(draft: Draft): string {
    const file = questionnaireFile(draft);
    const own = ownLanguage(draft, file);
    return wordsIn(wordsAt(jsonOf(draft, file), '/title'), own, own) || (configOf(draft).survey ?? '');
  }

  #renderStart(): TemplateResult {
    const { t, locale } = this.desk;
    const files = (event: Event) => void this.#open(openFiles([...((event.target as HTMLInputElement).files ?? [])]));
    return html`
      <h2 id="heading" tabindex="-1">${t('studio.start')}</h2>
      ${this.left
        ? html`<div class="note">
            <p>${t('studio.left_here', { title: this.#titleOf(this.left) })}</p>
            <div class="row">
              <button type="button" class="primary go-on" @click=${() => void this.#open(this.left!)}>${t('studio.go_on')}</button>
              <button
                type="button"
                class="quiet"
                @click=${() => {
                  forget();
                  this.left = null;
                }}
              >
                ${t('studio.forget')}
              </button>
            </div>
          </div>`
        : nothing}
      <h3>${t('studio.start_example')}</h3>
      <p>${t('studio.start_example_note')}</p>
      <div class="row">
        ${templates().map(
          (name) => html`<button type="button" class="secondary template" value=${name} @click=${() => void this.#open(openFrom((file) => readTemplate(name, file)))}>${localized(titles.get(name), locale) || name}</button>`,
        )}
      </div>
      <h3>${t('studio.start_blank')}</h3>
      <div class="row"><button type="button" class="${this.left ? 'secondary' : 'primary'} blank" @click=${() => void this.#open(startBlank(locale))}>${t('studio.start_blank_press')}</button></div>
      <h3>${t('studio.start_own')}</h3>
      <p>${t('studio.start_own_note')}</p>
      <label class="field">${t('studio.own_files')} <input class="own" type="file" multiple accept=".json,.zip" @change=${files} /></label>
      <label class="field">${t('studio.own_folder')} <input class="folder" type="file" webkitdirectory @change=${files} /></label>
      ${this.#renderProblem()}
    `;
  }

  #renderProblem(): TemplateResult {
    return html`<div role="alert">${this.problem ? html`<p class="note problem">${this.problem}</p>` : nothing}</div>`;
  }

  #renderPreview(): TemplateResult {
    const { t, locale } = this.desk;
    const languages = configOf(this.draft).languages ?? [];
    const { previewing } = this.remembered;
    const shown = languages.includes(previewing.locale) ? previewing.locale : (languages[0] ?? locale);
    const set = (change: Partial<Remembered['previewing']>) => this.remember({ previewing: { ...previewing, ...change } });
    const pick = <Key extends keyof Remembered['previewing']>(key: Key, label: string, value: string, options: readonly (readonly [Remembered['previewing'][Key], string])[]) =>
      html`<label class="field"
        >${label}
        <select class="preview-${key}" @change=${changed(({ value: chosen }) => set({ [key]: chosen }))}>
          ${options.map(([one, words]) => html`<option value=${one} ?selected=${one === value} .selected=${live(one === value)}>${words}</option>`)}
        </select></label
      >`;
    return html`
      <p>${t('studio.preview_note')}</p>
      <div class="beside">
        ${pick('size', t('studio.preview_size'), previewing.size, [['phone', t('studio.size_phone')], ['desk', t('studio.size_desk')]])}
        ${pick('panel', t('studio.preview_panel'), previewing.panel, [['', t('studio.panel_home')], ...(['confiance', 'participation', 'engagement'] as const).map((panel) => [panel, t(`studio.panel_${panel}`)] as const)])}
        ${pick('locale', t('studio.language'), shown, languages.map((language) => [language, languageName(language)] as const))}
        ${pick('scheme', t('studio.preview_scheme'), previewing.scheme, [['', t('studio.scheme_own')], ['light', t('studio.light')], ['dark', t('studio.dark')]])}
      </div>
      <div class="stage ${previewing.size}" role="region" aria-label="${t('studio.section_preview')} : ${t(`studio.size_${previewing.size}`)}" tabindex="0">
        <triptych-studio-preview .shown=${{ draft: this.draft, locale: shown, panel: previewing.panel, scheme: previewing.scheme } satisfies TriptychStudioPreview['shown']}></triptych-studio-preview>
      </div>
    `;
  }

  #renderSection(): TemplateResult {
    switch (this.section) {
      case 'questions':
        return questions(this);
      case 'texts':
        return texts(this);
      case 'explainers':
        return explainers(this);
      case 'settings':
        return settings(this);
      case 'rules':
        return rules(this);
      case 'look':
        return look(this);
      case 'preview':
        return this.#renderPreview();
      case 'check':
        return check(this);
      case 'files':
        return files(this);
      case 'leave':
        return leave(this, this.tongues);
    }
  }

  #renderDraft(): TemplateResult {
    const { t } = this.desk;
    const errors = (this.checked?.found ?? []).filter(({ severity }) => severity === 'error').length;
    const next = sections[sections.indexOf(this.section) + 1];
    // Beside the page itself, whose main button it is not.
    const main = this.section === 'preview' ? 'secondary' : 'primary';
    const title = (section: Section) => t(`studio.section_${section}` as MessageKey);
    return html`
      <div class="top">
        <p class="name" lang=${ownLanguage(this.draft, questionnaireFile(this.draft))}>${this.#titleOf(this.draft)}</p>
        <span class="acts">
          <button type="button" class="quiet undo" aria-disabled=${this.#past.length === 0 ? 'true' : nothing} @click=${() => this.#undo(this.#past, this.#future)}>${t('studio.undo')}</button>
          <button type="button" class="quiet redo" aria-disabled=${this.#future.length === 0 ? 'true' : nothing} @click=${() => this.#undo(this.#future, this.#past)}>${t('studio.redo')}</button>
          <button type="button" class="quiet close" @click=${() => this.#close()}>${t('studio.close')}</button>
        </span>
      </div>
      <nav aria-label=${t('studio.sections')}>
        <ol class="panels steps">
          ${sections.map(
            (section) => html`<li>
              <button type="button" class="to-${section}" aria-current=${section === this.section ? 'page' : nothing} @click=${() => this.show(section)}>
                ${title(section)}${section === 'check' && errors > 0 ? html` <span class="count error">${errors}<span class="visually-hidden"> ${t('studio.errors')}</span></span>` : nothing}
              </button>
            </li>`,
          )}
        </ol>
      </nav>
      ${this.#renderProblem()}
      <section class="section ${this.section}" aria-labelledby="heading">
        <h2 id="heading" tabindex="-1">${title(this.section)}</h2>
        ${this.#renderSection()}
      </section>
      ${next ? html`<div class="actions"><button type="button" class="${main} next" @click=${() => this.show(next)}>${t('studio.next', { section: title(next) })}</button></div>` : nothing}
    `;
  }

  override render(): TemplateResult {
    const { t } = this.desk;
    return html`<div class="widget desk">
      ${languageLinks(this.desk)}
      <h1>${t('studio.title')}</h1>
      ${this.current ? this.#renderDraft() : html`<p>${t('studio.lead')}</p>${this.#renderStart()}`}
    </div>`;
  }

  override updated(changes: PropertyValues<this>): void {
    const root = this.renderRoot as ShadowRoot;
    if (this.#moved) {
      this.#moved = false;
      root.getElementById('heading')?.focus();
    }
    const source = root.querySelector<HTMLTextAreaElement>('textarea.source');
    if (source && this.remembered.line > 0 && changes.has('remembered')) this.#toLine(source, this.remembered.line);
  }

  #toLine(source: HTMLTextAreaElement, line: number): void {
    const lines = source.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    source.focus();
    source.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    source.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(source).lineHeight));
    this.remembered = { ...this.remembered, line: 0 };
  }
}
