// SPDX-License-Identifier: MIT
// Explainers: how an explainer looks. Colours and sizes come from the widget's tokens; marks differ by shape before colour.

import { css } from 'lit';

export const explainerStyles = css`
  :host {
    display: block;
    container: explainer / inline-size;
    --ill: var(--triptych-mark-ill, light-dark(#7a1f5c, #f2a7d6));
    --well: var(--triptych-mark-well, light-dark(#6d7b8a, #90a0b2));
    --alert: var(--triptych-mark-alert, light-dark(#b25400, #ffb868));
    --alert-ground: var(--triptych-mark-alert-ground, light-dark(#ffeed6, #40301a));
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  p {
    margin-block: 0 var(--space-m, 1rem);
    max-inline-size: 62ch;
  }
  .title {
    margin-block: 0 var(--space-s, 0.5rem);
    text-wrap: balance;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    color: var(--ink-soft, inherit);
  }
  .simplified::before {
    content: '';
    display: inline-block;
    inline-size: 0.7em;
    block-size: 0.7em;
    margin-inline-end: 0.45em;
    border: 0.14em dashed currentColor;
    border-radius: 50%;
  }
  .step-title {
    margin-block: var(--space-l, 1.5rem) var(--space-s, 0.5rem);
    scroll-margin-block-start: 1rem;
    text-wrap: balance;
  }
  .step-title:focus {
    outline: none;
  }
  .step-number {
    display: block;
    font-size: 1rem;
    font-weight: 400;
    color: var(--ink-soft, inherit);
  }
  .lead {
    font-size: 1.1em;
  }

  /* The picture beside what moves it; under it where there is no room. */
  .stage {
    display: grid;
    gap: var(--space-l, 1.5rem);
    margin-block: var(--space-m, 1rem);
  }
  @container explainer (inline-size >= 52rem) {
    .stage {
      grid-template-columns: minmax(18rem, 2fr) 3fr;
      align-items: start;
    }
    .pictures {
      position: sticky;
      inset-block-start: 1rem;
    }
  }
  .control {
    margin-block-end: var(--space-m, 1rem);
  }
  .control label {
    display: block;
    font-weight: 600;
  }
  .value {
    display: block;
    font-variant-numeric: tabular-nums;
  }
  .slider {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 30rem;
  }
  .slider input {
    flex: 1;
    min-inline-size: 6rem;
    block-size: 2.75rem;
    margin: 0;
    accent-color: var(--accent, auto);
    cursor: pointer;
  }
  .nudge {
    flex: none;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    font-size: 1.5rem;
    line-height: 1;
  }
  .help {
    font-size: 0.9em;
    color: var(--ink-soft, inherit);
    margin-block-end: 0;
  }
  .label {
    font-weight: 600;
    margin-block-end: 0.25rem;
  }
  .presets {
    margin-block-end: var(--space-m, 1rem);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .said {
    font-size: 1.25em;
    line-height: 1.4;
    padding-inline-start: 1rem;
    border-inline-start: 0.25rem solid var(--accent, currentColor);
    font-variant-numeric: tabular-nums;
  }
  .origin {
    font-size: 0.9em;
  }

  /* Pictures */
  figure {
    margin: 0;
  }
  .people {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }
  .people[data-people='100'] {
    max-inline-size: 22rem;
  }
  .people[data-across='1']:not([data-people='100']) {
    max-inline-size: 30rem;
  }
  .ill {
    fill: var(--ill);
  }
  .well {
    fill: none;
    stroke: var(--well);
    stroke-width: 1;
  }
  .flagged {
    fill: var(--alert-ground);
    stroke: var(--alert);
    stroke-width: 1.1;
    stroke-linejoin: round;
  }
  .mark {
    inline-size: 1.35em;
    block-size: 1.35em;
    flex: none;
    vertical-align: -0.3em;
  }
  .legend {
    list-style: none;
    padding: 0;
    margin-block: var(--space-m, 1rem) 0;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.35rem 1rem;
  }
  .legend li {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
  }
  .legend .mark {
    align-self: center;
  }
  .legend strong,
  .tree strong {
    font-variant-numeric: tabular-nums;
  }
  .sizes {
    border: 0;
    margin: 0 0 var(--space-s, 0.5rem);
    padding: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
  }
  .sizes legend {
    float: inline-start;
    padding: 0;
    margin-inline-end: 0.25rem;
  }
  .sizes label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    cursor: pointer;
  }
  .sizes input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--accent, auto);
  }

  /* The tree: indented lists where narrow, three levels where wide. */
  .tree {
    margin-block-start: var(--space-l, 1.5rem);
  }
  .tree ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .tree ul ul {
    margin-inline-start: 0.9rem;
    border-inline-start: 2px solid var(--line, currentColor);
  }
  .tree ul ul > li {
    position: relative;
    padding-inline-start: 1.1rem;
    padding-block-start: 0.4rem;
  }
  .tree ul ul > li::before {
    content: '';
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: 1.45rem;
    inline-size: 0.8rem;
    border-block-start: 2px solid var(--line, currentColor);
  }
  .node {
    display: inline-flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0.15rem 0.4rem;
    padding: 0.3rem 0.6rem;
    border: 1px solid var(--line, currentColor);
    border-radius: 0.4rem;
  }
  .with-alert {
    border: 2px solid var(--alert);
  }
  @container explainer (inline-size >= 36rem) {
    .tree ul ul {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: 1fr;
      margin: 0;
      border: 0;
      padding-block-start: 1.2rem;
      position: relative;
    }
    .tree li {
      text-align: center;
    }
    .tree ul ul > li {
      padding: 1.2rem 0.25rem 0;
    }
    .tree ul ul > li::before {
      inset-inline: 50% auto;
      inset-block-start: 0;
      inline-size: 0;
      block-size: 1.2rem;
      border: 0;
      border-inline-start: 2px solid var(--line, currentColor);
    }
    /* From the parent down to the bar that joins two children. */
    .tree ul ul::before {
      content: '';
      position: absolute;
      inset-block-start: 0;
      inset-inline-start: 50%;
      block-size: 1.2rem;
      border-inline-start: 2px solid var(--line, currentColor);
    }
    .tree ul ul::after {
      content: '';
      position: absolute;
      inset-block-start: 1.2rem;
      inset-inline: 25%;
      border-block-start: 2px solid var(--line, currentColor);
    }
    .node {
      flex-direction: column;
    }
  }

  .facts-title {
    font-size: 1.1em;
    margin-block: var(--space-l, 1.5rem) var(--space-s, 0.5rem);
  }
  .facts ul {
    margin: 0;
    padding-inline-start: 1.2rem;
    max-inline-size: 62ch;
  }
  .facts li {
    margin-block-end: var(--space-s, 0.5rem);
  }
  .sources {
    font-size: 0.95em;
    color: var(--ink-soft, inherit);
  }
  .waiting {
    display: inline-block;
    padding-inline: 0.4em;
    border: 1px dashed currentColor;
    border-radius: 0.25rem;
    font-size: 0.85em;
  }
  .takeaway {
    font-size: 1.4em;
    line-height: 1.35;
    max-inline-size: 40ch;
    text-wrap: balance;
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    margin-block: var(--space-l, 1.5rem) var(--space-m, 1rem);
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    padding-block-end: 0.5rem;
  }
  th,
  td {
    text-align: start;
    font-weight: 400;
    padding: 0.3rem 1.5rem 0.3rem 0;
    border-block-end: 1px solid var(--line, currentColor);
  }
  td {
    text-align: end;
  }
  .print {
    display: none;
  }

  @media (forced-colors: active) {
    .ill {
      fill: CanvasText;
    }
    .well {
      stroke: CanvasText;
    }
    .flagged {
      fill: Canvas;
      stroke: Highlight;
      stroke-width: 1.4;
    }
    .with-alert {
      border-width: 3px;
    }
  }
  @media print {
    .explainer {
      display: none;
    }
    .print {
      display: block;
    }
    a::after {
      content: ' (' attr(href) ')';
      word-break: break-all;
    }
  }
`;
