// SPDX-License-Identifier: MIT
// Results: how the charts look. What tells bars apart is their words and their drawing, colour only helps.

import { css } from 'lit';

export const resultsStyles = css`
  :host {
    color: inherit;
    container: results / inline-size;
    font-variant-numeric: tabular-nums;
  }
  p {
    text-wrap: pretty;
  }
  .simulated {
    padding: 0.6rem 1rem;
    border: 2px dashed var(--edge, currentColor);
    border-radius: var(--radius);
  }
  .waiting,
  .standing {
    margin-block-end: var(--space-l);
    padding: 1rem 1.25rem 0.25rem;
    border-radius: var(--radius);
    background: var(--tint);
  }
  .waiting p:last-child {
    margin-block-end: 0.75rem;
  }
  .standing > p {
    margin-block-end: 0.25rem;
  }
  .contents ol {
    padding-inline-start: 1.5em;
  }
  .contents li {
    padding-block: 0.3rem;
  }
  .section-title {
    margin-block: 2.5rem 0.5rem;
    font-size: clamp(1.375rem, 1.1rem + 1.2cqi, 1.75rem);
  }
  .result {
    padding-block: 1.5rem;
    border-block-start: 1px solid var(--line);
  }
  .result-title {
    max-inline-size: 34em;
    margin-block-end: 0.5rem;
  }
  .sentence {
    margin-block-end: 0.25rem;
  }
  .few,
  .taught {
    color: var(--ink-soft);
  }
  .withheld .why {
    padding-inline-start: 1rem;
    border-inline-start: 0.25rem dashed var(--edge);
    margin-block-end: 0;
  }

  /* One answer: its words, its numbers, its bar. */
  .bars {
    display: grid;
    gap: 0.9rem;
    max-inline-size: none;
    margin-block: 0.75rem 1rem;
    padding: 0;
    list-style: none;
  }
  .answer {
    display: grid;
    grid-template-columns: 1fr;
    gap: 0.1rem 1rem;
  }
  @container results (inline-size >= 34rem) {
    .answer {
      grid-template-columns: 1fr auto;
      align-items: end;
    }
    .answer .numbers {
      text-align: end;
    }
  }
  .bar,
  .range {
    grid-column: 1 / -1;
    display: block;
    inline-size: 100%;
    block-size: 1.375rem;
    overflow: visible;
  }
  .bar:dir(rtl),
  .range:dir(rtl) {
    transform: scaleX(-1);
  }
  .numbers > * {
    margin-inline-end: 0.35em;
    unicode-bidi: isolate;
  }
  .between {
    display: inline-block;
    color: var(--ink-soft);
  }
  .track {
    fill: var(--tint);
  }
  .fill {
    fill: var(--accent);
  }
  .bar.beside {
    block-size: 0.875rem;
  }
  .beside .fill {
    fill: var(--surface);
    stroke: var(--edge);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }
  .own .fill {
    stroke: var(--ink);
    stroke-width: 3;
  }
  .halo,
  .line,
  .point {
    stroke-linecap: round;
  }
  .halo {
    stroke: var(--surface);
    stroke-width: 5;
  }
  .line {
    stroke: var(--ink);
    stroke-width: 2;
  }
  .own-mark {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    margin-inline-start: 0.25em;
    padding: 0.05em 0.6em;
    border: 2px solid var(--ink);
    border-radius: 1em;
    font-size: max(0.85em, 16px);
    font-weight: 700;
    white-space: nowrap;
  }
  .own-mark svg {
    inline-size: 0.9em;
    block-size: 0.9em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
  .aside-title {
    margin-block: 1.25rem 0;
    color: var(--ink-soft);
  }

  /* Figures of other surveys, on the axis of ours. */
  .references {
    margin-block: 1.5rem 1rem;
    padding: 1rem 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .part-title {
    font-size: 1em;
    margin-block-end: 0.5rem;
  }
  .compared {
    margin-block-end: 0.5rem;
  }
  .figure + .figure,
  .compared + .figure {
    margin-block-start: 1.25rem;
  }
  .figure p {
    margin-block-end: 0.15rem;
  }
  .figure .figure-label {
    font-weight: 700;
  }
  .figure .not-ai {
    display: inline-block;
    padding-inline: 0.5em;
    border: 2px solid var(--edge);
    border-radius: 0.25rem;
  }
  .figure .range {
    margin-block: 0.25rem 0.35rem;
  }
  .figure .axis {
    display: flex;
    justify-content: space-between;
    max-inline-size: none;
    margin-block: -0.25rem 0.25rem;
    color: var(--ink-soft);
    font-size: max(0.85em, 16px);
  }
  .tick {
    stroke: var(--line);
    stroke-width: 1;
  }
  .band {
    fill: var(--edge);
    opacity: 0.55;
  }
  .ours .band {
    fill: var(--accent);
  }
  .elsewhere .band {
    fill: none;
    stroke: var(--edge);
    stroke-width: 2;
    opacity: 1;
  }
  .point {
    stroke: var(--ink);
    stroke-width: 4;
  }
  .ours .point {
    stroke: var(--accent);
  }
  .who,
  .notes {
    max-inline-size: 54ch;
    color: var(--ink-soft);
    font-size: max(0.9em, 16px);
  }

  .notes:lang(fr) {
    quotes: '«\\a0' '\\a0»';
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
  }
  caption {
    padding-block-end: 0.5rem;
    text-align: start;
    color: var(--ink-soft);
  }
  th,
  td {
    padding: 0.4rem 1.25rem 0.4rem 0;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    text-align: start;
    vertical-align: top;
  }
  thead th {
    font-weight: 700;
  }

  @media (forced-colors: active) {
    .track {
      fill: Canvas;
      stroke: CanvasText;
    }
    .fill {
      fill: CanvasText;
    }
    .own .fill {
      fill: Highlight;
      stroke: CanvasText;
    }
    .beside .fill {
      fill: Canvas;
      stroke: CanvasText;
    }
    .halo {
      stroke: Canvas;
    }
    .line {
      stroke: CanvasText;
    }
    .band,
    .ours .band,
    .elsewhere .band {
      fill: Canvas;
      stroke: CanvasText;
      stroke-width: 2;
      opacity: 1;
    }
    .point,
    .ours .point {
      stroke: Highlight;
    }
  }
  @media print {
    .contents {
      display: none;
    }
    .result,
    .figure {
      break-inside: avoid;
    }
    .bar,
    .range {
      print-color-adjust: exact;
    }
  }
`;
