// SPDX-License-Identifier: MIT
// Studio: the core's judgment of a draft. A module that traps is started anew at the next question.

import { start } from '../engine/modules.ts';
import type { Checked, CheckRequest, PlainWord, StudioModule } from '../engine/studio.js';
import type { Envelope } from '../engine/survey.js';
import { fetchOwn } from '../manifest.ts';
import type { Draft } from './draft.ts';

let module: Promise<StudioModule> | null = null;
let plainWords: Promise<PlainWord[]> | null = null;

export async function check(draft: Draft, publish: boolean): Promise<Checked> {
  module ??= start<StudioModule>('studio');
  plainWords ??= fetchOwn('messages', 'plain').then((response) => response.json() as Promise<PlainWord[]>);
  try {
    const request: CheckRequest = { files: Object.fromEntries(draft.files), publish, plain_words: await plainWords, ...(draft.before ? { before: draft.before } : {}) };
    const answer = JSON.parse((await module).check(JSON.stringify(request))) as Envelope<Checked>;
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  } catch (thrown) {
    module = plainWords = null;
    throw thrown;
  }
}
