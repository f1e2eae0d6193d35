// SPDX-License-Identifier: MIT
// Engine: starts results.wasm, and makes a released snapshot ready to draw.

import { start } from './modules.ts';
import type { ResultsModule, Summary, SummaryInput } from './results.js';
import type { Envelope } from './survey.js';

/** Fetches and compiles, so that the panel opens at once; fails in silence, for the panel will say so. */
export const prepareResults = (): Promise<unknown> => start('results');

/** A trap becomes an error value; the next call starts a new instance. */
export async function summarize(input: SummaryInput): Promise<Envelope<Summary>> {
  try {
    const module = await start<ResultsModule>('results');
    return JSON.parse(module.summary(JSON.stringify(input))) as Envelope<Summary>;
  } catch (thrown) {
    return { ok: false, error: { code: 'engine_trap', path: '', params: { what: String(thrown) } } };
  }
}
