// SPDX-License-Identifier: MIT
// Studio: the surveys of the site that the studio stands in: to begin from, and to take explainers from.

import type { SiteSurvey } from '../desk/survey-files.ts';

/** Names of the folders of content/. */
export const templates = (): string[] =>
  (JSON.parse(document.querySelector<HTMLElement>('script[data-surveys]')?.dataset['surveys'] ?? '[]') as SiteSurvey[]).map(({ folder }) => folder.split('/').at(-2)!);

export async function readTemplate(name: string, file: string): Promise<string> {
  const response = await fetch(new URL(`content/${name}/${file}`, document.baseURI), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} ${file}`);
  return response.text();
}
