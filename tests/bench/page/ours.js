// SPDX-License-Identifier: MIT
// Bench: the same twelve questions on our page, from dist/ as it is built.
import { fileURLToPath } from 'node:url';
import { embed } from '../../web/drivers/embed.js';

/** What a visitor touches before the first question; the bench touches it the moment it is drawn. */
export const doors = '.door.main, .screen.notice .actions .primary';

export function buildOurs(folder) {
  // The demonstration page is French; so are the widget's own words beside these questions.
  embed(folder, 'care-and-you', { files: [fileURLToPath(new URL('questionnaire.json', import.meta.url))], language: 'fr' });
  return folder;
}
