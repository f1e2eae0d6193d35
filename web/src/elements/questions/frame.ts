// SPDX-License-Identifier: MIT
// Questions: the frame around every question: title, description, what becomes of the answer, errors. One field: a label; several: a fieldset.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { heading } from '../../explainers/heading.ts';
import type { QuestionView, Wording } from '../../engine/survey.js';
import { idOf, type PageContext } from '../context.ts';

export interface QuestionContext extends PageContext {
  question: QuestionView;
  /** The question is alone on its page: its title is the screen's heading. */
  sole: boolean;
}

const errorsOf = ({ state, question }: QuestionContext): readonly Wording[] =>
  question.errors.length > 0 ? question.errors : (state.refused.find(({ name }) => name === question.name)?.errors ?? []);

/** What stands between the title and the fields; each has an id that the fields name. */
function remarks(context: QuestionContext): { ids: string; content: TemplateResult } {
  const { question, words } = context;
  const parts: [string, TemplateResult][] = [];
  if (question.description) parts.push(['description', html`${question.description}`]);
  if (question.maxSelected)
    parts.push(['most', html`${words.t('question.most', { max: question.maxSelected, chosen: chosen(question) })}`]);
  // Pictures, words and explainers hold no answer of the visitor's.
  if (!question.leaves && !['html', 'image', 'expression', 'explainer', 'unsupported'].includes(question.type))
    parts.push(['stays', html`${words.t('question.stays')}`]);
  if (question.epsilon !== undefined) parts.push(['drawn', html`${words.t('draw.hint')}`]);
  const errors = errorsOf(context);
  const hints = parts.map(([part, content]) => html`<p class="hint" id=${idOf(question.name, part)}>${content}</p>`);
  const failing = errors.map(
    (one) => html`<p class="error"><span class="visually-hidden">${words.t('question.error')}</span> ${words.say(one)}</p>`,
  );
  const ids = [...parts.map(([part]) => idOf(question.name, part)), ...(errors.length ? [idOf(question.name, 'errors')] : [])];
  return { ids: ids.join(' '), content: html`${hints}<div id=${idOf(question.name, 'errors')}>${failing}</div>` };
}

const chosen = ({ value }: QuestionView): number => (Array.isArray(value) ? value.length : value === null ? 0 : 1);

function titleOf(context: QuestionContext): TemplateResult {
  const { question, sole, level, words } = context;
  const content = html`${question.number ? html`${question.number} ` : nothing}${question.title}${question.required
    ? html` <span class="required">${words.t('question.required')}</span>`
    : nothing}`;
  return heading(sole ? level : level + 1, content, {
    ...(sole ? { id: 'heading', tabindex: -1 } : {}),
    class: question.titleLocation === 'hidden' ? 'question-title visually-hidden' : 'question-title',
  });
}

const classes = (context: QuestionContext) => `question ${errorsOf(context).length ? 'failing' : ''}`;

/** Several fields under one title. */
export function group(context: QuestionContext, fields: unknown): TemplateResult {
  const { question } = context;
  const { ids, content } = remarks(context);
  return html`
    <fieldset
      class=${classes(context)}
      part="question"
      id=${idOf(question.name)}
      ?disabled=${!question.enabled || question.readOnly}
      aria-describedby=${ids || nothing}
    >
      <legend>${titleOf(context)}</legend>
      ${content} ${fields} ${besides(context)}
    </fieldset>
  `;
}

/** One field: its label is the title. `field` receives the ids of what describes it. */
export function single(context: QuestionContext, field: (described: string) => TemplateResult): TemplateResult {
  const { question } = context;
  const { ids, content } = remarks(context);
  return html`
    <div class=${classes(context)} part="question">
      <label for=${idOf(question.name)}>${titleOf(context)}</label>
      ${content} ${field(ids)} ${besides(context)}
    </div>
  `;
}

/** Nothing to answer: a picture, a text, a computed value. */
export function plain(context: QuestionContext, content: unknown, titled = true): TemplateResult {
  return html`
    <div class="question" part="question" id=${idOf(context.question.name)}>
      ${titled && context.question.title ? titleOf(context) : nothing} ${content}
    </div>
  `;
}

/** Words beside the answer: of "other", or the comment. They never leave, and say so. */
function besides(context: QuestionContext): TemplateResult | typeof nothing {
  const { question, words, dispatch } = context;
  const values = Array.isArray(question.value) ? question.value : [question.value];
  const other = question.choices?.some(({ special, value }) => special === 'other' && values.includes(value));
  if (!other && !question.hasComment) return nothing;
  const id = idOf(question.name, 'words');
  const label = other ? question.otherPlaceholder || words.t('question.other_words') : question.commentText || words.t('question.comment');
  return html`
    <div class="besides">
      <label for=${id}>${label}</label>
      <p class="hint" id="${id}-stays">${words.t('question.stays')}</p>
      <textarea
        id=${id}
        rows="2"
        aria-describedby="${id}-stays"
        .value=${live(question.comment)}
        @input=${(event: InputEvent) =>
          dispatch({ type: 'comment', name: question.name, words: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
    </div>
  `;
}
