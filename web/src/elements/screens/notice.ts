// SPDX-License-Identifier: MIT
// Screens: before any answer: who asks, what for, what leaves, where it goes and for how long, and what cannot be undone. Five lines and a "more".

import { html, nothing, type TemplateResult } from 'lit';
import { cannotSeal, collectKind } from '../../config.ts';
import { lettersDatabase } from '../../store/letters-database.ts';
import { localized, longDay } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { button, screenHeading } from '../parts.ts';
import { elements } from '../questions/index.ts';

/** An e-mail or a web address. */
const reach = (address: string) => html`<a href=${address.includes('://') ? address : `mailto:${address}`}>${address}</a>`;

/** Where ballots go, in words. Also said before sending. */
export function destination({ state, words }: Context): string {
  const { config } = state;
  const kind = config ? collectKind(config) : 'none';
  if (config && cannotSeal(config)) return words.t('widget.notice_plain_http');
  if (kind === 'none') return words.t('widget.notice_nowhere');
  if (kind === 'device') return words.t('widget.notice_device');
  const where = words.t('widget.notice_where', { name: config!.controller!.name, days: config?.retention?.days ?? 0 });
  return config!.collect?.publicKey ? `${where} ${words.t('widget.notice_sealed')}` : where;
}

/** "Anonymous" is a claim that somebody must have judged; "without your name" is a fact. */
export function anonymity({ state, words }: Context): string {
  const judged = state.disclosure?.anonymity;
  return judged
    ? words.t('widget.notice_anonymous', { by: judged.judged_by, date: longDay(state.locale, judged.date) })
    : words.t('widget.notice_nameless');
}

/** A term and what is said of it. */
export const fact = (term: string, content: unknown): TemplateResult => html`<div><dt>${term}</dt><dd>${content}</dd></div>`;

/** Every key that this page may keep on the device, why and how long. `key`s are those of store/saved.ts and store/letters-database.ts. */
function keys({ state, words }: Context): TemplateResult {
  const { survey, wave, collect } = state.config!;
  const kind = collectKind(state.config!);
  const sitting = `triptych:${survey}:${wave}`;
  const line = (key: string, why: string) => html`<li><code>${key}</code> ${why}</li>`;
  return html`
    <p>${words.t('widget.notice_keys')}</p>
    <ul>
      ${line(sitting, words.t('widget.notice_key_sitting'))}
      ${kind === 'none' ? nothing : line(lettersDatabase, words.t('widget.notice_key_waiting'))}
      ${collect?.marker ? line(`${sitting}:sent`, words.t('widget.notice_key_sent', collect.marker)) : nothing}
    </ul>
  `;
}

export function notice(context: Context): TemplateResult {
  const { state, words } = context;
  const { config, view } = state;
  const who = config?.controller;
  return html`
    ${screenHeading(context, words.t('widget.notice'))}
    <dl class="facts">
      ${fact(
        words.t('widget.notice_who_term'),
        who
          ? html`${who.name}. ${words.t('widget.notice_contact')} ${reach(who.contact)}${who.dpo
              ? html`. ${words.t('widget.notice_dpo')} ${reach(who.dpo)}`
              : nothing}.`
          : words.t('widget.demonstration'),
      )}
      ${fact(words.t('widget.notice_why_term'), localized(config?.purpose, state.locale) || state.intro?.description)}
      ${fact(words.t('widget.notice_what_term'), html`${words.t('widget.notice_what')} ${anonymity(context)}`)}
      ${fact(words.t('widget.notice_where_term'), destination(context))}
      ${fact(words.t('widget.notice_then_term'), words.t('widget.notice_then'))}
    </dl>
    <details>
      <summary>${words.t('widget.more')}</summary>
      <ul>
        <li>${words.t('widget.notice_more_ballot')}</li>
        <li>${words.t('widget.notice_more_host')}</li>
        <li>${words.t('widget.notice_more_kept')}</li>
        <li>${words.t('widget.notice_more_free')}</li>
        ${config?.note ? html`<li>${localized(config.note, state.locale)}</li>` : nothing}
      </ul>
      ${config ? keys(context) : nothing}
    </details>
    ${view?.state === 'starting' ? elements({ ...context, view }, view.elements) : nothing}
    <div class="actions">
      ${button(context, 'primary', 'widget.begin', { type: 'begin' })} ${button(context, 'quiet', 'question.previous', { type: 'home' })}
    </div>
  `;
}
