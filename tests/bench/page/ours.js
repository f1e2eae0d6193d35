// SPDX-License-Identifier: MIT
// Bench: the same twelve questions on our page, from dist/ as it is built.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embed } from '../../web/drivers/embed.js';

/** What a visitor touches before the first question; the bench touches it the moment it is drawn. */
export const doors = '.door.main, .screen.notice .actions .primary';

/** Words of the first screen. */
export const opening = 'Donner mon avis';

/** A page that is nothing but the lines of the studio with the first screen inside, as alone.html. */
function writeAlone(folder) {
  const [widget] = /<triptych-widget[^]*<\/triptych-widget>/.exec(readFileSync(join(folder, 'index.html'), 'utf8'));
  writeFileSync(join(folder, 'alone.html'), `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Notre association</title><script src="triptych.js" async></script><main>${widget}</main></html>`);
}

export function buildOurs(folder) {
  // The demonstration page is French; so are the widget's own words beside these questions.
  embed(folder, 'care-and-you', { files: [fileURLToPath(new URL('questionnaire.json', import.meta.url))], language: 'fr' });
  writeAlone(folder);
  return folder;
}
