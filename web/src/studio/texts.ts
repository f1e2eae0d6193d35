// SPDX-License-Identifier: MIT
// Studio: every text of the survey, in two languages side by side, with what is still missing. The core says which texts there are.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FileText } from '../engine/studio.js';
import type { Json } from '../engine/survey.js';
import { configOf, jsonOf, ownLanguage, putWords, wordsIn } from './draft.ts';
import { changed, findings } from './fields.ts';
import { at, isObject } from './json.ts';
import { foundAt, type Studio } from './studio-state.ts';

/** In a language's own words: "français". */
export const languageName = (language: string): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
};

/** Texts that say something, and can be written to where the core found them. */
export const textsOf = (studio: Studio): FileText[] => {
  const files = new Map<string, Json | undefined>();
  return (studio.checked?.texts ?? []).filter(({ file, path, words }) => {
    if (!files.has(file)) files.set(file, jsonOf(studio.draft, file));
    const value = files.get(file) === undefined ? undefined : at(files.get(file)!, path);
    return (typeof value === 'string' || isObject(value)) && Object.values(words).some((text) => text.trim() !== '');
  });
};

export const isTranslated = (studio: Studio, { file, words }: FileText, language: string): boolean => wordsIn(words, language, ownLanguage(studio.draft, file)).trim() !== '';

/** Of all texts, how many a language has. */
export function coverage(studio: Studio, language: string): { done: number; all: number } {
  const texts = textsOf(studio);
  return { done: texts.filter((text) => isTranslated(studio, text, language)).length, all: texts.length };
}

/** Where a text stands, as a person would say it: the names on the way, and which of its texts. */
function whereOf(json: Json | undefined, path: string): string {
  const steps = path.split('/').slice(1);
  const names: string[] = [];
  let pointer = '';
  for (const step of steps.slice(0, -1)) {
    pointer += `/${step}`;
    const value = json === undefined ? undefined : at(json, pointer);
    if (!isObject(value)) continue;
    const name = value['name'] ?? value['id'] ?? value['value'];
    if (typeof name === 'string' || typeof name === 'number') names.push(String(name));
  }
  // A page's name says nothing beside that of the question on it.
  return [...names.slice(-2), steps.at(-1)].filter((one) => one && !/^\d+$/.test(one)).join(' · ');
}

function pair(studio: Studio, text: FileText, source: string, target: string, json: Json | undefined, id: string): TemplateResult {
  const { t } = studio.desk;
  const { file, path, words } = text;
  const own = ownLanguage(studio.draft, file);
  const field = (language: string) => {
    const value = wordsIn(words, language, own);
    return html`<textarea
      lang=${language}
      aria-labelledby="${id} ${id}-${language}"
      rows=${Math.max(1, Math.min(8, Math.ceil(wordsIn(words, source, own).length / 42)))}
      class=${value.trim() === '' ? 'missing' : ''}
      .value=${live(value)}
      @change=${changed(({ value: written }) => studio.edit(file, (whole) => putWords(whole, path, language, own, written.trim())))}
    ></textarea>`;
  };
  const shown = source === target ? [source] : [source, target];
  return html`<li class="pair">
    <p class="where" id=${id}>${whereOf(json, path)}</p>
    <div class="both">
      ${shown.map((language) => html`<div><span class="tongue" id="${id}-${language}">${languageName(language)}${wordsIn(words, language, own).trim() === '' ? ` : ${t('studio.missing')}` : ''}</span>${field(language)}</div>`)}
    </div>
    ${findings(studio, foundAt(studio, file, path).filter(({ code }) => !/_translation$/.test(code)))}
  </li>`;
}

export function texts(studio: Studio): TemplateResult {
  const { t, locale } = studio.desk;
  const languages = configOf(studio.draft).languages ?? [];
  const source = languages[0] ?? 'fr';
  const { target: asked, missing } = studio.remembered;
  const target = languages.includes(asked) ? asked : (languages[1] ?? source);
  const all = textsOf(studio);
  const files = [...new Set(all.map(({ file }) => file))];
  const number = new Intl.NumberFormat(locale);
  return html`
    <p>${t('studio.texts_note')}</p>
    <ul class="coverage">
      ${languages.map((language) => {
        const { done, all: of } = coverage(studio, language);
        return html`<li>
          <label>${languageName(language)} <progress max=${Math.max(1, of)} .value=${done}></progress></label> ${t('studio.coverage', { done, all: of })}
        </li>`;
      })}
    </ul>
    <div class="beside">
      ${languages.length > 2
        ? html`<label class="field"
            >${t('studio.translate_into')}
            <select class="target" @change=${changed(({ value }) => studio.remember({ target: value }))}>
              ${languages.slice(1).map((language) => html`<option value=${language} ?selected=${language === target}>${languageName(language)}</option>`)}
            </select></label
          >`
        : nothing}
      ${languages.length > 1
        ? html`<label class="box"><input class="only-missing" type="checkbox" .checked=${live(missing)} @change=${changed(({ checked }) => studio.remember({ missing: checked }))} /> ${t('studio.only_missing')}</label>`
        : html`<p>${t('studio.one_language')}</p>`}
    </div>
    ${files.map((file, place) => {
      const json = jsonOf(studio.draft, file);
      const own = all.filter((text) => text.file === file);
      const left = own.filter((text) => !isTranslated(studio, text, target));
      const shown = missing ? left : own;
      const key = `texts:${file}`;
      const open = studio.remembered.open.has(key) || (files.length === 1 && !studio.remembered.open.has(`closed:${file}`));
      return html`<details
        class="file"
        ?open=${open}
        @toggle=${(event: Event) => {
          const set = new Set(studio.remembered.open);
          const isOpen = (event.target as HTMLDetailsElement).open;
          if (isOpen === open) return;
          set.delete(isOpen ? `closed:${file}` : key);
          set.add(isOpen ? key : `closed:${file}`);
          studio.remember({ open: set });
        }}
      >
        <summary>${file} <span class="type">${t('studio.texts_of', { count: own.length })}</span>${left.length > 0 ? html` <span class="count">${t('studio.left', { count: left.length })}</span>` : nothing}</summary>
        ${open ? html`<ol class="pairs">${shown.map((text, index) => pair(studio, text, source, target, json, `t-${place}-${index}`))}</ol>` : nothing}
        ${open && shown.length === 0 ? html`<p>${t('studio.nothing_missing', { count: number.format(own.length) })}</p>` : nothing}
      </details>`;
    })}
  `;
}
