// SPDX-License-Identifier: MIT
// Screens: before sending: what leaves, as sentences and as bytes, and what stays.

import { html, nothing, type TemplateResult } from 'lit';
import { collectKind } from '../../config.ts';
import { heading } from '../../explainers/heading.ts';
import type { Context } from '../context.ts';
import { button, errorSummary, screenHeading } from '../parts.ts';
import { anonymity, destination } from './notice.ts';

export function review(context: Context): TemplateResult {
  const { state, words, dispatch, level } = context;
  const { ballot, config, delivery } = state;
  const leaves = config !== null && !['none', 'device'].includes(collectKind(config));
  const bytes = ballot?.bytes.reduce((sum, { hex }) => sum + hex.length / 2, 0) ?? 0;
  return html`
    ${errorSummary(context)} ${screenHeading(context, words.t(leaves ? 'ballot.title' : 'ballot.title_nothing'))}
    <p>${words.t(leaves ? 'ballot.intro' : 'ballot.intro_nothing')}</p>
    ${ballot && ballot.leaving.length > 0
      ? html`
          <dl class="leaving" part="ballot">
            ${ballot.leaving.map(
              ({ title, answer, page }) => html`
                <div>
                  <dt>${title}</dt>
                  <dd>${answer.map((one) => html`<span>${words.say(one)}</span>`)}</dd>
                  <dd class="change">
                    <button type="button" class="quiet" @click=${() => dispatch({ type: 'go', page })}>
                      ${words.t('ballot.change')}<span class="visually-hidden"> : ${title}</span>
                    </button>
                  </dd>
                </div>
              `,
            )}
          </dl>
        `
      : html`<p class="note">${words.t('ballot.empty')}</p>`}
    <p>${words.t('ballot.besides', { wave: config?.wave ?? 1, week: config?.period?.kind === 'wave' ? 'no' : 'yes' })} ${anonymity(context)}</p>
    ${ballot && ballot.staying.length > 0
      ? html`
          ${heading(level + 1, words.t('ballot.staying'))}
          <ul>
            ${ballot.staying.map(({ title }) => html`<li>${title}</li>`)}
          </ul>
        `
      : nothing}
    <p>${destination(context)}</p>
    ${leaves ? html`<p class="final">${words.t('ballot.final')}</p>` : nothing}
    <details class="bytes">
      <summary>${words.t('ballot.bytes', { bytes })}</summary>
      <p>${words.t('ballot.bytes_note')}</p>
      <table>
        <caption class="visually-hidden">${words.t('ballot.bytes', { bytes })}</caption>
        <thead>
          <tr><th scope="col">${words.t('ballot.bytes_field')}</th><th scope="col">${words.t('ballot.bytes_hex')}</th></tr>
        </thead>
        <tbody>
          ${ballot?.bytes.map(({ field, hex }) => html`<tr><th scope="row">${field}</th><td><code>${hex}</code></td></tr>`)}
        </tbody>
      </table>
      <p>${words.t('ballot.text_note')}</p>
      <p><code class="text">${ballot?.text}</code></p>
    </details>
    <div class="actions">
      <button
        type="button"
        class="primary"
        part="button primary"
        aria-disabled=${delivery === 'sending' ? 'true' : nothing}
        @click=${() => dispatch({ type: 'send' })}
      >
        ${words.t(delivery === 'sending' ? 'ballot.sending' : leaves ? 'ballot.send' : 'ballot.done')}
      </button>
      ${button(context, 'secondary', 'question.previous', { type: 'previous' })}
    </div>
  `;
}
