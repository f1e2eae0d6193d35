// SPDX-License-Identifier: MIT
// Studio: the privacy notice of a survey, from its real settings, in the page's own words: what is collected, where it goes, how long.

import type { WidgetConfig } from '../config.ts';
import { keysOf } from '../elements/screens/notice-more.ts';
import { anonymity, whereKept } from '../elements/screens/notice.ts';
import { localized, type Words } from '../i18n/messages.ts';
import { configOf, disclosureFile, jsonOf, type Draft } from './draft.ts';
import { at, isObject } from './json.ts';
import { asked } from './settings.ts';

export interface Notice {
  title: string;
  /** A term and the paragraphs or the list under it. */
  parts: { term: string; paragraphs: string[]; list: string[] }[];
}

/** The host that takes ballots, as far as widget.json names one; an address that is still being written names none. */
function hostOf(address: string): string {
  try {
    return /^https?:\/\//.test(address) ? new URL(address).host : '';
  } catch {
    return '';
  }
}

const stays = ['text', 'comment', 'multipletext'];

export function noticeOf(draft: Draft, words: Words): Notice {
  const { t, locale } = words;
  const config = configOf(draft) as WidgetConfig;
  const json = jsonOf(draft, config.questionnaire);
  const policy = jsonOf(draft, disclosureFile(draft));
  const judged = isObject(policy) ? policy['anonymity'] : null;
  const text = (words: unknown): string => localized(words as string | Record<string, string> | undefined, locale);
  const who = config.controller;
  const kind = who ? (config.collect?.kind ?? 'none') : 'none';
  // What may be asked here: without what is left out, and with what is optional only where it was taken in.
  const questions = asked(draft).filter(({ name, type, element }) => type !== 'expression' && !(config.omit ?? []).includes(name) && (at(element, '/triptych/optIn') !== true || (config.include ?? []).includes(name)));
  const titles = (which: typeof questions) => which.map(({ name, element }) => text(element['title']) || name);
  const counted = questions.filter(({ type }) => !stays.includes(type));
  const kept = questions.filter(({ type }) => stays.includes(type));
  const host = config.collect?.url ? hostOf(config.collect.url) : '';
  const part = (term: string, paragraphs: (string | undefined)[], list: string[] = []) => ({ term, paragraphs: paragraphs.filter((one): one is string => Boolean(one)), list });
  return {
    title: t('studio.notice_title', { survey: text(isObject(json) ? json['title'] : '') || config.survey }),
    parts: [
      part(t('widget.notice_who_term'), [
        who?.name ? `${who.name}. ${t('widget.notice_contact')} ${who.contact}${who.dpo ? `. ${t('widget.notice_dpo')} ${who.dpo}` : ''}.` : t('widget.demonstration'),
      ]),
      part(t('widget.notice_why_term'), [text(config.purpose) || text(isObject(json) ? json['description'] : ''), text(config.note)]),
      part(
        t('widget.notice_what_term'),
        kind === 'none' ? [t('notice.nowhere')] : [t(config.period?.kind === 'wave' ? 'studio.notice_what_wave' : 'widget.notice_what'), anonymity(isObject(judged) ? (judged as unknown as { judged_by: string; date: string }) : null, words), t('studio.notice_questions')],
        kind === 'none' ? [] : titles(counted),
      ),
      ...(kept.length > 0 ? [part(t('studio.notice_stays'), [], titles(kept))] : []),
      part(t('widget.notice_where_term'), [
        whereKept(config, words),
        kind === 'none' || kind === 'device' ? '' : host ? t('studio.notice_host', { host }) : t('studio.notice_same_host'),
        kind === 'none' ? '' : t('studio.notice_deleted'),
      ]),
      part(t('studio.notice_shown'), [t('studio.notice_results', { least: Number((isObject(policy) && at(policy, '/one_way/min_answers')) || 0) })]),
      part(t('widget.notice_then_term'), [kind === 'none' ? '' : t('widget.notice_then'), t('notice.more_free')]),
      part(t('studio.notice_device'), [t('notice.keys')], keysOf(config, words).map(([key, why]) => `${key} : ${why}`)),
      part(t('studio.notice_besides'), [t('notice.more_host'), who?.contact ? t('studio.notice_rights', { contact: who.dpo || who.contact }) : '']),
    ],
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A page of its own, for the association's site. */
export const noticePage = ({ title, parts }: Notice, language: string): string =>
  `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>
${parts
  .map(
    ({ term, paragraphs, list }) =>
      `<h2>${escaped(term)}</h2>\n${paragraphs.map((one) => `<p>${escaped(one)}</p>\n`).join('')}${list.length > 0 ? `<ul>\n${list.map((one) => `<li>${escaped(one)}</li>\n`).join('')}</ul>\n` : ''}`,
  )
  .join('')}</html>
`;
