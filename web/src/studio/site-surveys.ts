// SPDX-License-Identifier: MIT
// Studio: what the surveys of this site are called, and which explainers they have; read once, in the background.

import type { Localized, WidgetConfig } from '../config.ts';
import { readTemplate, templates } from './templates.ts';

/** By the name of their folder. */
export const titles = new Map<string, Localized>();

const explainers: { template: string; id: string }[] = [];

export const offered = (): readonly { template: string; id: string }[] => explainers;

/** A survey that cannot be read is offered by its folder's name, and says what is wrong when it is opened. */
export async function readSite(): Promise<void> {
  for (const template of templates()) {
    try {
      const config = JSON.parse(await readTemplate(template, 'widget.json')) as Partial<WidgetConfig>;
      for (const id of config.explainers ?? []) if (!explainers.some((one) => one.template === template && one.id === id)) explainers.push({ template, id });
      const { title } = JSON.parse(await readTemplate(template, config.questionnaire ?? 'questionnaire.json')) as { title?: Localized };
      if (title) titles.set(template, title);
    } catch (thrown) {
      console.warn('triptych:', template, thrown);
    }
  }
}
