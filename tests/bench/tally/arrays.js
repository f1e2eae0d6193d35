// SPDX-License-Identifier: MIT
// Bench: the tally's work in plain loops over typed arrays: a peer, and the right answers for all.
import { changes, demographics, regions } from './data.js';

const allowed = (codes) => {
  const table = new Uint8Array(16);
  for (const code of codes) table[code] = 1;
  return table;
};

/** Rows for which `keep` holds, without a branch. */
function selected(rows, keep) {
  const list = new Uint32Array(rows + 1);
  let count = 0;
  for (let i = 0; i < rows; i += 1) {
    list[count] = i;
    count += keep(i);
  }
  return list.subarray(0, count);
}

function crossSelected({ q, d }, rows) {
  const tables = [];
  for (const item of q) {
    for (const demographic of d) {
      const table = new Uint32Array(128);
      for (let s = 0; s < rows.length; s += 1) {
        const i = rows[s];
        table[(item[i] << 4) | demographic[i]] += 1;
      }
      tables.push(table);
    }
  }
  return tables;
}

/** One pass an item over the demographics' joint code, then folded: the best that we know of in plain JavaScript. */
function crossJoint({ rows, q, d: [d0, d1, d2, d3] }, keep) {
  const joint = new Uint16Array(rows + 1);
  const list = new Uint32Array(rows + 1);
  let count = 0;
  for (let i = 0; i < rows; i += 1) {
    list[count] = i;
    joint[count] = (((d0[i] - 1) * 4 + d1[i] - 1) * 13 + d2[i] - 1) * 2 + d3[i] - 1;
    count += keep(i);
  }
  const tables = [];
  for (const item of q) {
    const cube = new Uint32Array(624 * 8);
    for (let s = 0; s < count; s += 1) cube[(joint[s] << 3) | item[list[s]]] += 1;
    const four = [0, 1, 2, 3].map(() => new Uint32Array(128));
    for (let cell = 0; cell < 624; cell += 1) {
      const codes = [((cell / 104) | 0) + 1, (((cell / 26) | 0) % 4) + 1, ((cell >> 1) % 13) + 1, (cell % 2) + 1];
      for (let code = 0; code < 6; code += 1) for (let j = 0; j < 4; j += 1) four[j][(code << 4) | codes[j]] += cube[(cell << 3) | code];
    }
    tables.push(...four);
  }
  return tables;
}

const histograms = (columns, rows) => columns.map((column) => {
  const counts = new Uint32Array(8);
  for (let i = 0; i < rows; i += 1) counts[column[i]] += 1;
  return counts;
});

/** work → name of a way → function(data, repeat) */
export const ways = {
  1: { loops: ({ rows, q }) => histograms(q, rows) },
  2: {
    loops({ rows, q: [item], d: [demographic] }) {
      const table = new Uint32Array(128);
      for (let i = 0; i < rows; i += 1) table[(item[i] << 4) | demographic[i]] += 1;
      return [table];
    },
  },
  3: {
    loops({ rows, q: [item], d: [demographic], weights }) {
      const table = new Float64Array(128);
      for (let i = 0; i < rows; i += 1) table[(item[i] << 4) | demographic[i]] += weights[i];
      return [table];
    },
  },
  4: {
    loops(data) {
      const [table, region] = [allowed(regions), data.d[2]];
      return crossSelected(data, selected(data.rows, (i) => table[region[i]]));
    },
    'joint code'(data) {
      const [table, region] = [allowed(regions), data.d[2]];
      return crossJoint(data, (i) => table[region[i]]);
    },
  },
  5: {
    loops({ rows, q, d: [d0, , , d3] }, repeat) {
      const change = changes[repeat & 1];
      const [first, fourth] = [allowed(change.first), allowed(change.fourth)];
      const mask = new Uint8Array(rows);
      for (let i = 0; i < rows; i += 1) mask[i] = first[d0[i]] & fourth[d3[i]];
      return q.map((column) => {
        const counts = new Uint32Array(8);
        for (let i = 0; i < rows; i += 1) counts[column[i]] += mask[i];
        return counts;
      });
    },
  },
  7: {
    loops: ({ rows, q, weights }) => q.map((column) => {
      const sums = new Float64Array(8);
      for (let i = 0; i < rows; i += 1) sums[column[i]] += weights[i];
      return sums;
    }),
  },
  8: {
    loops(data) {
      const [item, boxes] = [data.q[5], data.m[0]];
      return crossSelected(data, selected(data.rows, (i) => (item[i] >= 4) & (boxes[i] >> 2) & 1));
    },
    'joint code'(data) {
      const [item, boxes] = [data.q[5], data.m[0]];
      return crossJoint(data, (i) => (item[i] >= 4) & (boxes[i] >> 2) & 1);
    },
  },
};

/** The numbers in one list, whatever the engine: options from 1, in order. */
export function numbers(work, tables) {
  if (work === '1' || work === '5' || work === '7') return tables.flatMap((counts) => [1, 2, 3, 4, 5].map((code) => counts[code]));
  return tables.flatMap((table, i) => {
    const list = [];
    for (let row = 1; row <= 5; row += 1) for (let column = 1; column <= demographics[i & 3]; column += 1) list.push(table[(row << 4) | column]);
    return list;
  });
}
