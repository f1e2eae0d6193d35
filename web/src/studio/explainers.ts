// SPDX-License-Identifier: MIT
// Studio: which explainers are offered, in which order; from this site, or from a file. Their words are under "texts".

import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../engine/survey.js';
import { configOf, jsonOf, ownLanguage, withFile, withoutFile, edited, wordsAt, wordsIn } from './draft.ts';
import { act, changed, findings } from './fields.ts';
import { isObject, move, written } from './json.ts';
import { offered } from './site-surveys.ts';
import { readTemplate } from './templates.ts';
import { foundAt, type Studio } from './studio-state.ts';

const fileOf = (id: string): string => `explainers/${id}.json`;

const list = (json: { [name: string]: Json }, change: (all: Json[]) => void): void => {
  const all = Array.isArray(json['explainers']) ? json['explainers'] : [];
  change(all);
  json['explainers'] = all;
};

function add(studio: Studio, id: string, text: string): void {
  const draft = withFile(studio.draft, fileOf(id), text);
  studio.replace(edited(draft, 'widget.json', (json) => list(json, (all) => all.includes(id) || all.push(id))));
}

async function fromFile(studio: Studio, file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    const json = JSON.parse(await file.text()) as Json;
    const id = isObject(json) ? json['id'] : undefined;
    if (!isObject(json) || typeof id !== 'string' || !/^[a-z][a-z0-9_-]*$/.test(id) || json['simulation'] === undefined) throw new Error('no explainer');
    add(studio, id, written(json));
    studio.remember({ said: '' });
  } catch {
    studio.remember({ said: studio.desk.t('studio.no_explainer', { file: file.name }) });
  }
}

export function explainers(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const ids = configOf(studio.draft).explainers ?? [];
  const others = offered().filter(({ id }) => !ids.includes(id));
  const own = ownLanguage(studio.draft, 'widget.json');
  const titleOf = (id: string) => {
    const json = jsonOf(studio.draft, fileOf(id));
    return isObject(json) ? wordsIn(wordsAt(json, '/title'), own, own) || id : id;
  };
  return html`
    <p>${t('studio.explainers_note')}</p>
    <ol class="cards">
      ${ids.map((id, index) => {
        const found = (studio.checked?.found ?? []).filter(({ file, code }) => file === fileOf(id) && code !== 'reading_measured');
        const title = titleOf(id);
        return html`<li class="card">
          <p class="name"><strong lang=${own}>${title}</strong> <span class="type">${id}</span></p>
          <span class="acts">
            ${act(studio, 'studio.up', title, () => studio.edit('widget.json', (json) => list(json, (all) => move(all, index, -1))), index === 0)}
            ${act(studio, 'studio.down', title, () => studio.edit('widget.json', (json) => list(json, (all) => move(all, index, 1))), index === ids.length - 1)}
            ${act(studio, 'studio.remove', title, () => studio.replace(withoutFile(edited(studio.draft, 'widget.json', (json) => list(json, (all) => all.splice(index, 1))), fileOf(id))))}
          </span>
          ${found.length > 0
            ? html`<details>
                <summary>${t('studio.points', { count: found.length })}</summary>
                ${findings(studio, found)}
              </details>`
            : nothing}
        </li>`;
      })}
    </ol>
    ${findings(studio, foundAt(studio, 'widget.json', '/explainers', true))}
    ${others.length > 0
      ? html`<label class="field"
          >${t('studio.add_explainer')}
          <select
            class="add-explainer"
            @change=${changed((target) => {
              const one = others[Number(target.value)];
              target.value = '';
              if (one) void readTemplate(one.template, fileOf(one.id)).then((text) => add(studio, one.id, written(JSON.parse(text) as Json)));
            })}
          >
            <option value="">${t('studio.choose')}</option>
            ${others.map(({ template, id }, index) => html`<option value=${index}>${id} (${template})</option>`)}
          </select></label
        >`
      : nothing}
    <label class="field"
      >${t('studio.explainer_file')}
      <input type="file" class="explainer-file" accept=".json" @change=${(event: Event) => void fromFile(studio, (event.target as HTMLInputElement).files?.[0])}
    /></label>
    <p aria-live="polite">${studio.remembered.said}</p>
  `;
}
