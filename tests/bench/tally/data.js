// SPDX-License-Identifier: MIT
// Bench: the made-up survey that every engine is given byte for byte: 20 items of 5 options, 5 % without an answer, four demographics
// of 6, 4, 13 and 2 categories, three multiple items of 8 boxes, a weight from 0.3 to 3. Codes: 0 no answer, 1… the option.

export const items = 20;
export const demographics = [6, 4, 13, 2];
export const multiples = 3;
export const columns = items + demographics.length + multiples;

/** xorshift32 */
function randomFrom(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** 256 bytes from which one is drawn, in the proportions of `weights`. */
function tableOf(weights) {
  const table = new Uint8Array(256);
  const total = weights.reduce((sum, one) => sum + one, 0);
  let code = 0;
  let limit = weights[0];
  for (let i = 0; i < 256; i += 1) {
    while (((i + 0.5) / 256) * total > limit && code < weights.length - 1) limit += weights[(code += 1)];
    table[i] = code;
  }
  return table;
}

function fill(column, table, seed) {
  const random = randomFrom(seed);
  for (let i = 0; i < column.length; i += 4) {
    const drawn = Math.imul(random(), 0x9e3779b1) ^ random();
    for (let j = 0; j < 4 && i + j < column.length; j += 1) column[i + j] = table[(drawn >>> (8 * j)) & 255];
  }
}

/** Columns in one buffer, one after the other, and the weights. */
export function generate(rows, buffer = new Uint8Array(columns * rows), weights = new Float32Array(rows)) {
  const at = (number) => buffer.subarray(number * rows, (number + 1) * rows);
  const all = Array.from({ length: columns }, (_, number) => at(number));
  for (let item = 0; item < items; item += 1) {
    fill(all[item], tableOf([5, 8 + (item % 5) * 3, 16 + (item % 3) * 4, 28, 24 - (item % 4) * 3, 12 + (item % 2) * 6]), 1000 + 17 * item);
  }
  demographics.forEach((count, number) => {
    const proportions = [0];
    for (let category = 1; category <= count; category += 1) proportions.push(3 + ((category * 7 + number * 5) % 9));
    fill(all[items + number], tableOf(proportions), 5000 + 31 * number);
  });
  for (let number = 0; number < multiples; number += 1) {
    const random = randomFrom(77 + number);
    fill(all[items + demographics.length + number], Uint8Array.from({ length: 256 }, () => (random() >>> 9) & (random() >>> 7) & 255), 9000 + 13 * number);
  }
  const random = randomFrom(4242);
  for (let i = 0; i < rows; i += 1) weights[i] = 0.3 + (random() >>> 8) * (2.7 / 16777216);
  return { rows, buffer, weights, q: all.slice(0, items), d: all.slice(items, items + demographics.length), m: all.slice(items + demographics.length) };
}

/** The same rows as JSON lines, as other tools write them. */
export function linesOf({ rows, q, d, m, weights }) {
  const lines = [];
  for (let row = 0; row < rows; row += 1) {
    const parts = [];
    q.forEach((column, i) => parts.push(`"q${i}":${column[row] || 'null'}`));
    d.forEach((column, i) => parts.push(`"d${i}":${column[row]}`));
    m.forEach((column, i) => parts.push(`"m${i}":[${[1, 2, 3, 4, 5, 6, 7, 8].filter((box) => (column[row] >> (box - 1)) & 1)}]`));
    lines.push(`{${parts.join(',')},"w":${weights[row].toFixed(4)}}\n`);
  }
  return lines;
}

/** What is asked. W5 changes its filter at every call. */
export const works = {
  1: '20 marginals',
  2: 'a crosstab, 5 × 6',
  3: 'a weighted crosstab, 5 × 6',
  4: '80 crosstabs with a filter',
  5: 'a filter change, then 20 marginals',
  7: '20 weighted marginals',
  8: '80 crosstabs, filter on an item and a box',
};
export const regions = [2, 5, 7]; // W4: the third demographic
export const changes = [ // W5: the first and the fourth
  { first: [1, 2, 3], fourth: [1] },
  { first: [2, 3, 4], fourth: [2] },
];
