// SPDX-License-Identifier: MIT
// Questions: radiogroup, boolean, checkbox: native fields in a fieldset, a whole line to tap for each.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChoiceView, Json } from '../../engine/survey.js';
import { answer, idOf, type Context } from '../context.ts';
import { group, type QuestionContext } from './frame.ts';

/** Refusing and not knowing are answers like any other, set apart for the eye. */
export const aside = ({ special }: ChoiceView): boolean => special === 'refused' || special === 'dontknow';

const keyOf = ({ value }: ChoiceView): string => JSON.stringify(value);

/** "All": ticked when every ordinary choice is. */
const ordinary = (choices: readonly ChoiceView[]) => choices.filter(({ special, enabled }) => special === '' && enabled);

function selected(question: QuestionContext['question'], choice: ChoiceView): boolean {
  const { value, choices = [] } = question;
  if (!question.multiple) return value !== null && keyOf(choice) === JSON.stringify(value);
  const values = Array.isArray(value) ? value : [];
  if (choice.special === 'all') return ordinary(choices).every((one) => values.includes(one.value));
  return values.some((one) => JSON.stringify(one) === keyOf(choice));
}

function toggled(context: QuestionContext, choice: ChoiceView, on: boolean): Json {
  const { value, choices = [], multiple } = context.question;
  if (!multiple) return choice.value;
  if (choice.special === 'all') return on ? ordinary(choices).map((one) => one.value) : null;
  const others = (Array.isArray(value) ? value : []).filter((one) => JSON.stringify(one) !== keyOf(choice));
  const now = on ? [...others, choice.value] : others;
  return now.length > 0 ? now : null;
}

/** The organizer's words for it, else the page's own. */
export const textOf = ({ words }: Context, { text, special }: ChoiceView): string =>
  text || (special ? words.t(`question.choice_${special}`) : '');

/** `content` draws what stands beside the field; its text by default. */
function line(context: QuestionContext, choice: ChoiceView, index: number, content?: (choice: ChoiceView) => unknown): TemplateResult {
  const { question } = context;
  return html`
    <label class="choice" part="choice">
      <input
        type=${question.multiple ? 'checkbox' : 'radio'}
        id=${idOf(question.name, String(index))}
        name=${idOf(question.name)}
        value=${index}
        .checked=${live(selected(question, choice))}
        ?disabled=${!choice.enabled}
        @change=${(event: Event) =>
          answer(context, question, toggled(context, choice, (event.target as HTMLInputElement).checked))}
      />
      <span>${content ? content(choice) : textOf(context, choice)}</span>
    </label>
  `;
}

/** Radios cannot be unticked: where no choice says "I prefer not to answer", a button does. */
const withdraw = (context: QuestionContext) =>
  context.question.multiple || context.question.value === null || context.question.choices?.some(aside)
    ? nothing
    : html`<button type="button" class="quiet" @click=${() => answer(context, context.question, null)}>
        ${context.words.t('question.clear')}
      </button>`;

/** `content` draws a choice, `below` stands under them all. */
export function choices(
  context: QuestionContext,
  layout = '',
  content?: (choice: ChoiceView) => unknown,
  below: unknown = nothing,
): TemplateResult {
  const all = (context.question.choices ?? []).map((choice, index) => ({ choice, index }));
  const lines = (some: typeof all) => some.map(({ choice, index }) => line(context, choice, index, content));
  const apart = all.filter(({ choice }) => aside(choice));
  return group(
    context,
    html`
      <div class="choices ${layout}">${lines(all.filter(({ choice }) => !aside(choice)))}</div>
      ${below} ${apart.length ? html`<div class="choices apart">${lines(apart)}</div>` : nothing} ${withdraw(context)}
    `,
  );
}
