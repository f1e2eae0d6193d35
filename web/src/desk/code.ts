// SPDX-License-Identifier: MIT
// Desk: the lines of R and Python that give the numbers on the page, with the scripts of the bundle.

const quoted = (text: string): string => JSON.stringify(text);

export interface Code {
  r: string;
  python: string;
}

const start: Code = { r: 'source("import.R")', python: 'import runpy\nbundle = runpy.run_path("import.py")' };

export const countsCode = (item: string): Code => ({
  r: `${start.r}\ncounts(${quoted(item)})`,
  python: `${start.python}\nfor row in bundle["counts"](${quoted(item)}): print(row)`,
});

export const crossCode = (row: string, column: string): Code => ({
  r: `${start.r}\ncross(${quoted(row)}, ${quoted(column)})`,
  python: `${start.python}\nprint(bundle["cross"](${quoted(row)}, ${quoted(column)}))`,
});
