// SPDX-License-Identifier: MIT
// Studio: the questions, page after page, each with what the core says of it. What these fields do not show is under "files".

import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../engine/survey.js';
import { configOf, jsonOf, ownLanguage, questionnaireFile, renamed, withFile, wordsAt, wordsIn } from './draft.ts';
import { act, changed, choiceField, findings, flagField, numberField, textField, wordsField, type Place } from './fields.ts';
import { at, isObject, move, put, written, type JsonObject } from './json.ts';
import { foundAt, type Studio } from './studio-state.ts';

/** Offered for a new question, most used first. A file may hold other types: they are kept as they are. */
const types = ['radiogroup', 'checkbox', 'rating', 'boolean', 'dropdown', 'matrix', 'ranking', 'text', 'comment', 'html', 'explainer'] as const;
type Type = (typeof types)[number];

const example = "{age} = '18_24'";

const withChoices: readonly string[] = ['radiogroup', 'checkbox', 'dropdown', 'ranking', 'imagepicker', 'tagbox'];
const withSpecials: readonly string[] = ['radiogroup', 'checkbox', 'dropdown'];

const typeName = ({ desk }: Studio, type: unknown): string => ((types as readonly unknown[]).includes(type) ? desk.t(`studio.type_${type as Type}`) : String(type));

const listAt = (json: Json | undefined, pointer: string): Json[] => {
  const list = json === undefined ? undefined : at(json, pointer);
  return Array.isArray(list) ? list : [];
};

/** A name that no page and no question has: "question_3". */
function freeName(json: Json, start: string): string {
  const text = JSON.stringify(json);
  let number = 1;
  while (text.includes(`"${start}_${number}"`)) number += 1;
  return `${start}_${number}`;
}

function newQuestion(json: JsonObject, type: Type): JsonObject {
  const name = freeName(json, type === 'html' ? 'text' : type === 'explainer' ? 'explainer' : 'question');
  const choice = (value: string) => ({ value, text: '' });
  const own: Record<string, JsonObject> = {
    html: { html: '' },
    explainer: { explainer: '' },
    rating: { title: '', rateMin: 1, rateMax: 5 },
    matrix: { title: '', columns: [choice('column_1'), choice('column_2')], rows: [choice('row_1')] },
  };
  return { type, name, ...(own[type] ?? { title: '', ...(withChoices.includes(type) ? { choices: [choice('choice_1'), choice('choice_2')] } : {}) }) };
}

/** A value that is already in the list keeps its meaning; a new one gets a value that none has. */
const freeValue = (list: readonly Json[], start: string): string => {
  const taken = new Set(list.map((one) => String(isObject(one) ? one['value'] : one)));
  let number = list.length + 1;
  while (taken.has(`${start}_${number}`)) number += 1;
  return `${start}_${number}`;
};

const childLists = { choices: 'choice', rows: 'row', columns: 'column' } as const;

/** The choices, rows or columns of a question: a code that is counted, and the words beside it. */
function listField(studio: Studio, question: Place, key: keyof typeof childLists): TemplateResult {
  const { t } = studio.desk;
  const place: Place = { file: question.file, pointer: `${question.pointer}/${key}` };
  const json = jsonOf(studio.draft, place.file);
  const list = listAt(json, place.pointer);
  const own = ownLanguage(studio.draft, place.file);
  const kind = childLists[key];
  const change = (act: (items: Json[]) => void) => studio.edit(place.file, (file) => {
    const items = listAt(file, place.pointer);
    act(items);
    put(file, place.pointer, items);
  });
  const reword = (items: Json[], at: number, value: string, text: string) => {
    const one = items[at]!;
    const made: JsonObject = isObject(one) ? one : { value: one };
    made['value'] = typeof made['value'] === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    const words = wordsAt(made, '/text');
    put(made, '/text', Object.keys(words).some((language) => language !== 'default') ? { ...words, [words[own] === undefined ? 'default' : own]: text } : text);
    items[at] = made;
  };
  return html`<fieldset class="list">
    <legend>${t(`studio.${key}`)}</legend>
    <ol>
      ${list.map((one, index) => {
        const value = String(isObject(one) ? (one['value'] ?? '') : one);
        const text = isObject(one) ? wordsIn(wordsAt(one, '/text'), own, own) : value;
        const name = text || value;
        return html`<li>
          <label>${t('studio.words')} <input type="text" lang=${own} .value=${text} @change=${changed(({ value: words }) => change((items) => reword(items, index, value, words.trim())))} /></label>
          <label class="code">${t('studio.code')} <input type="text" .value=${value} @change=${changed(({ value: code }) => change((items) => reword(items, index, code.trim() || value, text)))} /></label>
          <span class="acts">
            ${act(studio, 'studio.up', name, () => change((items) => move(items, index, -1)), index === 0)}
            ${act(studio, 'studio.down', name, () => change((items) => move(items, index, 1)), index === list.length - 1)}
            ${act(studio, 'studio.remove', name, () => change((items) => items.splice(index, 1)))}
          </span>
          ${findings(studio, foundAt(studio, place.file, `${place.pointer}/${index}`, true))}
        </li>`;
      })}
    </ol>
    <button type="button" class="secondary small" @click=${() => change((items) => items.push({ value: freeValue(items, kind), text: '' }))}>${t(`studio.add_${kind}`)}</button>
  </fieldset>`;
}

function explainerField(studio: Studio, place: Place): TemplateResult {
  const { t } = studio.desk;
  const ids = configOf(studio.draft).explainers ?? [];
  return choiceField(studio, { ...place, pointer: `${place.pointer}/explainer` }, { label: t('studio.explainer'), options: [['', t('studio.choose')], ...ids.map((id) => [id, id] as const)] });
}

function details(studio: Studio, place: Place, question: JsonObject): TemplateResult {
  const { t } = studio.desk;
  const type = String(question['type'] ?? '');
  const inside = (key: string): Place => ({ file: place.file, pointer: `${place.pointer}/${key}` });
  const shown = type === 'html' || type === 'explainer' || type === 'image' || type === 'panel';
  return html`
    ${type === 'html' ? wordsField(studio, inside('html'), { label: t('studio.text') }) : type === 'explainer' ? explainerField(studio, place) : wordsField(studio, inside('title'), { label: t('studio.question') })}
    ${shown ? nothing : wordsField(studio, inside('description'), { label: t('studio.description'), hint: t('studio.description_hint') })}
    ${type === 'text' || type === 'comment' ? html`<p class="note">${t('studio.free_text')}</p>` : nothing}
    ${withChoices.includes(type) ? listField(studio, place, 'choices') : nothing}
    ${type === 'matrix' ? html`${listField(studio, place, 'rows')} ${listField(studio, place, 'columns')}` : nothing}
    ${type === 'rating'
      ? html`<div class="beside">
            ${numberField(studio, inside('rateMin'), { label: t('studio.rate_min'), min: 0, fallback: 1 })} ${numberField(studio, inside('rateMax'), { label: t('studio.rate_max'), min: 1, fallback: 5 })}
          </div>
          ${wordsField(studio, inside('minRateDescription'), { label: t('studio.rate_min_words') })} ${wordsField(studio, inside('maxRateDescription'), { label: t('studio.rate_max_words') })}`
      : nothing}
    ${type === 'checkbox' ? numberField(studio, inside('maxSelectedChoices'), { label: t('studio.most_choices'), hint: t('studio.most_choices_hint'), min: 0 }) : nothing}
    ${withSpecials.includes(type)
      ? html`<fieldset class="flags">
          <legend>${t('studio.specials')}</legend>
          ${flagField(studio, inside('showRefuseItem'), t('studio.special_refuse'))} ${flagField(studio, inside('showDontKnowItem'), t('studio.special_dont_know'))}
          ${type === 'checkbox' ? flagField(studio, inside('showNoneItem'), t('studio.special_none')) : nothing} ${flagField(studio, inside('showOtherItem'), t('studio.special_other'))}
        </fieldset>`
      : nothing}
    ${shown ? nothing : flagField(studio, inside('isRequired'), t('studio.required'))} ${shown ? nothing : flagField(studio, inside('triptych/optIn'), t('studio.opt_in'))}
    ${textField(studio, inside('visibleIf'), { label: t('studio.visible_if'), hint: t('studio.visible_if_hint', { example }) })}
    ${textField(studio, inside('name'), {
      label: t('studio.name'),
      hint: t('studio.name_hint'),
      set: (name) => name && name !== question['name'] && studio.replace(renameAt(studio, place, String(question['name'] ?? ''), name)),
    })}
  `;
}

/** The question's own name, then every other place that says it. */
function renameAt(studio: Studio, place: Place, old: string, name: string) {
  const json = jsonOf(studio.draft, place.file)!;
  put(json, `${place.pointer}/name`, name);
  const draft = withFile(studio.draft, place.file, written(json));
  return old ? renamed(draft, old, name) : draft;
}

function card(studio: Studio, file: string, pointer: string, index: number, length: number): TemplateResult {
  const { t } = studio.desk;
  const json = jsonOf(studio.draft, file)!;
  const question = at(json, pointer);
  if (!isObject(question)) return html`${nothing}`;
  const own = ownLanguage(studio.draft, file);
  const type = String(question['type'] ?? '');
  const title = wordsIn(wordsAt(question, type === 'html' ? '/html' : '/title'), own, own) || String(question[type === 'explainer' ? 'explainer' : 'name'] ?? '');
  const name = title.length > 80 ? `${title.slice(0, 79)}…` : title;
  const found = foundAt(studio, file, pointer, true);
  const open = studio.remembered.open.has(pointer);
  const list = pointer.slice(0, pointer.lastIndexOf('/'));
  const inList = (change: (items: Json[]) => void) => {
    studio.remember({ open: new Set() });
    studio.edit(file, (whole) => change(listAt(whole, list)));
  };
  return html`<li class="card">
    <details
      ?open=${open}
      @toggle=${(event: Event) => {
        const { open: isOpen } = event.target as HTMLDetailsElement;
        if (isOpen === studio.remembered.open.has(pointer)) return;
        const all = new Set(studio.remembered.open);
        if (isOpen) all.add(pointer);
        else all.delete(pointer);
        studio.remember({ open: all });
      }}
    >
      <summary>
        <span class="title-of" lang=${own}>${name}</span> <span class="type">${typeName(studio, type)}</span>
        ${found.length > 0 ? html`<span class="count ${found.some(({ severity }) => severity === 'error') ? 'error' : ''}">${t('studio.points', { count: found.length })}</span>` : nothing}
      </summary>
      ${open
        ? html`${findings(studio, foundAt(studio, file, pointer))} ${type === 'panel' ? elements(studio, file, `${pointer}/elements`) : nothing} ${details(studio, { file, pointer }, question)}`
        : nothing}
    </details>
    <span class="acts">
      ${act(studio, 'studio.up', name, () => inList((items) => move(items, index, -1)), index === 0)}
      ${act(studio, 'studio.down', name, () => inList((items) => move(items, index, 1)), index === length - 1)}
      ${act(studio, 'studio.copy', name, () =>
        inList((items) => {
          const copy = structuredClone(items[index]) as JsonObject;
          copy['name'] = freeName(jsonOf(studio.draft, file)!, String(copy['name'] ?? 'question'));
          items.splice(index + 1, 0, copy);
        }),
      )}
      ${act(studio, 'studio.remove', name, () => inList((items) => items.splice(index, 1)))}
    </span>
  </li>`;
}

/** The questions of a page or a panel, and a new one. */
function elements(studio: Studio, file: string, list: string): TemplateResult {
  const { t } = studio.desk;
  const items = listAt(jsonOf(studio.draft, file), list);
  return html`<ol class="cards">
      ${items.map((_one, index) => card(studio, file, `${list}/${index}`, index, items.length))}
    </ol>
    <label class="field"
      >${t('studio.add_question')}
      <select
        class="add"
        @change=${changed((target) => {
          const type = target.value as Type | '';
          target.value = '';
          if (!type) return;
          studio.remember({ open: new Set([`${list}/${items.length}`]) });
          studio.edit(file, (json) => {
            const all = listAt(json, list);
            all.push(newQuestion(json, type));
            put(json, list, all);
          });
        })}
      >
        <option value="">${t('studio.choose')}</option>
        ${types.map((type) => html`<option value=${type}>${typeName(studio, type)}</option>`)}
      </select></label
    >`;
}

function pageSection(studio: Studio, file: string, index: number, length: number): TemplateResult {
  const { t } = studio.desk;
  const pointer = `/pages/${index}`;
  const name = t('studio.page', { number: index + 1 });
  const pages = (change: (items: Json[]) => void) => {
    studio.remember({ open: new Set() });
    studio.edit(file, (json) => change(listAt(json, '/pages')));
  };
  return html`<section class="page" aria-labelledby="page-${index}">
    <div class="head">
      <h3 id="page-${index}">${name}</h3>
      <span class="acts">
        ${act(studio, 'studio.up', name, () => pages((items) => move(items, index, -1)), index === 0)} ${act(studio, 'studio.down', name, () => pages((items) => move(items, index, 1)), index === length - 1)}
        ${act(studio, 'studio.remove', name, () => pages((items) => items.splice(index, 1)), length === 1)}
      </span>
    </div>
    ${findings(studio, foundAt(studio, file, pointer))}
    <details>
      <summary>${t('studio.page_more')}</summary>
      ${choiceField(studio, { file, pointer: `${pointer}/triptych/panel` }, {
        label: t('studio.panel'),
        options: [['', t('studio.panel_none')], ...(['confiance', 'participation', 'engagement'] as const).map((panel) => [panel, t(`studio.panel_${panel}`)] as const)],
      })}
      ${wordsField(studio, { file, pointer: `${pointer}/title` }, { label: t('studio.page_title') })} ${textField(studio, { file, pointer: `${pointer}/visibleIf` }, { label: t('studio.visible_if'), hint: t('studio.visible_if_hint', { example }) })}
    </details>
    ${elements(studio, file, `${pointer}/elements`)}
  </section>`;
}

export function questions(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const file = questionnaireFile(studio.draft);
  const json = jsonOf(studio.draft, file);
  if (!isObject(json)) return html`<p class="note problem">${t('studio.unreadable', { file })}</p>`;
  const pages = listAt(json, '/pages');
  return html`
    <p>${t('studio.questions_note')}</p>
    ${wordsField(studio, { file, pointer: '/title' }, { label: t('studio.survey_title') })} ${wordsField(studio, { file, pointer: '/description' }, { label: t('studio.survey_description'), hint: t('studio.survey_description_hint') })}
    ${findings(studio, foundAt(studio, file, ''))}
    ${'pages' in json ? pages.map((_page, index) => pageSection(studio, file, index, pages.length)) : elements(studio, file, '/elements')}
    ${'pages' in json
      ? html`<button
          type="button"
          class="secondary small"
          @click=${() =>
            studio.edit(file, (whole) => {
              const list = listAt(whole, '/pages');
              list.push({ name: freeName(whole, 'page'), triptych: { panel: 'participation' }, elements: [] });
              put(whole, '/pages', list);
            })}
        >
          ${t('studio.add_page')}
        </button>`
      : nothing}
  `;
}
