// SPDX-License-Identifier: MIT
// Questions: every type but the choices: text, comment, dropdown, rating, matrix, multipletext, ranking, imagepicker, html, image,
// expression, explainer.

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChoiceView, Json, QuestionType, QuestionView } from '../../engine/survey.js';
import { answer, idOf } from '../context.ts';
import { explainer } from '../explainer-slot.ts';
import { choices, textOf } from './choices.ts';
import { comment, dropdown, inputType, rating, text, valueOf } from './fields.ts';
import { group, plain, type QuestionContext } from './frame.ts';

export { styles } from './rarer.styles.ts';

/** A whole value with one part changed; nothing left is no answer. */
function withPart(whole: Json, name: string, part: Json): Json {
  const parts = { ...(whole !== null && typeof whole === 'object' && !Array.isArray(whole) ? whole : {}) };
  if (part === null) delete parts[name];
  else parts[name] = part;
  return Object.keys(parts).length > 0 ? parts : null;
}

/** One fieldset a row: every screen reader says the row with each of its answers. */
function matrix(context: QuestionContext): TemplateResult {
  const { question, words } = context;
  const row = (one: NonNullable<QuestionView['matrixRows']>[number], index: number) => html`
    <fieldset class="row ${one.errors.length ? 'failing' : ''}">
      <legend>
        ${one.text}${one.required ? html` <span class="required">${words.t('question.required')}</span>` : nothing}
        ${one.errors.map((error) => html`<span class="error">${words.say(error)}</span>`)}
      </legend>
      <div class="choices scale">
        ${question.columns?.map(
          (column) => html`
            <label class="choice" part="choice">
              <input
                type="radio"
                name=${idOf(question.name, String(index))}
                .checked=${live(JSON.stringify(one.answer) === JSON.stringify(column.value))}
                @change=${() => answer(context, question, withPart(question.value, String(one.value), column.value))}
              />
              <span>${column.text}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
  return group(context, repeat(question.matrixRows ?? [], ({ value }) => JSON.stringify(value), row));
}

function multipletext(context: QuestionContext): TemplateResult {
  const { question, words } = context;
  return group(
    context,
    repeat(
      question.items ?? [],
      ({ name }) => name,
      (item) => {
        const id = idOf(question.name, idOf(item.name));
        return html`
          <div class="item">
            <label for=${id}>
              ${item.title}${item.required ? html` <span class="required">${words.t('question.required')}</span>` : nothing}
            </label>
            ${item.errors.map((error) => html`<p class="error" id="${id}-error">${words.say(error)}</p>`)}
            <input
              class="field"
              part="field"
              type=${inputType(item.inputType)}
              id=${id}
              autocomplete="off"
              aria-describedby=${item.errors.length ? `${id}-error` : nothing}
              aria-invalid=${item.errors.length ? 'true' : nothing}
              .value=${live(item.value === null ? '' : String(item.value))}
              @change=${(event: Event) =>
                answer(context, question, withPart(question.value, item.name, valueOf(event.target as HTMLInputElement)))}
            />
          </div>
        `;
      },
    ),
  );
}

/** Two buttons a line; nothing is dragged. The order counts once something was moved, or once it is said to be right. */
function ranking(context: QuestionContext): TemplateResult {
  const { question, words } = context;
  const list = question.choices ?? [];
  const order = Array.isArray(question.value) ? question.value : [];
  const placeOf = (choice: ChoiceView) => order.findIndex((one) => JSON.stringify(one) === JSON.stringify(choice.value));
  const sorted = order.length ? [...list].sort((one, other) => placeOf(one) - placeOf(other)) : list;
  const values = sorted.map(({ value }) => value);
  const total = values.length;

  const move = (from: number, by: -1 | 1) => async (event: Event) => {
    const to = from + by;
    if (to < 0 || to >= total) return;
    const pressed = event.currentTarget as HTMLElement;
    const moved = [...values];
    [moved[from], moved[to]] = [moved[to]!, moved[from]!];
    answer(context, question, moved);
    // The line has moved in the page: the focus stays with it.
    await Promise.resolve();
    pressed.focus();
    const said = (pressed.getRootNode() as ShadowRoot).getElementById(idOf(question.name, 'said'));
    if (said) said.textContent = words.t('rank.place', { item: textOf(context, sorted[from]!), place: to + 1, total });
  };
  const mover = (index: number, by: -1 | 1) => html`
    <button type="button" class="mover" part="button" aria-disabled=${index + by < 0 || index + by >= total} @click=${move(index, by)}>
      <span aria-hidden="true">${by < 0 ? '↑' : '↓'}</span>
      <span class="visually-hidden">${words.t(by < 0 ? 'rank.up' : 'rank.down', { item: textOf(context, sorted[index]!) })}</span>
    </button>
  `;
  return group(
    context,
    html`
      <p class="hint">${words.t('rank.hint')}</p>
      <ol class="ranking">
        ${repeat(
          sorted,
          ({ value }) => JSON.stringify(value),
          (choice, index) => html`<li><span class="rank-text">${textOf(context, choice)}</span>${mover(index, -1)}${mover(index, 1)}</li>`,
        )}
      </ol>
      <p class="visually-hidden" role="status" id=${idOf(question.name, 'said')}></p>
      ${order.length
        ? html`<button type="button" class="quiet" @click=${() => answer(context, question, null)}>${words.t('question.clear')}</button>`
        : html`<button type="button" class="secondary" @click=${() => answer(context, question, values)}>${words.t('rank.keep')}</button>`}
    `,
  );
}

const imagepicker = (context: QuestionContext) =>
  choices(context, 'pictures', (choice) =>
    choice.image ? html`<img src=${context.address(choice.image)} alt="" />${textOf(context, choice)}` : textOf(context, choice),
  );

/** The organizer's HTML, cleaned by an allow-list. Without markup there is nothing to clean. */
function markup(context: QuestionContext): TemplateResult {
  const { html: written = '' } = context.question;
  const cleaner = context.later('elements/questions/clean-html', () => import('./clean-html.ts'));
  return plain(context, cleaner ? html`<div class="prose">${guard([written], () => cleaner.cleanHtml(written, context.address))}</div>` : nothing, false);
}

function image({ question, address }: QuestionContext): TemplateResult {
  const { link = '', alt = '', width, height } = question.image ?? {};
  return html`<p class="question"><img src=${address(link)} alt=${alt} width=${width || nothing} height=${height || nothing} /></p>`;
}

const rarer: Partial<Record<QuestionType, (context: QuestionContext) => TemplateResult>> = {
  text,
  comment,
  dropdown,
  rating,
  matrix,
  multipletext,
  ranking,
  imagepicker,
  html: markup,
  image,
  expression: (context) => plain(context, html`<p><output>${context.question.display}</output></p>`),
  explainer: (context) => explainer(context, context.question.explainer ?? context.question.name, false),
};

export function draw(context: QuestionContext): TemplateResult {
  return rarer[context.question.type]?.(context) ?? plain(context, html`<p class="note">${context.words.t('notice.unsupported')}</p>`);
}
