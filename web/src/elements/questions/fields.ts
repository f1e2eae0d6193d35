// SPDX-License-Identifier: MIT
// Questions: text, comment, dropdown, rating: native fields with their labels.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChoiceView, Json, QuestionView } from '../../engine/survey.js';
import { answer, idOf } from '../context.ts';
import { aside, choices, textOf } from './choices.ts';
import { single, type QuestionContext } from './frame.ts';

/** Kinds of the text question that HTML knows too. */
const inputTypes = new Set([
  'text', 'email', 'tel', 'url', 'number', 'range', 'date', 'month', 'week', 'time', 'datetime-local', 'password', 'color',
]);

export const inputType = (written: string | undefined): string => (written && inputTypes.has(written) ? written : 'text');

/** What a field holds: a number where it asks for one, text elsewhere, nothing when empty. */
export function valueOf(field: HTMLInputElement | HTMLTextAreaElement): Json {
  if (field.value === '') return null;
  if (field.type !== 'number' && field.type !== 'range') return field.value;
  const number = (field as HTMLInputElement).valueAsNumber;
  return Number.isFinite(number) ? number : null;
}

// Each keystroke of words is kept; a half-typed number or date is not one yet.
const whole = new Set(['number', 'date', 'month', 'week', 'time', 'datetime-local']);

export function text(context: QuestionContext): TemplateResult {
  const { question } = context;
  const type = inputType(question.inputType);
  const take = (event: Event) => answer(context, question, valueOf(event.target as HTMLInputElement));
  return single(
    context,
    (described) => html`
      <input
        class="field"
        part="field"
        type=${type}
        id=${idOf(question.name)}
        .value=${live(question.value === null ? '' : String(question.value))}
        min=${question.min || nothing}
        max=${question.max || nothing}
        step=${question.step || nothing}
        maxlength=${question.maxLength || nothing}
        autocomplete=${question.autocomplete || 'off'}
        placeholder=${question.placeholder || nothing}
        list=${question.suggestions?.length ? idOf(question.name, 'list') : nothing}
        aria-describedby=${described || nothing}
        aria-invalid=${question.errors.length ? 'true' : nothing}
        ?required=${question.required}
        ?disabled=${!question.enabled}
        ?readonly=${question.readOnly}
        @input=${whole.has(type) ? nothing : take}
        @change=${take}
      />
      ${type === 'range' && question.value !== null ? html`<output for=${idOf(question.name)}>${question.value}</output>` : nothing}
      ${question.suggestions?.length
        ? html`<datalist id=${idOf(question.name, 'list')}>${question.suggestions.map((one) => html`<option value=${one}></option>`)}</datalist>`
        : nothing}
    `,
  );
}

export function comment(context: QuestionContext): TemplateResult {
  const { question } = context;
  return single(
    context,
    (described) => html`
      <textarea
        class="field"
        part="field"
        id=${idOf(question.name)}
        rows=${question.rows ?? 4}
        maxlength=${question.maxLength || nothing}
        placeholder=${question.placeholder || nothing}
        .value=${live(typeof question.value === 'string' ? question.value : '')}
        aria-describedby=${described || nothing}
        aria-invalid=${question.errors.length ? 'true' : nothing}
        ?required=${question.required}
        ?disabled=${!question.enabled}
        ?readonly=${question.readOnly}
        @input=${(event: InputEvent) => answer(context, question, valueOf(event.target as HTMLTextAreaElement))}
      ></textarea>
    `,
  );
}

/** The list's own position stands for the value, which may be of any type. */
function positionOf({ value, choices = [] }: QuestionView): string {
  const index = choices.findIndex((choice) => JSON.stringify(choice.value) === JSON.stringify(value));
  return index < 0 ? '' : String(index);
}

export function dropdown(context: QuestionContext): TemplateResult {
  const { question, words } = context;
  const list = question.choices ?? [];
  return single(
    context,
    (described) => html`
      <select
        class="field"
        part="field"
        id=${idOf(question.name)}
        aria-describedby=${described || nothing}
        aria-invalid=${question.errors.length ? 'true' : nothing}
        ?required=${question.required}
        ?disabled=${!question.enabled || question.readOnly}
        .value=${live(positionOf(question))}
        @change=${(event: Event) => answer(context, question, list[Number((event.target as HTMLSelectElement).value || NaN)]?.value ?? null)}
      >
        <option value="" ?selected=${question.value === null}>${question.placeholder || words.t('question.choose')}</option>
        ${list.map(
          (choice, index) => html`
            <option value=${index} ?disabled=${!choice.enabled} ?selected=${positionOf(question) === String(index)}>${textOf(context, choice)}</option>
          `,
        )}
      </select>
    `,
  );
}

/** Numbers in a row; the words of both ends stand under it, and are said with the numbers they belong to. */
export function rating(context: QuestionContext): TemplateResult {
  const { choices: list = [], minText, maxText } = context.question;
  const numbers = list.filter((choice) => !aside(choice));
  const said = (choice: ChoiceView) => (choice === numbers[0] ? minText : choice === numbers.at(-1) ? maxText : '');
  return choices(
    context,
    'scale',
    (choice) => html`${textOf(context, choice)}${said(choice) ? html`<span class="visually-hidden">, ${said(choice)}</span>` : nothing}`,
    minText || maxText ? html`<p class="ends" aria-hidden="true"><span>${minText}</span><span>${maxText}</span></p>` : nothing,
  );
}
