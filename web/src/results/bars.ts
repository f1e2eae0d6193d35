// SPDX-License-Identifier: MIT
// Results: bars as SVG, in percent of their own width: no style attribute, no measuring. All words stay in HTML beside them.

import { html, nothing, svg, type TemplateResult } from 'lit';

const percent = (share: number): string => `${Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10}%`;

export type BarKind = 'answer' | 'own' | 'beside';

/** Drawn twice: a halo keeps the line legible both on the bar and beside it. */
const bracket = (stroke: string, low: string, high: string): TemplateResult => svg`<g class=${stroke}>
  <line x1=${low} x2=${high} y1="50%" y2="50%"></line>
  <line x1=${low} x2=${low} y1="25%" y2="75%"></line>
  <line x1=${high} x2=${high} y1="25%" y2="75%"></line>
</g>`;

/** A share of 0..1 on a track of 100; `interval` is drawn over it as a bracket. */
export function bar(kind: BarKind, share: number, interval: { low: number; high: number } | null): TemplateResult {
  return html`<svg class="bar ${kind}" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="100%" rx="3"></rect>
    <rect class="fill" width=${percent(share)} height="100%" rx="3"></rect>
    ${interval ? ['halo', 'line'].map((stroke) => bracket(stroke, percent(interval.low), percent(interval.high))) : nothing}
  </svg>`;
}

export interface Range {
  at: number;
  low: number | null;
  high: number | null;
}

/** The ends and the middle of that axis, in words beside no picture: numbers of people in 100. */
export const axis = (labels: readonly string[]): TemplateResult =>
  html`<p class="axis" aria-hidden="true">${labels.map((label) => html`<span>${label}</span>`)}</p>`;

/** One figure among others on the same 0–100 axis: the interval as a band of the same weight as its point. */
export function range(kind: 'ours' | 'article' | 'elsewhere', { at, low, high }: Range): TemplateResult {
  return html`<svg class="range ${kind}" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="100%" rx="3"></rect>
    ${[25, 50, 75].map((tick) => svg`<line class="tick" x1=${`${tick}%`} x2=${`${tick}%`} y1="0" y2="100%"></line>`)}
    ${low !== null && high !== null ? svg`<rect class="band" x=${percent(low)} width=${percent(high - low)} y="20%" height="60%" rx="3"></rect>` : nothing}
    <line class="point" x1=${percent(at)} x2=${percent(at)} y1="8%" y2="92%"></line>
  </svg>`;
}
