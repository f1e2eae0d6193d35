// SPDX-License-Identifier: MIT
// Screens: before sending: what leaves, as sentences and as bytes, and what stays.

import { html, nothing, type TemplateResult } from 'lit';
import { collectKind } from '../../config.ts';
import type { Context } from '../context.ts';
import { errorSummary } from '../error-summary.ts';
import { button, screenHeading } from '../parts.ts';
import { anonymity, destination, fact } from './notice.ts';

export function review(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const { ballot, config, delivery, sealed } = state;
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
    <dl class="facts">
      ${fact(words.t('ballot.besides_term'), html`
          <ul>
            <li>${words.t('ballot.besides_name', { week: config?.period?.kind === 'wave' ? 'no' : 'yes' })}</li>
            <li>${words.t('ballot.besides_way')}</li>
            <li>${words.t('ballot.besides_draws')}</li>
            <li>${words.t('ballot.besides_random')}</li>
          </ul>
          ${anonymity(state.disclosure?.anonymity, words)}
        `)}
      ${ballot && ballot.staying.length > 0
        ? fact(words.t('ballot.staying'), html`<ul>${ballot.staying.map(({ title }) => html`<li>${title}</li>`)}</ul>`)
        : nothing}
      ${fact(words.t('widget.notice_where_term'), destination(context))}
      ${leaves ? fact(words.t('widget.notice_then_term'), html`<strong>${words.t('ballot.final')}</strong>`) : nothing}
    </dl>
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
      ${config?.collect?.publicKey && leaves
        ? html`<p>${words.t('ballot.sealed_note', { name: config.controller!.name })}</p>
            <p><code class="text">${sealed?.text}</code></p>`
        : html`<p>${words.t('ballot.text_note')}</p>
            <p><code class="text">${ballot?.text}</code></p>`}
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
