// SPDX-License-Identifier: MIT
// Screens: before any answer: who asks, what for, what leaves, where it goes and for how long, and what cannot be undone. Five lines and a "more".

import { html, nothing, type TemplateResult } from 'lit';
import { cannotSeal, collectKind, type DisclosureConfig, type WidgetConfig } from '../../config.ts';
import { lettersDatabase } from '../../store/letters-database.ts';
import { localized, longDay, type Words } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { button, screenHeading } from '../parts.ts';
import { elements } from '../questions/index.ts';

/** An e-mail or a web address. */
const reach = (address: string) => html`<a href=${address.includes('://') ? address : `mailto:${address}`}>${address}</a>`;

/** Where ballots go, in words, as widget.json has it. */
export function whereKept({ controller, collect, retention }: WidgetConfig, words: Words): string {
  const kind = controller ? (collect?.kind ?? 'none') : 'none';
  if (kind === 'none') return words.t('widget.notice_nowhere');
  if (kind === 'device') return words.t('widget.notice_device');
  const where = words.t('widget.notice_where', { name: controller!.name, days: retention?.days ?? 0 });
  return collect?.publicKey ? `${where} ${words.t('widget.notice_sealed')}` : where;
}

/** The same, on this page. Also said before sending. */
export const destination = ({ state: { config }, words }: Context): string =>
  config && cannotSeal(config) ? words.t('widget.notice_plain_http') : config ? whereKept(config, words) : words.t('widget.notice_nowhere');

/** "Anonymous" is a claim that somebody must have judged; "without your name" is a fact. */
export function anonymity(judged: NonNullable<DisclosureConfig['anonymity']> | null | undefined, words: Words): string {
  return judged
    ? words.t('widget.notice_anonymous', { by: judged.judged_by, date: longDay(words.locale, judged.date) })
    : words.t('widget.notice_nameless');
}

/** A term and what is said of it. */
export const fact = (term: string, content: unknown): TemplateResult => html`<div><dt>${term}</dt><dd>${content}</dd></div>`;

/** Every key that the page may keep on the device, and why and how long: those of store/saved.ts and store/letters-database.ts. */
export function keysOf(config: WidgetConfig, words: Words): [key: string, why: string][] {
  const sitting = `triptych:${config.survey}:${config.wave}`;
  const keys: [string, string][] = [[sitting, words.t('widget.notice_key_sitting')]];
  if (collectKind(config) !== 'none') keys.push([lettersDatabase, words.t('widget.notice_key_waiting')]);
  if (config.collect?.marker) keys.push([`${sitting}:sent`, words.t('widget.notice_key_sent', config.collect.marker)]);
  return keys;
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
      ${fact(words.t('widget.notice_what_term'), html`${words.t('widget.notice_what')} ${anonymity(state.disclosure?.anonymity, words)}`)}
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
      ${config
        ? html`<p>${words.t('widget.notice_keys')}</p>
            <ul>
              ${keysOf(config, words).map(([key, why]) => html`<li><code>${key}</code> ${why}</li>`)}
            </ul>`
        : nothing}
    </details>
    ${view?.state === 'starting' ? elements({ ...context, view }, view.elements) : nothing}
    <div class="actions">
      ${button(context, 'primary', 'widget.begin', { type: 'begin' })} ${button(context, 'quiet', 'question.previous', { type: 'home' })}
    </div>
  `;
}
