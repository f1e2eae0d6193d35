// SPDX-License-Identifier: MIT
// Oracle: one seed, the same cases, on every machine.

/** Mulberry32: numbers in [0, 1), and choices made with them. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  const pick = (items) => items[below(items.length)];
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    many: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
    /** Calls one of [[weight, function], …]. */
    weighted(choices) {
      let at = next() * choices.reduce((total, [weight]) => total + weight, 0);
      for (const [weight, make] of choices) {
        at -= weight;
        if (at < 0) return make();
      }
      return choices[0][1]();
    },
  };
}
