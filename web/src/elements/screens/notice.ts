// SPDX-License-Identifier: MIT
// Screens: before any answer: who asks, what for, what leaves, where it goes and for how long, and what cannot be undone. Five lines and a "more".

import { html, nothing, type TemplateResult } from 'lit';
import { cannotSeal, type DisclosureConfig, type WidgetConfig } from '../../config.ts';
import { localized, longDay, type Words } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { button, screenHeading } from '../parts.ts';
import { elements } from '../questions/index.ts';

/** An e-mail or a web address. */
const reach = (address: string) => html`<a href=${address.includes('://') ? address : `mailto:${address}`}>${address}</a>`;

/** Where ballots go, in words, as widget.json has it. */
export function whereKept({ controller, collect, retention }: WidgetConfig, words: Words): string {
  const kind = controller ? (collect?.kind ?? 'none') : 'none';
  if (kind === 'none') return words.t('notice.nowhere');
  if (kind === 'device') return words.t('notice.device');
  const where = words.t('widget.notice_where', { name: controller!.name, days: retention?.days ?? 0 });
  return collect?.publicKey ? `${where} ${words.t('notice.sealed')}` : where;
}

/** The same, on this page. Also said before sending. */
export const destination = ({ state: { config }, words }: Context): string =>
  config && cannotSeal(config) ? words.t('notice.plain_http') : config ? whereKept(config, words) : words.t('notice.nowhere');

/** "Anonymous" is a claim that somebody must have judged; "without your name" is a fact. */
export function anonymity(judged: NonNullable<DisclosureConfig['anonymity']> | null | undefined, words: Words): string {
  return judged
    ? words.t('notice.anonymous', { by: judged.judged_by, date: longDay(words.locale, judged.date) })
    : words.t('widget.notice_nameless');
}

/** A term and what is said of it. */
export const fact = (term: string, content: unknown): TemplateResult => html`<div><dt>${term}</dt><dd>${content}</dd></div>`;

/** Fetched when it is asked for. */
function more(context: Context): TemplateResult {
  const late = context.later('elements/screens/late', () => import('./late.ts'));
  if (late && context.store.speakOf('more')) return late.noticeMore(context);
  return html`<p>${context.words.t(late === undefined ? 'widget.unavailable' : 'widget.loading')}</p>`;
}

export function notice(context: Context): TemplateResult {
  const { state, words } = context;
  const { config, view, unfolded } = state;
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
    <details @toggle=${({ target }: Event) => (target as HTMLDetailsElement).open && context.dispatch({ type: 'unfold' })}>
      <summary>${words.t('widget.more')}</summary>
      ${unfolded ? more(context) : nothing}
    </details>
    ${view?.state === 'starting' ? elements({ ...context, view }, view.elements) : nothing}
    <div class="actions">
      ${button(context, 'primary', 'widget.begin', { type: 'begin' })} ${button(context, 'quiet', 'question.previous', { type: 'home' })}
    </div>
  `;
}
