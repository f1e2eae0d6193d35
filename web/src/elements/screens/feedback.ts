// SPDX-License-Identifier: MIT
// Screens: what the questions to think about meant: after the second form, never before.

import { html, nothing, type TemplateResult } from 'lit';
import { localized } from '../../i18n/messages.ts';
import { heading } from '../../explainers/heading.ts';
import type { Context } from '../context.ts';
import { partsOf } from '../explainer-slot.ts';
import { button, screenHeading } from '../parts.ts';

export function feedback(context: Context): TemplateResult {
  const { state, words } = context;
  const { checked, locale } = state;
  const parts = checked ? partsOf(context, checked.explainer) : undefined;
  const about = (parts?.file.checks ?? []).filter(({ questions }) => questions.some((name) => checked?.answers[name] !== undefined));
  return html`
    ${screenHeading(context, words.t('feedback.title'))}
    ${about.map((check) => {
      const given = check.questions.map((name) => checked?.answers[name]).find((value) => value !== undefined);
      const choice = check.choices.find(({ value }) => value === given);
      return html`
        <section class="check">
          ${heading(context.level + 1, localized(check.title, locale))}
          ${choice
            ? html`
                <p class="verdict">
                  ${words.t(choice.value === check.correct ? 'feedback.right' : 'feedback.other', {
                    answer: localized(choice.text, locale),
                  })}
                </p>
                <p>${localized(choice.feedback, locale)}</p>
              `
            : html`<p>${localized(check.choices.find(({ value }) => value === check.correct)?.feedback, locale)}</p>`}
        </section>
      `;
    })}
    ${parts === undefined ? html`<p class="note">${words.t('explainer.unavailable')}</p>` : nothing}
    <div class="actions">${button(context, 'primary', 'question.next', { type: 'next' })} ${button(context, 'secondary', 'question.previous', { type: 'previous' })}</div>
  `;
}
