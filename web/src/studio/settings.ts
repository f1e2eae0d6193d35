// SPDX-License-Identifier: MIT
// Studio: widget.json: who asks, what for, in which languages, where ballots go and how long they stay.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Json } from '../engine/survey.js';
import { configOf, disclosureFile, edited, jsonOf, ownLanguage, questionnaireFile, wordsAt, wordsIn, type Draft } from './draft.ts';
import { act, changed, choiceField, findings, flagField, memberField, numberField, setAt, textField, valueAt, wordsField } from './fields.ts';
import { at, isObject, move, put, type JsonObject } from './json.ts';
import { languageName } from './texts.ts';
import { foundAt, said, type Studio } from './studio-state.ts';

const file = 'widget.json';
const at_ = (pointer: string) => ({ file, pointer });

/** Every element of the questionnaire that asks something: its name and its words. */
export function asked(draft: Draft): { name: string; title: string; type: string; element: JsonObject }[] {
  const questionnaire = questionnaireFile(draft);
  const json = jsonOf(draft, questionnaire);
  const own = ownLanguage(draft, questionnaire);
  const found: ReturnType<typeof asked> = [];
  const walk = (value: Json | undefined): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isObject(value)) return;
    const { type, name } = value;
    if (typeof type === 'string' && typeof name === 'string' && !['panel', 'html', 'image', 'explainer'].includes(type)) found.push({ name, title: wordsIn(wordsAt(value, '/title'), own, own) || name, type, element: value });
    walk(value['elements']);
  };
  if (isObject(json)) {
    walk(json['pages']);
    walk(json['elements']);
  }
  return found;
}

/** The survey's identifier stands in three places. */
function nameSurvey(draft: Draft, name: string): Draft {
  const old = configOf(draft).survey ?? '';
  const next = edited(draft, file, (json) => {
    put(json, '/survey', name);
    const address = at(json, '/results/url');
    if (typeof address === 'string') put(json, '/results/url', address.replace(`/${old}.json`, `/${name}.json`));
  });
  return edited(next, disclosureFile(next), (json) => put(json, '/survey', name));
}

const kinds = ['none', 'triptych', 'wordpress', 's3', 'http', 'device'] as const;

/** What `triptych s3 policy` and `triptych keys` print, as it was printed: the block of widget.json, or one value of it. */
function paste(studio: Studio, text: string): void {
  const { t } = studio.desk;
  try {
    const json = JSON.parse(text.trim().startsWith('{') ? text : `{${text.trim().replace(/,$/, '')}}`) as JsonObject;
    const block = isObject(json['collect']) ? json['collect'] : json;
    const known = ['kind', 'url', 'publicKey', 'prefix', 'fields'].filter((key) => block[key] !== undefined);
    if (known.length === 0) throw new Error('nothing known');
    studio.edit(file, (whole) => known.forEach((key) => put(whole, `/collect/${key}`, block[key])));
    studio.remember({ said: t('studio.pasted', { names: known.join(', ') }) });
  } catch {
    studio.remember({ said: t('studio.pasted_nothing') });
  }
}

function collecting(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const { collect } = configOf(studio.draft);
  const kind = collect?.kind ?? 'none';
  const sealable = kind !== 'none' && kind !== 'triptych';
  return html`
    ${choiceField(studio, at_('/collect/kind'), {
      label: t('studio.collect'),
      hint: t(`studio.collect_${kind}_hint`),
      options: kinds.map((one) => [one, t(`studio.collect_${one}`)] as const),
      set: (value) =>
        studio.edit(file, (json) => {
          put(json, '/collect/kind', value);
          if (value === 'none' || value === 'device') put(json, '/collect/url', undefined);
          else if (at(json, '/collect/url') === undefined && value === 'triptych') put(json, '/collect/url', '../../ballots');
          // Only the object store has a form, and our server must be able to read.
          if (value !== 's3') for (const key of ['prefix', 'fields']) put(json, `/collect/${key}`, undefined);
          if (value === 'triptych' || value === 'none') put(json, '/collect/publicKey', undefined);
        }),
    })}
    ${kind === 'none' || kind === 'device' ? nothing : textField(studio, at_('/collect/url'), { label: t('studio.collect_url'), hint: t('studio.collect_url_hint') })}
    ${sealable ? textField(studio, at_('/collect/publicKey'), { label: t('studio.public_key'), hint: t('studio.public_key_hint') }) : nothing}
    ${kind === 's3'
      ? html`<div class="one">
          <label for="paste">${t('studio.paste')}</label>
          <p class="hint" id="paste-hint">${t('studio.paste_hint')}</p>
          <textarea id="paste" rows="3" aria-describedby="paste-hint" @change=${changed((target) => {
            paste(studio, target.value);
            target.value = '';
          })}></textarea>
          <p aria-live="polite">${studio.remembered.said}</p>
          ${findings(studio, foundAt(studio, file, '/collect/fields'))}
        </div>`
      : nothing}
    ${numberField(studio, at_('/retention/days'), { label: t('studio.retention'), hint: t('studio.retention_hint'), min: 0, fallback: 0 })}
    ${choiceField(studio, at_('/period/kind'), { label: t('studio.period'), hint: t('studio.period_hint'), options: [['week', t('studio.period_week')], ['wave', t('studio.period_wave')]], fallback: 'week' })}
    ${textField(studio, at_('/results/url'), { label: t('studio.results'), hint: t('studio.results_hint') })}
    <label class="box"
      ><input
        type="checkbox"
        class="marker"
        .checked=${live(collect?.marker !== undefined)}
        @change=${changed(({ checked }) => studio.edit(file, (json) => put(json, '/collect/marker', checked ? { days: 90 } : undefined)))}
      />
      ${t('studio.marker')}</label
    >
    ${collect?.marker ? numberField(studio, at_('/collect/marker/days'), { label: t('studio.marker_days'), min: 1, max: 395 }) : nothing}
    ${findings(studio, foundAt(studio, file, '/collect/marker'))}
  `;
}

function languages(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const list = configOf(studio.draft).languages ?? [];
  const change = (act: (all: Json[]) => void) =>
    studio.edit(file, (json) => {
      const all = Array.isArray(json['languages']) ? json['languages'] : [];
      act(all);
      json['languages'] = all;
    });
  return html`<fieldset class="list">
    <legend>${t('studio.languages')}</legend>
    <ol>
      ${list.map(
        (language, index) => html`<li>
          <span>${languageName(language)} (${language})${index === 0 ? ` : ${t('studio.language_first')}` : ''}</span>
          <span class="acts">
            ${act(studio, 'studio.up', languageName(language), () => change((all) => move(all, index, -1)), index <= 1)} ${act(studio, 'studio.remove', languageName(language), () => change((all) => all.splice(index, 1)), index === 0)}
          </span>
        </li>`,
      )}
    </ol>
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const input = (event.target as HTMLFormElement).querySelector('input')!;
        const tag = input.value.trim().toLowerCase();
        if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag) && !list.includes(tag)) {
          change((all) => all.push(tag));
          input.value = '';
        } else studio.remember({ said: t('studio.language_wrong') });
      }}
    >
      <label>${t('studio.add_language')} <input type="text" class="short language" autocapitalize="none" /></label> <button class="secondary small">${t('studio.add')}</button>
    </form>
    <p class="hint">${t('studio.language_hint')}</p>
    ${findings(studio, foundAt(studio, file, '/languages', true))}
  </fieldset>`;
}

export function settings(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const config = configOf(studio.draft);
  if (!isObject(jsonOf(studio.draft, file))) return html`<p class="note problem">${t('studio.unreadable', { file })}</p>`;
  const shown = asked(studio.draft);
  const optional = shown.filter(({ element }) => at(element, '/triptych/optIn') === true);
  return html`
    <h3>${t('studio.who')}</h3>
    ${findings(studio, foundAt(studio, file, ''))} ${findings(studio, foundAt(studio, file, '/controller'))}
    ${textField(studio, at_('/controller/name'), { label: t('studio.controller_name'), hint: t('studio.controller_hint') })} ${textField(studio, at_('/controller/contact'), { label: t('studio.controller_contact') })}
    ${textField(studio, at_('/controller/dpo'), { label: t('studio.controller_dpo'), hint: t('studio.controller_dpo_hint') })}
    ${wordsField(studio, at_('/purpose'), { label: t('studio.purpose'), hint: t('studio.purpose_hint') })} ${wordsField(studio, at_('/note'), { label: t('studio.remark'), hint: t('studio.remark_hint') })}
    ${numberField(studio, at_('/minutes'), { label: t('studio.minutes'), min: 1, max: 60 })}
    ${textField(studio, at_('/survey'), { label: t('studio.survey'), hint: t('studio.survey_hint'), set: (name) => name && studio.replace(nameSurvey(studio.draft, name)) })}

    <h3>${t('studio.languages_title')}</h3>
    ${languages(studio)}

    <h3>${t('studio.collect_title')}</h3>
    ${collecting(studio)}

    <h3>${t('studio.asked_title')}</h3>
    <details>
      <summary>${t('studio.omit', { count: config.omit?.length ?? 0 })}</summary>
      <p>${t('studio.omit_hint')}</p>
      ${shown.map(({ name, title }) => memberField(studio, at_('/omit'), name, title))}
    </details>
    ${findings(studio, foundAt(studio, file, '/omit', true))}
    ${optional.length > 0
      ? html`<details>
          <summary>${t('studio.include')}</summary>
          ${optional.map(({ name, title }) => memberField(studio, at_('/include'), name, title))}
        </details>`
      : nothing}

    <h3>${t('studio.wave_title')}</h3>
    <label class="box"
      ><input
        type="checkbox"
        class="running"
        .checked=${live(studio.draft.before !== '')}
        @change=${changed(({ checked }) => studio.replace({ ...studio.draft, before: checked ? (studio.draft.files.get(questionnaireFile(studio.draft)) ?? '') : '' }))}
      />
      ${t('studio.running')}</label
    >
    <p class="hint">${t('studio.running_hint')}</p>
    <div class="beside">
      ${numberField(studio, at_('/wave'), { label: t('studio.wave'), min: 1, max: 255 })} ${numberField(studio, { file: questionnaireFile(studio.draft), pointer: '/triptych/text_rev' }, { label: t('studio.text_rev'), min: 1, max: 255, fallback: 1 })}
    </div>

    <h3>${t('studio.special_title')}</h3>
    ${numberField(studio, at_('/kiosk/seconds'), { label: t('studio.kiosk'), hint: t('studio.kiosk_hint'), min: 20, max: 3600 })} ${flagField(studio, at_('/simulated'), t('studio.simulated'))}
    ${flagField(studio, at_('/review'), t('studio.review'))}
  `;
}

/** disclosure.json: from how many answers something is shown, what is crossed, who judged that ballots are anonymous. */
export function rules(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const policy = disclosureFile(studio.draft);
  const of = (pointer: string) => ({ file: policy, pointer });
  if (!isObject(jsonOf(studio.draft, policy))) return html`<p class="note problem">${t('studio.unreadable', { file: policy })}</p>`;
  const pairs = valueAt(studio, of('/crossed/tables'));
  const tables = Array.isArray(pairs) ? pairs.filter((pair): pair is Json[] => Array.isArray(pair)) : [];
  const questions = asked(studio.draft);
  const titleOf = (name: Json | undefined) => questions.find((one) => one.name === name)?.title ?? String(name);
  const judged = valueAt(studio, of('/anonymity'));
  const wrong = (studio.checked?.found ?? []).filter((one) => one.file === policy);
  return html`
    <p>${t('studio.rules_note')}</p>
    ${wrong.length > 0 ? html`<div class="note problem">${wrong.map((one) => html`<p>${said(studio.desk, one)}</p>`)}</div>` : nothing}
    <h3>${t('studio.one_way')}</h3>
    <div class="beside">
      ${numberField(studio, of('/one_way/min_answers'), { label: t('studio.min_answers'), min: 5 })} ${numberField(studio, of('/one_way/total_step'), { label: t('studio.total_step'), min: 1 })}
      ${numberField(studio, of('/batches/min_new'), { label: t('studio.min_new'), min: 10 })} ${numberField(studio, of('/batches/max_snapshots'), { label: t('studio.max_snapshots'), min: 1 })}
    </div>
    <h3>${t('studio.crossed')}</h3>
    <p>${t('studio.crossed_note')}</p>
    <ol class="plain">
      ${tables.map(
        (pair, index) => html`<li>
          ${titleOf(pair[0])} × ${titleOf(pair[1])}
          <span class="acts">${act(studio, 'studio.remove', `${String(pair[0])} × ${String(pair[1])}`, () => setAt(studio, of('/crossed/tables'), tables.filter((_pair, at) => at !== index)))}</span>
          ${pair.some((name) => !questions.some((one) => one.name === name)) ? html`<ul class="findings"><li class="error"><strong>${t('studio.error')}</strong> ${t('studio.crossed_unknown')}</li></ul>` : nothing}
        </li>`,
      )}
    </ol>
    <form
      class="beside"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const [row, column] = [...(event.target as HTMLFormElement).querySelectorAll('select')].map(({ value }) => value);
        if (row && column && row !== column) setAt(studio, of('/crossed/tables'), [...tables, [row, column]]);
      }}
    >
      ${(['studio.crossed_row', 'studio.crossed_column'] as const).map(
        (key) => html`<label class="field"
          >${t(key)}
          <select>
            <option value="">${t('studio.choose')}</option>
            ${questions.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}
          </select></label
        >`,
      )}
      <button class="secondary small">${t('studio.add')}</button>
    </form>
    <div class="beside">
      ${numberField(studio, of('/crossed/primary/to'), { label: t('studio.primary'), min: 4 })} ${numberField(studio, of('/crossed/companions/min_protection'), { label: t('studio.protection'), min: 5 })}
    </div>
    <h3>${t('studio.rows_title')}</h3>
    <div class="beside">
      ${numberField(studio, of('/rows/k'), { label: t('studio.k'), min: 5 })} ${numberField(studio, of('/rows/max_dropped_share'), { label: t('studio.dropped'), min: 0, max: 0.2, step: 0.01 })}
    </div>
    <h3>${t('studio.anonymity')}</h3>
    <p>${t('studio.anonymity_note')}</p>
    <label class="box"
      ><input
        type="checkbox"
        .checked=${live(isObject(judged))}
        @change=${changed(({ checked }) => setAt(studio, of('/anonymity'), checked ? { judged_by: '', date: '', criteria: { singling_out: '', linkability: '', inference: '' } } : null))}
      />
      ${t('studio.judged')}</label
    >
    ${isObject(judged)
      ? html`${textField(studio, of('/anonymity/judged_by'), { label: t('studio.judged_by') })} ${textField(studio, of('/anonymity/date'), { label: t('studio.judged_on') })}
        ${(['singling_out', 'linkability', 'inference'] as const).map((key) => textField(studio, of(`/anonymity/criteria/${key}`), { label: t(`studio.${key}`), long: true }))}`
      : nothing}
  `;
}
