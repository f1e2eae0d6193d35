// SPDX-License-Identifier: MIT
// Studio: one value of a file as a labelled field, with what the core says of it below.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MessageKey } from '../i18n/messages.ts';
import type { Json } from '../engine/survey.js';
import type { FileDiagnostic } from '../engine/studio.js';
import { jsonOf, ownLanguage, putWords, wordsAt, wordsIn } from './draft.ts';
import { at, put } from './json.ts';
import { foundAt, said, type Studio } from './studio-state.ts';

type Target = HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement;
export const changed = (act: (target: Target) => void) => (event: Event) => act(event.target as Target);

/** What is wrong or worth saying, one line each; how grave it is stands in words. */
export const findings = ({ desk }: Studio, found: readonly FileDiagnostic[], id?: string): TemplateResult | typeof nothing =>
  found.length === 0
    ? nothing
    : html`<ul class="findings" id=${id ?? nothing}>
        ${found.map((one) => html`<li class=${one.severity}><strong>${desk.t(`studio.${one.severity}`)}</strong> ${said(desk, one)}</li>`)}
      </ul>`;

export interface Place {
  file: string;
  pointer: string;
}

const idOf = ({ file, pointer }: Place): string => `f-${`${file}${pointer}`.replace(/[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16)}`)}`;

export const valueAt = (studio: Studio, { file, pointer }: Place): Json | undefined => {
  const json = jsonOf(studio.draft, file);
  return json === undefined ? undefined : at(json, pointer);
};

/** undefined takes the value away. */
export const setAt = (studio: Studio, { file, pointer }: Place, value: Json | undefined): void => studio.edit(file, (json) => put(json, pointer, value));

interface Field {
  label: string;
  hint?: string;
}

/** `control` is given its id and the ids of what describes it. */
function labelled(studio: Studio, place: Place, { label, hint }: Field, control: (id: string, describedBy: string | typeof nothing, wrong: boolean) => TemplateResult): TemplateResult {
  const id = idOf(place);
  const found = foundAt(studio, place.file, place.pointer);
  const describes = [hint ? `${id}-hint` : '', found.length > 0 ? `${id}-found` : ''].filter(Boolean).join(' ');
  return html`<div class="one">
    <label for=${id}>${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${control(id, describes || nothing, found.some(({ severity }) => severity === 'error'))} ${findings(studio, found, `${id}-found`)}
  </div>`;
}

/** A plain text. `long`: several lines. Left empty it is taken away. */
export const textField = (studio: Studio, place: Place, field: Field & { long?: boolean; fallback?: string; set?: (text: string) => void }): TemplateResult =>
  labelled(studio, place, field, (id, describedBy, wrong) => {
    const value = String(valueAt(studio, place) ?? field.fallback ?? '');
    const act = changed(({ value: text }) => (field.set ? field.set(text.trim()) : setAt(studio, place, text.trim() || undefined)));
    return field.long
      ? html`<textarea id=${id} rows="3" aria-describedby=${describedBy} aria-invalid=${wrong ? 'true' : nothing} .value=${live(value)} @change=${act}></textarea>`
      : html`<input id=${id} type="text" aria-describedby=${describedBy} aria-invalid=${wrong ? 'true' : nothing} .value=${live(value)} @change=${act} />`;
  });

/** Words in the language that the file is written in; the others are under "texts". */
export const wordsField = (studio: Studio, place: Place, field: Field): TemplateResult =>
  labelled(studio, place, field, (id, describedBy, wrong) => {
    const own = ownLanguage(studio.draft, place.file);
    const value = wordsIn(wordsAt(jsonOf(studio.draft, place.file), place.pointer), own, own);
    return html`<textarea
      id=${id}
      lang=${own}
      rows=${value.length > 120 ? 4 : value.length > 55 ? 2 : 1}
      aria-describedby=${describedBy}
      aria-invalid=${wrong ? 'true' : nothing}
      .value=${live(value)}
      @change=${changed(({ value: text }) => studio.edit(place.file, (json) => putWords(json, place.pointer, own, own, text.trim())))}
    ></textarea>`;
  });

export const numberField = (studio: Studio, place: Place, field: Field & { min: number; max?: number; step?: number; fallback?: number }): TemplateResult =>
  labelled(studio, place, field, (id, describedBy, wrong) => {
    const value = valueAt(studio, place) ?? field.fallback;
    return html`<input
      id=${id}
      type="number"
      class="short"
      min=${field.min}
      max=${field.max ?? nothing}
      step=${field.step ?? 1}
      aria-describedby=${describedBy}
      aria-invalid=${wrong ? 'true' : nothing}
      .value=${live(value === undefined ? '' : String(value))}
      @change=${changed(({ value: text }) => setAt(studio, place, text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)))}
    />`;
  });

export const choiceField = (studio: Studio, place: Place, field: Field & { options: readonly (readonly [value: string, label: string])[]; fallback?: string; set?: (value: string) => void }): TemplateResult =>
  labelled(studio, place, field, (id, describedBy) => {
    const value = String(valueAt(studio, place) ?? field.fallback ?? '');
    return html`<select
      id=${id}
      aria-describedby=${describedBy}
      @change=${changed(({ value: chosen }) => (field.set ? field.set(chosen) : setAt(studio, place, chosen || undefined)))}
    >
      ${field.options.map(([one, label]) => html`<option value=${one} ?selected=${one === value} .selected=${live(one === value)}>${label}</option>`)}
    </select>`;
  });

/** true, or not written. */
export const flagField = (studio: Studio, place: Place, label: string): TemplateResult =>
  html`<label class="box"
    ><input type="checkbox" .checked=${live(valueAt(studio, place) === true)} @change=${changed(({ checked }) => setAt(studio, place, checked || undefined))} /> ${label}</label
  >`;

/** Whether a list of names holds that one. */
export const memberField = (studio: Studio, place: Place, name: string, label: string): TemplateResult => {
  const list = valueAt(studio, place);
  const held = Array.isArray(list) && list.includes(name);
  return html`<label class="box"
    ><input
      type="checkbox"
      .checked=${live(held)}
      @change=${changed(({ checked }) => setAt(studio, place, checked ? [...(Array.isArray(list) ? list : []), name] : (list as Json[]).filter((one) => one !== name)))}
    />
    ${label}</label
  >`;
};

/** A row of small buttons that say in full what they act on. */
export const act = (studio: Studio, key: MessageKey, what: string, press: () => void, off = false): TemplateResult =>
  html`<button type="button" class="quiet" aria-label="${studio.desk.t(key)} : ${what}" aria-disabled=${off ? 'true' : nothing} @click=${() => off || press()}>${studio.desk.t(key)}</button>`;
