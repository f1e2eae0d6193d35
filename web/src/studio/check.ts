// SPDX-License-Identifier: MIT
// Studio: everything that the core has to say, file by file, with a way to its place; how hard the texts are to read; the files as text.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FileDiagnostic } from '../engine/studio.js';
import { questionnaireFile, withFile } from './draft.ts';
import { changed } from './fields.ts';
import { languageName } from './texts.ts';
import { said, type Studio } from './studio-state.ts';

const severities = ['error', 'warning', 'note'] as const;

/** Where a file is no JSON at all, the reader itself knows the line. */
const lineOf = ({ line, params }: FileDiagnostic): number => Number(params['line'] ?? line);

/** To the question, where there is one; else to the line of the file. */
function go(studio: Studio, one: FileDiagnostic): void {
  const { file, path } = one;
  const question = file === questionnaireFile(studio.draft) ? /^(?:\/pages\/\d+)?(?:\/elements\/\d+)+/.exec(path)?.[0] : undefined;
  if (question) {
    const open = new Set(studio.remembered.open);
    // A question inside of a panel: both stand open.
    for (const part of question.matchAll(/\/elements\/\d+/g)) open.add(question.slice(0, part.index + part[0].length));
    studio.show('questions', { open });
  } else studio.show('files', { file, line: lineOf(one) });
}

export function check(studio: Studio): TemplateResult {
  const { t, locale } = studio.desk;
  const all = studio.checked?.found ?? [];
  const found = all.filter(({ code }) => code !== 'reading_measured');
  const measured = all.filter(({ code }) => code === 'reading_measured');
  const files = [...new Set(found.map(({ file }) => file))];
  const count = (severity: string) => found.filter((one) => one.severity === severity).length;
  const number = new Intl.NumberFormat(locale);
  return html`
    <p>${t('studio.check_note')}</p>
    <p role="status"><strong>${t('studio.totals', { errors: count('error'), warnings: count('warning'), notes: count('note') })}</strong></p>
    ${files.map(
      (file) => html`<section class="file">
        <h3>${file}</h3>
        <ul class="findings">
          ${severities.flatMap((severity) =>
            found
              .filter((one) => one.file === file && one.severity === severity)
              .map(
                (one) => html`<li class=${one.severity}>
                  <strong>${t(`studio.${one.severity}`)}</strong> ${said(studio.desk, one)}
                  ${studio.draft.files.has(file)
                    ? html`<button type="button" class="quiet" aria-label="${t('studio.go')} : ${t('studio.line', { file, line: lineOf(one) })}" @click=${() => go(studio, one)}>${t('studio.go_line', { line: lineOf(one) })}</button>`
                    : nothing}
                </li>`,
              ),
          )}
        </ul>
      </section>`,
    )}
    <h3>${t('studio.reading')}</h3>
    <p>${t('studio.reading_note')}</p>
    ${measured.length === 0
      ? html`<p>${t('studio.reading_none')}</p>`
      : html`<div class="scroll" tabindex="0" role="group" aria-label=${t('studio.reading')}>
          <table class="reading">
            <caption class="visually-hidden">
              ${t('studio.reading')}
            </caption>
            <thead>
              <tr>
                <th scope="col">${t('studio.file')}</th>
                <th scope="col">${t('studio.language')}</th>
                <th scope="col">${t('studio.level')}</th>
                <th scope="col">${t('studio.sentences')}</th>
                <th scope="col">${t('studio.sentence_words')}</th>
                <th scope="col">${t('studio.longest')}</th>
                <th scope="col">${t('studio.ease')}</th>
              </tr>
            </thead>
            <tbody>
              ${measured.map(
                ({ file, params }) => html`<tr>
                  <th scope="row">${file}</th>
                  <td>${languageName(String(params['language']))}</td>
                  <td>${t(`studio.level_${params['level'] as 'simple' | 'full' | 'questions'}`)}</td>
                  ${(['sentences', 'words', 'longest', 'ease'] as const).map((key) => html`<td class="number">${number.format(Number(params[key]))}</td>`)}
                </tr>`,
              )}
            </tbody>
          </table>
        </div>`}
  `;
}

export function files(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const names = [...studio.draft.files.keys()];
  const file = studio.draft.files.has(studio.remembered.file) ? studio.remembered.file : names[0]!;
  const found = (studio.checked?.found ?? []).filter((one) => one.file === file && one.code !== 'reading_measured');
  return html`
    <p>${t('studio.files_note')}</p>
    <label class="field"
      >${t('studio.file')}
      <select class="file-name" @change=${changed(({ value }) => studio.remember({ file: value, line: 0 }))}>
        ${names.map((name) => html`<option value=${name} ?selected=${name === file}>${name}</option>`)}
      </select></label
    >
    <label class="field" for="source">${t('studio.source', { file })}</label>
    <textarea
      id="source"
      class="source"
      rows="24"
      spellcheck="false"
      wrap="off"
      autocapitalize="none"
      .value=${live(studio.draft.files.get(file) ?? '')}
      @change=${changed(({ value }) => studio.replace(withFile(studio.draft, file, value)))}
    ></textarea>
    <ul class="findings">
      ${found.map(
        (one) => html`<li class=${one.severity}>
          <strong>${t(`studio.${one.severity}`)}</strong> ${said(studio.desk, one)}
          <button type="button" class="quiet" @click=${() => studio.remember({ file, line: lineOf(one) })}>${t('studio.go_line', { line: lineOf(one) })}</button>
        </li>`,
      )}
    </ul>
  `;
}
