// SPDX-License-Identifier: MIT
// Build: the TypeScript side of the one list of errors: src/base/error_codes.def → web/src/engine/contract.d.ts (not kept in git).

import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

export function errorCodes(): string[] {
  const list = readFileSync(new URL('src/base/error_codes.def', root), 'utf8');
  return [...list.matchAll(/^TRIPTYCH_ERROR\((\w+)\)/gm)].map((match) => match[1]!);
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(
    new URL('web/src/engine/contract.d.ts', root),
    `// Made from src/base/error_codes.def by web/build/contract.ts.\nexport type ErrorCode =\n${errorCodes()
      .map((code) => `  | '${code}'`)
      .join('\n')};\n`,
  );
}
