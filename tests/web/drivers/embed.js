// SPDX-License-Identifier: MIT
// Drivers: a copy of dist/ with one more survey in it and a page that embeds it, for what the real content does not hold.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dist } from './site.js';

/** The policy of the demonstration page, as the build wrote it. */
export function policyOf(page) {
  const found = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page);
  if (!found) throw new Error('the page has no Content-Security-Policy');
  return found[1];
}

/**
 * Fills `folder` with dist/ and content/<survey>/: `files` (copied by name, one of them questionnaire.json) and `widget`, which completes
 * a widget.json that collects nothing. The page `index.html` is the demonstration page, embedding that survey instead.
 */
export function embed(folder, survey, { files, widget = {}, language = 'en' }) {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('dist is missing: run build-scripts/build');
  const content = join(folder, 'content', survey);
  cpSync(dist, folder, { recursive: true });
  mkdirSync(content, { recursive: true });
  for (const file of files) cpSync(file, join(content, basename(file)), { recursive: true });
  const config = {
    version: 1, survey, questionnaire: 'questionnaire.json', wave: 1, languages: [language],
    controller: { name: 'Test association', contact: 'contact@association.example' }, collect: { kind: 'none' }, ...widget,
  };
  writeFileSync(join(content, 'widget.json'), JSON.stringify(config));
  const page = readFileSync(join(dist, 'index.html'), 'utf8').replaceAll('content/ai-in-care/', `content/${survey}/`).replace(/<html lang="[^"]*"/, `<html lang="${language}"`);
  writeFileSync(join(folder, 'index.html'), page);
}
