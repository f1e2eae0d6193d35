// SPDX-License-Identifier: MIT
// Desk: workbench.wasm in a worker, so that long work leaves the page free.

import { instantiate, readText } from '../engine/instance.ts';
import type { WorkbenchModule } from '../engine/workbench.js';
import type { Request, Response, Word } from './protocol.ts';

const say = (response: Response): void => postMessage(response);

let started: Promise<WorkbenchModule> | null = null;

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if ('module' in data) {
    started = instantiate<WorkbenchModule>(data.module, readText, { desk: { progress: (share: number) => say({ share }) } });
    return;
  }
  const { id, call, words } = data;
  (started ?? Promise.reject(new Error('not started')))
    .then((module) => (module[call] as (...all: Word[]) => string)(...words))
    .then(
      (answer) => say({ id, answer }),
      (thrown: unknown) => say({ id, trap: String(thrown) }),
    );
});
