// SPDX-License-Identifier: MIT
// Questions: by type. Choices and plain sentences come with the widget; the others are fetched after the first answer.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { heading } from '../../explainers/heading.ts';
import type { ElementView, PanelView, QuestionType } from '../../engine/survey.js';
import type { PageContext } from '../context.ts';
import { choices } from './choices.ts';
import { plain, type QuestionContext } from './frame.ts';

/** null: drawn by the chunk of the others. */
type Draw = (context: QuestionContext) => TemplateResult | null;

const common: Partial<Record<QuestionType, Draw>> = {
  radiogroup: (context) => choices(context),
  checkbox: (context) => choices(context),
  boolean: (context) => choices(context, 'pair'),
  // Most of what is written as HTML is a sentence.
  html: (context) => {
    const { html: written = '' } = context.question;
    return /[<&]/.test(written) ? null : plain(context, html`<p>${written}</p>`, false);
  },
  // A file written elsewhere may hold what this page cannot draw: it says so calmly, and the rest goes on.
  unsupported: (context) => plain(context, html`<p class="note">${context.words.t('notice.unsupported')}</p>`),
};

/** The chunk of all other types: after what can be drawn without it. */
export const others = (context: PageContext) => context.later('elements/questions/rarer', () => import('./rarer.ts'), true);

function draw(context: QuestionContext): TemplateResult {
  const here = common[context.question.type]?.(context);
  if (here) return here;
  const rarer = others(context);
  return rarer ? rarer.draw(context) : plain(context, html`<p class="note">${context.words.t(rarer === undefined ? 'widget.unavailable' : 'widget.loading')}</p>`);
}

function panel(context: PageContext, view: PanelView): TemplateResult {
  const inside = html`${view.description ? html`<p>${view.description}</p>` : nothing}${elements({ ...context, level: context.level + 1 }, view.elements)}`;
  if (view.state === 'default' || !view.title)
    return html`<section class="panel">${view.title ? heading(context.level + 1, view.title) : nothing}${inside}</section>`;
  return html`
    <details class="panel" ?open=${view.state === 'expanded'}>
      <summary>${view.title}</summary>
      ${inside}
    </details>
  `;
}

export function elements(context: PageContext, views: readonly ElementView[], sole = false): TemplateResult[] {
  return views.map((view) =>
    view.kind === 'panel'
      ? panel(context, view)
      : // Keyed: the fields of one question never become those of another.
        html`${keyed(view.name, draw({ ...context, question: view, sole }))}`,
  );
}
