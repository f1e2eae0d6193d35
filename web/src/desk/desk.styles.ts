// SPDX-License-Identifier: MIT
// Desk: what the pages of organizers and researchers add to the widget's look: wide tables, lists of facts, code.

import { css } from 'lit';

export const deskStyles = css`
  .desk {
    padding-block: 0.5rem 2rem;
  }
  h1 {
    margin-block: 0.5rem 1rem;
    font-size: clamp(1.4rem, 1rem + 1.6cqi, 1.9rem);
  }
  h2 {
    margin-block: 2rem 0.75rem;
    font-size: 1.3em;
  }
  h3 {
    margin-block: 1.75rem 0.5rem;
    font-size: 1.12em;
  }
  .note {
    margin-inline: 0;
  }
  section.edition,
  section.step {
    margin-block-start: 2rem;
    border-block-start: 1px solid var(--line);
  }
  .facts {
    display: grid;
    gap: 0.15rem 1.5rem;
    margin-block: 0.75rem 1rem;
  }
  .facts dt {
    color: var(--ink-soft);
  }
  .facts dd {
    margin: 0 0 0.5rem;
    overflow-wrap: anywhere;
  }
  @container triptych (inline-size > 40rem) {
    .facts {
      grid-template-columns: minmax(9rem, max-content) 1fr;
    }
  }
  .scroll {
    overflow-x: auto;
    margin-block: 0.5rem 1rem;
  }
  .scroll:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  table {
    border-collapse: collapse;
    font-size: max(1rem, 16px);
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
  td.number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .answers td {
    white-space: nowrap;
  }
  .hidden {
    color: var(--ink-soft);
    font-style: italic;
  }
  pre,
  code {
    font-family: ui-monospace, 'DejaVu Sans Mono', monospace;
    font-size: max(1rem, 16px);
  }
  pre {
    overflow-x: auto;
    margin-block: 0.25rem 1rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--tint);
  }
  label.field {
    display: block;
    margin-block: 1rem 0.5rem;
    font-weight: 600;
  }
  select,
  textarea,
  input:not([type='radio'], [type='checkbox']) {
    display: block;
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    margin-block-start: 0.35rem;
    padding: 0.5rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 400;
  }
  .office input {
    box-sizing: border-box;
    inline-size: min(32rem, 100%);
  }
  textarea {
    inline-size: 100%;
    box-sizing: border-box;
    font-family: ui-monospace, 'DejaVu Sans Mono', monospace;
  }
  label.box {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2.75rem;
  }
  label.box input {
    inline-size: 1.35rem;
    block-size: 1.35rem;
    accent-color: var(--accent);
  }
  progress {
    inline-size: min(24rem, 100%);
    block-size: 1.25rem;
    accent-color: var(--accent);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1.25rem;
    margin-block: 1rem;
  }
  .files {
    padding-inline-start: 0;
    list-style: none;
    max-inline-size: none;
  }
  .files li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
  }
  summary {
    min-block-size: 2.75rem;
    padding-block: 0.5rem;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .download {
    display: inline-block;
    text-decoration: none;
  }
  .wide {
    max-inline-size: none;
  }
  .bar {
    display: block;
    inline-size: 8rem;
    block-size: 0.9rem;
  }
  .track {
    fill: var(--tint);
    stroke: var(--line);
  }
  .fill {
    fill: var(--accent);
  }
  .line {
    stroke: var(--ink);
    stroke-width: 2;
  }
  .halo {
    stroke: var(--surface);
    stroke-width: 5;
  }
  @media (forced-colors: active) {
    .track {
      fill: Canvas;
      stroke: CanvasText;
    }
    .fill {
      fill: CanvasText;
    }
    .line {
      stroke: Highlight;
    }
    .halo {
      stroke: Canvas;
    }
  }
  @media print {
    button,
    select,
    input {
      display: none;
    }
  }
`;
