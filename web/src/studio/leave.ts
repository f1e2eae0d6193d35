// SPDX-License-Identifier: MIT
// Studio: what the organizer leaves with: the files, the lines to paste, a code to scan, the privacy notice in French and English.

import encodeQR from 'qr';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { WidgetConfig } from '../config.ts';
import { canSaveFolder, save, saveFolder, zip } from '../desk/save.ts';
import { declared, firstScreen } from '../elements/first-screen.ts';
import { localized, type Words } from '../i18n/messages.ts';
import { configOf, jsonOf, questionnaireFile, type Draft } from './draft.ts';
import { changed } from './fields.ts';
import { isObject } from './json.ts';
import { noticeOf, noticePage, type Notice } from './notice.ts';
import { languageName } from './texts.ts';
import type { Studio } from './studio-state.ts';

const encoder = new TextEncoder();

/** As they lie in the folder of triptych.js. */
export const filesOf = (draft: Draft): Map<string, Uint8Array> =>
  new Map([...draft.files].map(([name, text]) => [`content/${configOf(draft).survey ?? 'survey'}/${name}`, encoder.encode(text)]));

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What triptych.js of this version is (build/desk.ts); a script from another site is vouched for by it. */
const entryHash = (): string => document.querySelector<HTMLMetaElement>('meta[name="triptych-entry"]')?.content ?? '';

/** The style of a first screen in the page's HTML (build/desk.ts), and what a page's policy says of it. */
const firstStyle = (): { style: string; name: string; source: string } => JSON.parse(document.querySelector<HTMLMetaElement>('meta[name="triptych-first"]')!.content) as ReturnType<typeof firstStyle>;

const isElsewhere = (folder: string): boolean => /^https?:\/\//.test(folder);

export interface Lines {
  snippet: string;
  /** The same, the first screen inside; empty until the page's sentences are there. */
  early: string;
  frame: string;
}

/** `folder`: address of the folder of triptych.js, as the page will know it. `tongues`: the page's sentences, in the languages that it speaks. */
export function linesOf(draft: Draft, folder: string, tongues: ReadonlyMap<string, Words>): Lines {
  const { survey = 'survey', languages = ['fr'], controller } = configOf(draft);
  const language = languages[0]!;
  const base = attribute(folder.endsWith('/') ? folder : `${folder}/`);
  const json = jsonOf(draft, questionnaireFile(draft));
  const title = attribute(localized((isObject(json) ? json['title'] : '') as string, language) || survey);
  const texts = isObject(json) ? json : {};
  const drawn = document.createElement('div');
  const words = tongues.get(language) ?? tongues.get('en');
  if (words) render(firstScreen(configOf(draft) as WidgetConfig, texts, language, words, 2), drawn);
  const snippet = `<script src="${base}triptych.js"${isElsewhere(folder) && entryHash() ? ` integrity="${entryHash()}" crossorigin="anonymous"` : ''} async></script>\n<triptych-widget src="${base}content/${survey}/widget.json" lang="${language}">\n  ${title}${controller?.contact ? ` : ${attribute(controller.contact)}` : ''}\n</triptych-widget>`;
  return {
    snippet,
    early: words ? snippet.replace(/(<triptych-widget[^>]*>\n)/, (opening) => `${opening}  ${declared(drawn.innerHTML, firstStyle())}\n`) : '',
    frame: `<iframe data-triptych title="${title}" src="${base}embed.html?survey=${survey}&amp;lang=${language}" width="100%" height="700"\n  sandbox="allow-scripts allow-same-origin allow-popups allow-modals"></iframe>\n<script src="${base}frame.js" async></script>`,
  };
}

/** A quiet border of four modules, as ISO/IEC 18004 asks. */
const border = 4;

const modulesOf = (text: string): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border });

const pathOf = (modules: boolean[][]): string => modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');

/** Black on white whatever the scheme: cameras read it so. */
export const qrFile = (text: string): string => {
  const modules = modulesOf(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.length} ${modules.length}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="${pathOf(modules)}"/></svg>\n`;
};

function code(studio: Studio, name: string): TemplateResult {
  const { t } = studio.desk;
  const { page } = studio.remembered;
  const valid = /^https?:\/\/[^\s]+$/.test(page) && page.length <= 500;
  const modules = valid ? modulesOf(page) : [];
  return html`
    <label class="field">${t('studio.page_address')} <input class="page-address" type="url" placeholder="https://" .value=${page} @input=${changed(({ value }) => studio.remember({ page: value.trim() }))} /></label>
    ${valid
      ? html`<svg class="qr" role="img" aria-label=${t('studio.qr_of', { page })} viewBox="0 0 ${modules.length} ${modules.length}" shape-rendering="crispEdges">
            ${svg`<rect width="100%" height="100%" fill="#fff"></rect><path fill="#000" d=${pathOf(modules)}></path>`}
          </svg>
          <div class="row"><button type="button" class="secondary small save-qr" @click=${() => save(`${name}-qr.svg`, qrFile(page))}>${t('studio.save_qr')}</button></div>`
      : html`<p>${t('studio.qr_note')}</p>`}
  `;
}

const shownNotice = ({ title, parts }: Notice, language: string): TemplateResult => html`<div class="notice" lang=${language}>
  <p class="name"><strong>${title}</strong></p>
  <dl class="facts">
    ${parts.map(({ term, paragraphs, list }) => html`<dt>${term}</dt><dd>${paragraphs.map((one) => html`<p>${one}</p>`)}${list.length > 0 ? html`<ul>${list.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}</dd>`)}
  </dl>
</div>`;

async function intoFolder(studio: Studio): Promise<void> {
  const { t } = studio.desk;
  try {
    await saveFolder(filesOf(studio.draft));
    studio.remember({ said: t('studio.saved_folder') });
  } catch (thrown) {
    // Closed without a choice: nothing to say.
    if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) studio.remember({ said: t('studio.failed', { what: String(thrown) }) });
  }
}

async function copy(studio: Studio, text: string): Promise<void> {
  const { t } = studio.desk;
  try {
    await navigator.clipboard.writeText(text);
    studio.remember({ said: t('studio.copied') });
  } catch {
    studio.remember({ said: t('studio.copy_failed') });
  }
}

/** `tongues`: the page's sentences in French and in English. */
export function leave(studio: Studio, tongues: ReadonlyMap<string, Words>): TemplateResult {
  const { t } = studio.desk;
  const { draft, checked, remembered } = studio;
  const name = configOf(draft).survey ?? 'survey';
  const errors = (checked?.found ?? []).filter(({ severity }) => severity === 'error').length;
  const { snippet, early, frame } = linesOf(draft, remembered.folder, tongues);
  const lines = (label: string, text: string, kind: string) => html`<div class="lines ${kind}">
    <p class="name">${label}</p>
    <pre tabindex="0" role="group" aria-label=${label}><code>${text}</code></pre>
    <button type="button" class="secondary small" aria-label="${t('studio.copy_text')} : ${label}" @click=${() => void copy(studio, text)}>${t('studio.copy_text')}</button>
  </div>`;
  return html`
    ${errors > 0
      ? html`<div class="note problem">
          <p>${t('studio.leave_errors', { count: errors })}</p>
          <button type="button" class="secondary small" @click=${() => studio.show('check')}>${t('studio.leave_see')}</button>
        </div>`
      : html`<p class="note">${t('studio.leave_sound')}</p>`}
    <h3>${t('studio.leave_files')}</h3>
    <p>${t('studio.leave_files_note', { folder: `content/${name}/` })}</p>
    <div class="row">
      <button type="button" class="primary save-files" @click=${() => save(`${name}.zip`, zip(filesOf(draft)))}>${t('studio.save_files')}</button>
      ${canSaveFolder() ? html`<button type="button" class="secondary" @click=${() => void intoFolder(studio)}>${t('studio.save_folder')}</button>` : nothing}
    </div>
    <h3>${t('studio.leave_lines')}</h3>
    <label class="field">${t('studio.folder_address')} <input class="folder-address" type="text" .value=${remembered.folder} @change=${changed(({ value }) => studio.remember({ folder: value.trim() || '/triptych/' }))} /></label>
    <p class="hint">${t('studio.folder_hint')}</p>
    ${lines(t('studio.snippet'), snippet, 'snippet')} ${isElsewhere(remembered.folder) ? html`<p class="hint">${t('studio.elsewhere')}</p>` : nothing}
    ${early ? html`${lines(t('studio.early'), early, 'early')} <p class="hint">${t('studio.early_note', { source: firstStyle().source })}</p>` : nothing}
    ${lines(t('studio.frame'), frame, 'frame')}
    <p aria-live="polite">${remembered.said}</p>
    <h3>${t('studio.leave_qr')}</h3>
    ${code(studio, name)}
    <h3>${t('studio.leave_notice')}</h3>
    <p>${t('studio.leave_notice_note')}</p>
    ${[...tongues].map(([language, words]) => {
      const notice = noticeOf(draft, words);
      return html`<details class="notice-${language}">
        <summary>${languageName(language)}</summary>
        ${shownNotice(notice, language)}
        <button type="button" class="secondary small save-notice" @click=${() => save(`${name}-notice-${language}.html`, noticePage(notice, language))}>${t('studio.save_notice', { language: languageName(language) })}</button>
      </details>`;
    })}
  `;
}
