// SPDX-License-Identifier: MIT
// Explainers: the positions of a slider: whole steps, evenly spread or (scale "log") in steps that grow with the value.

import type { Control } from './explainer-file.js';

/** A step of a log scale is the largest of 1, 2, 5, 10… small steps that stays within this share of the value. */
const growth = 0.07;

/** Values of each position, in whole `step`s so that no arithmetic noise reaches the screen. */
export function positionsOf(control: Control): number[] {
  const first = Math.round(control.min / control.step);
  const last = Math.round(control.max / control.step);
  const values: number[] = [];
  let units = first;
  while (units < last) {
    values.push(units);
    let step = 1;
    if (control.scale === 'log') {
      for (let decade = 1; decade <= units * growth; decade *= 10) {
        for (const nice of [1, 2, 5]) if (decade * nice <= units * growth) step = decade * nice;
      }
    }
    units = Math.floor(units / step) * step + step;
  }
  values.push(last);
  const scale = 1 / control.step;
  // 1 / 0.001 is exactly 1000, so that 8 units are 8 / 1000 = 0.008, the same double as a preset's.
  return values.map((value) => value / scale);
}

/** The position nearest to a value, which a preset may hold between two. */
export function nearest(positions: number[], value: number): number {
  let best = 0;
  for (let index = 1; index < positions.length; ++index) {
    if (Math.abs(positions[index]! - value) < Math.abs(positions[best]! - value)) best = index;
  }
  return best;
}
