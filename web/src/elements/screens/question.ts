// SPDX-License-Identifier: MIT
// Screens: a page of the survey.

import { html, nothing, type TemplateResult } from 'lit';
import type { ElementView, View } from '../../engine/survey.js';
import type { Context, PageContext } from '../context.ts';
import { button, screenHeading } from '../parts.ts';
import { elements, others } from '../questions/index.ts';

/** One question, with nothing to read before it and no title over it: the question is the page. */
function isSole({ elements: [first, ...others], pageTitle }: View): boolean {
  const told = (one: ElementView) => one.kind === 'question' && ['html', 'image', 'expression'].includes(one.type);
  if (pageTitle || first?.kind !== 'question' || told(first)) return false;
  return first.type !== 'explainer' && first.titleLocation !== 'hidden' && others.every(told);
}

const progressWords = ({ words }: Context, view: View): string => {
  const where = words.t('question.progress', { current: view.page + 1, total: view.pages.length });
  return view.panel ? `${where} · ${words.t(`widget.part_${view.panel}`)}` : where;
};

function actions(context: PageContext): TemplateResult {
  const { view, dispatch, words } = context;
  const forward = view.isLast ? view.words.preview || words.t('question.review') : view.words.next || words.t('question.next');
  return html`
    <div class="actions">
      <button type="button" class="primary" part="button primary" @click=${() => dispatch({ type: 'next' })}>${forward}</button>
      <button type="button" class="secondary" part="button secondary" @click=${() => dispatch({ type: 'previous' })}>
        ${view.words.previous || words.t('question.previous')}
      </button>
    </div>
    ${view.answered > 0
      ? html`<p class="stop">${button(context, 'quiet', 'question.finish', { type: 'finish' })}</p>`
      : nothing}
  `;
}

/** What is wrong, before the questions; who made the first mistake before any answer waits for these words. */
const refused = (context: Context): TemplateResult | typeof nothing =>
  (context.state.refused.length > 0 && context.later('elements/screens/late', () => import('./late.ts'))?.errorSummary(context)) || nothing;

export function question(context: Context): TemplateResult {
  const { state, words } = context;
  const { view } = state;
  if (!view || view.state !== 'running') return html`${screenHeading(context, words.t('widget.loading'))}`;
  const page: PageContext = { ...context, view };
  const sole = isSole(view);
  const where = progressWords(context, view);
  // Asked for before they are needed: the network may be gone by then. Not before the first question is read.
  if (view.answered > 0) others(page);
  return html`
    ${refused(context)}
    <progress class="progress" max=${view.pages.length} .value=${view.page + 1} aria-hidden="true"></progress>
    ${sole || view.pageTitle ? html`<p class="where">${where}</p>` : nothing}
    ${sole ? nothing : screenHeading(context, view.pageTitle || html`<span class="where">${where}</span>`)}
    ${view.pageDescription ? html`<p>${view.pageDescription}</p>` : nothing}
    <form class="page" novalidate @submit=${(event: Event) => event.preventDefault()}>
      ${elements(page, view.elements, sole)}${actions(page)}
    </form>
  `;
}
