// SPDX-License-Identifier: MIT
// Desk: RFC 4180, as src/export writes it.

/** Rows by their heading's names. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell is quoted, with "" for a quote, or holds neither separator nor line end.
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  const [heading = [], ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(heading.map((name, at) => [name, cells[at] ?? ''])));
}
