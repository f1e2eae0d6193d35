// SPDX-License-Identifier: MIT
// Results: bars as SVG, in percent of their own width: no style attribute, no measuring. All words stay in HTML beside them.

import { html, nothing, svg, type TemplateResult } from 'lit';

/** In whole percents; null where there is none. */
export interface Interval {
  low: number | null;
  high: number | null;
}

const length = (percent: number): string => `${Math.round(Math.max(0, Math.min(100, percent)) * 10) / 10}%`;

/** Drawn twice: a halo keeps the line legible both on the bar and beside it. */
const bracket = (stroke: string, low: string, high: string): TemplateResult => svg`<g class=${stroke}>
  <line x1=${low} x2=${high} y1="50%" y2="50%"></line>
  <line x1=${low} x2=${low} y1="25%" y2="75%"></line>
  <line x1=${high} x2=${high} y1="25%" y2="75%"></line>
</g>`;

/** `percent` of a track of 100; the interval is a bracket over it. */
export function bar(kind: 'answer' | 'own' | 'beside', percent: number, { low, high }: Interval = { low: null, high: null }): TemplateResult {
  return html`<svg class="bar ${kind}" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="100%" rx="3"></rect>
    <rect class="fill" width=${length(percent)} height="100%" rx="3"></rect>
    ${low === null || high === null ? nothing : ['halo', 'line'].map((stroke) => bracket(stroke, length(low), length(high)))}
  </svg>`;
}

/** The ends and the middle of the axis below, as numbers of people in 100. */
export const axis = (labels: readonly string[]): TemplateResult =>
  html`<p class="axis" aria-hidden="true">${labels.map((label) => html`<span>${label}</span>`)}</p>`;

/** One figure among others on the same 0–100 axis: the interval as a band of the same weight as its point. */
export function range(kind: 'ours' | 'article' | 'elsewhere', percent: number, { low, high }: Interval): TemplateResult {
  const band = (from: number, to: number) => svg`<rect class="band" x=${length(from)} width=${length(to - from)} y="20%" height="60%" rx="3"></rect>`;
  const at = length(percent);
  return html`<svg class="range ${kind}" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="100%" rx="3"></rect>
    ${['25%', '50%', '75%'].map((tick) => svg`<line class="tick" x1=${tick} x2=${tick} y1="0" y2="100%"></line>`)}
    ${low === null || high === null ? nothing : band(low, high)}
    <line class="point" x1=${at} x2=${at} y1="8%" y2="92%"></line>
  </svg>`;
}
