// SPDX-License-Identifier: MIT
// Studio: the draft kept in this browser, so that a closed tab loses no work. It holds questions, never answers.

import type { Draft } from './draft.ts';

const key = 'triptych-studio';

export function keep(draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify({ version: 1, files: [...draft.files], before: draft.before }));
  } catch {
    // Storage is denied or full: the page asks before it is left.
  }
}

export function kept(): Draft | null {
  try {
    const json = JSON.parse(localStorage.getItem(key) ?? 'null') as { version: 1; files: [string, string][]; before: string } | null;
    return json?.version === 1 ? { files: new Map(json.files), before: json.before } : null;
  } catch {
    return null;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept either.
  }
}
