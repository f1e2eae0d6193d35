// SPDX-License-Identifier: MIT
// Explainers: how an explainer looks, over the widget's own styles. Marks differ by shape before colour.

import { css } from 'lit';

export const explainerStyles = css`
  :host {
    --ill: #8a1c5b;
    --well: #5d6f7c;
    --alert: #b65b00;
    --alert-ground: #ffe9cc;
    --column: 44rem;
    /* Wider than the column of text where the widget has room: only the stage uses it, once it stands in two columns. */
    inline-size: min(64rem, 100cqi);
    margin-inline: calc((100% - min(64rem, 100cqi)) / 2);
    container: explainer / inline-size;
    color: inherit;
    font-variant-numeric: tabular-nums;
  }
  .explainer > * {
    margin-inline: max(0px, (100% - var(--column)) / 2);
  }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --ill: light-dark(#8a1c5b, #ff9fd2);
      --well: light-dark(#5d6f7c, #93a5b1);
      --alert: light-dark(#b65b00, #ffb25c);
      --alert-ground: light-dark(#ffe9cc, #4b3314);
    }
  }
  .title {
    margin-block-end: 0.25rem;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
  }
  .simplified::before {
    content: '';
    display: inline-block;
    inline-size: 0.75em;
    block-size: 0.75em;
    margin-inline-end: 0.45em;
    border: 2px dashed currentColor;
    border-radius: 50%;
  }
  .reading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1.5rem;
    margin-block-end: 0.5rem;
  }
  .reading .sizes {
    margin-block-start: 0;
  }
  .listen {
    min-block-size: max(2.75rem, 44px);
  }
  .step-title {
    margin-block: 1.25rem 0.5rem;
    font-size: 1.25em;
    text-wrap: balance;
  }
  .step-title:focus-visible {
    outline: none;
  }
  .step-number {
    display: block;
    font-size: max(0.8em, 16px);
    font-weight: 400;
    color: var(--ink-soft);
  }

  /* What moves the picture beside it; above it where there is no room. */
  .stage {
    display: grid;
    gap: 1.25rem 2rem;
    margin-block: 1.25rem;
  }
  .stage > * {
    min-inline-size: 0;
  }
  @container explainer (inline-size >= 52rem) {
    .explainer > .stage {
      margin-inline: 0;
    }
    .stage {
      grid-template-columns: minmax(18rem, 5fr) 8fr;
      grid-template-rows: repeat(3, auto) 1fr;
      align-items: start;
    }
    .stage > * {
      grid-column: 1;
    }
    .controls {
      grid-row: 1 / span 2;
    }
    .stage > .said {
      grid-column: 2;
      grid-row: 1;
    }
    .stage > .pictures {
      grid-column: 2;
      grid-row: 2 / span 3;
    }
  }
  .control + .control {
    margin-block-start: 1.25rem;
  }
  .control label,
  .label {
    display: block;
    font-weight: 700;
  }
  .label {
    margin-block-end: 0.4rem;
  }
  .value {
    display: block;
  }
  .slider {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block-start: 0.25rem;
    max-inline-size: 34rem;
  }
  .slider input {
    flex: 1;
    min-inline-size: 5rem;
    block-size: 2.75rem;
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
  }
  .nudge {
    flex: none;
    inline-size: 2.75rem;
    min-block-size: max(2.75rem, 44px);
    padding: 0;
    border-radius: 50%;
    font-size: 1.4rem;
    line-height: 1;
  }
  .nudge:disabled {
    border-color: var(--line);
    color: var(--ink-soft);
    cursor: default;
  }
  .help {
    margin-block: 0.1rem 0;
    color: var(--ink-soft);
    font-size: max(0.9em, 16px);
  }
  .preset-list {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .preset {
    min-block-size: max(2.75rem, 44px);
    padding: 0.45rem 0.9rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: max(0.9em, 16px);
    letter-spacing: inherit;
    line-height: calc(1lh * 0.85);
    text-align: start;
    cursor: pointer;
  }
  .preset:hover {
    background: var(--tint);
  }
  .preset[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--tint);
    box-shadow: inset 0 0 0 1px var(--accent);
    font-weight: 700;
  }
  .preset[aria-pressed='true']::before {
    content: '✓ ';
    content: '✓ ' / '';
  }
  .said {
    margin: 0;
    padding: 0.75rem 1rem;
    border-inline-start: 0.3rem solid var(--accent);
    background: var(--tint);
    font-size: clamp(1em, 0.9em + 0.6cqi, 1.2em);
  }
  .origin {
    margin: 0;
    color: var(--ink-soft);
    font-size: max(0.9em, 16px);
  }

  /* Pictures */
  .people {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }
  .people[data-people='100'] {
    max-inline-size: 20rem;
  }
  .people[data-across='1']:not([data-people='100']) {
    max-inline-size: 26rem;
  }
  .people:dir(rtl) {
    transform: scaleX(-1);
  }
  .ill {
    fill: var(--ill);
  }
  .well {
    fill: none;
    stroke: var(--well);
    stroke-width: 1;
  }
  .alert {
    fill: var(--alert-ground);
    stroke: var(--alert);
    stroke-width: 1.1;
    stroke-linejoin: round;
  }
  .mark {
    flex: none;
    inline-size: 1.4em;
    block-size: 1.4em;
    vertical-align: -0.35em;
  }
  .legend {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.4rem 1.25rem;
    max-inline-size: none;
    margin-block: 0.9rem 0;
    padding: 0;
    list-style: none;
    line-height: calc(1lh * 0.88);
  }
  .legend li {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
  }
  .legend .mark {
    align-self: start;
  }
  .sizes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1.25rem;
    margin-block-start: 0.75rem;
  }
  .sizes legend {
    float: inline-start;
    margin-inline-end: 0.25rem;
  }
  .sizes label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: max(2.75rem, 44px);
    cursor: pointer;
  }

  /* On a phone what may be chosen begins a line of its own: no choice stands alone under the name of the group. */
  @container explainer (inline-size < 26rem) {
    .sizes legend {
      float: none;
      inline-size: 100%;
    }
  }

  /* Two groups on one scale, side by side from the narrowest phone on. */
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 1.25rem;
  }
  .pair .people {
    max-inline-size: 16rem;
  }
  .pair .legend {
    grid-template-columns: 1fr;
  }
  .average,
  .drawn {
    margin-block: 1rem 0;
  }

  /* Lengths on one scale, each with its number. */
  .bars {
    margin: 0 0 1.25rem;
  }
  .bars > div + div {
    margin-block-start: 0.5rem;
  }
  .bars dt {
    font-weight: 400;
    line-height: calc(1lh * 0.9);
  }
  .bars dd {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin: 0;
  }
  .bars svg {
    flex: 1;
    min-inline-size: 0;
    block-size: 1.1rem;
    border-inline-start: 2px solid var(--line);
    fill: var(--accent);
  }
  .bars svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .bars svg.harmed {
    fill: var(--alert-ground);
    stroke: var(--alert);
    stroke-width: 2;
  }
  .bars svg.harmed path {
    vector-effect: non-scaling-stroke;
  }
  .bars small {
    display: block;
    color: var(--ink-soft);
    font-size: max(0.9em, 16px);
  }
  .bars strong {
    min-inline-size: 4ch;
    text-align: end;
  }

  /* Two hills of scores, and the threshold between them. */
  .scores {
    display: block;
    inline-size: 100%;
    max-inline-size: 34rem;
    block-size: auto;
  }
  .hill {
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }
  .well-hill {
    fill: none;
    stroke: var(--well);
    stroke-width: 2;
  }
  .ill-hill {
    fill: var(--ill);
    fill-opacity: 0.55;
    stroke: var(--ill);
  }
  .axis {
    stroke: var(--line);
  }
  .threshold {
    fill: none;
    stroke: var(--alert);
    stroke-width: 2.5;
    stroke-dasharray: 5 2;
  }

  /* The waiting room */
  .room {
    display: block;
    inline-size: 100%;
    max-inline-size: 34rem;
    block-size: auto;
  }
  .room-name {
    margin-block: 0.75rem 0.2rem;
  }
  .room .absent {
    display: none;
  }
  .room-said {
    margin-block: 0.75rem;
  }
  .room-moves {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-end: 1rem;
  }

  /* The tree: indented lists where narrow, three levels where wide. */
  .tree {
    margin-block-start: 1.5rem;
  }
  .tree ul {
    max-inline-size: none;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .tree ul ul {
    margin-inline-start: 1rem;
    border-inline-start: 2px solid var(--line);
  }
  .tree ul ul > li {
    position: relative;
    padding: 0.4rem 0 0;
    padding-inline-start: 1.1rem;
  }
  .tree ul ul > li::before {
    content: '';
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: 1.6rem;
    inline-size: 0.9rem;
    border-block-start: 2px solid var(--line);
  }
  .node {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1rem 0.45rem;
    padding: 0.35rem 0.7rem;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) / 2);
    background: var(--surface);
    line-height: calc(1lh * 0.85);
  }
  .with-alert {
    border: 2px solid var(--alert);
  }
  @container explainer (inline-size >= 36rem) {
    .tree ul ul {
      position: relative;
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: 1fr;
      margin: 0;
      padding-block-start: 1.1rem;
      border: 0;
    }
    .tree li {
      text-align: center;
    }
    .tree ul ul > li {
      padding: 1.1rem 0.25rem 0;
    }
    .tree ul ul > li::before,
    .tree ul ul::before {
      inset-block-start: 0;
      inset-inline-start: calc(50% - 1px);
      inline-size: 0;
      block-size: 1.1rem;
      border: 0;
      border-inline-start: 2px solid var(--line);
    }
    .tree ul ul::before,
    .tree ul ul::after {
      content: '';
      position: absolute;
    }
    .tree ul ul::after {
      inset-block-start: 1.1rem;
      inset-inline: 25%;
      border-block-start: 2px solid var(--line);
    }
    .node {
      flex-direction: column;
    }
  }

  .part-title {
    margin-block: 1.75rem 0.5rem;
    font-size: 1.05em;
  }
  .findings li {
    margin-block-end: 0.6rem;
  }
  .findings ul,
  .all-sources ul,
  .paper ul {
    padding-inline-start: 1.2em;
  }
  .sources {
    color: var(--ink-soft);
    font-size: max(0.9em, 16px);
  }
  .waiting {
    display: inline-block;
    padding-inline: 0.4em;
    border: 2px dashed var(--bad);
    border-radius: 0.25rem;
    font-size: max(0.85em, 16px);
  }
  .takeaway {
    max-inline-size: 34ch;
    margin-block: 0.5rem 1.5rem;
    font-size: clamp(1.35em, 1.1em + 1.5cqi, 1.75em);
    font-weight: 700;
    line-height: calc(1lh * 1.25);
    text-wrap: balance;
  }
  .question legend {
    font-weight: 700;
    max-inline-size: 34em;
  }
  .question .choice {
    max-inline-size: 40rem;
    margin-block-start: 0.5rem;
  }
  .feedback {
    margin-block: 0.75rem 0;
    padding: 0.75rem 1rem;
    border-inline-start: 0.3rem solid var(--edge);
    background: var(--tint);
  }
  .feedback[data-right='true'] {
    border-inline-start-color: var(--accent);
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1rem;
    margin-block: 1.75rem 0.75rem;
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
    padding-block: 0.4rem;
    padding-inline-end: 1.25rem;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    text-align: start;
  }
  td {
    padding-inline-end: 0;
    text-align: end;
    white-space: nowrap;
  }
  .crossed {
    inline-size: 100%;
    max-inline-size: 36rem;
  }
  .crossed :is(td, th) {
    padding-inline-end: 0.75rem;
  }
  .crossed :is(td, th[scope='col']) {
    text-align: end;
    white-space: normal;
  }
  .crossed small {
    display: block;
    color: var(--ink-soft);
    font-size: max(0.85em, 16px);
  }
  /* On a phone the totals must be in sight: what is hidden is found with them. */
  @container explainer (inline-size < 26rem) {
    .crossed {
      font-size: 16px;
    }
    .crossed :is(td, th) {
      padding-inline-end: 0.4rem;
    }
  }
  .hidden-cell {
    padding-inline: 0.2em;
    border: 2px dashed var(--edge);
    border-radius: 0.25rem;
  }
  [data-found='true'] .hidden-cell {
    border-style: solid;
    border-color: var(--alert);
  }
  .glossary dd {
    margin-block-end: 0.6rem;
  }
  .paper {
    display: none;
  }

  @media (forced-colors: active) {
    .ill {
      fill: CanvasText;
    }
    .well {
      stroke: CanvasText;
    }
    .alert {
      fill: Canvas;
      stroke: Highlight;
      stroke-width: 1.6;
    }
    .with-alert {
      border-width: 4px;
    }
    .bars svg,
    .ill-hill {
      fill: CanvasText;
    }
    .ill-hill,
    .well-hill {
      stroke: CanvasText;
    }
    .bars svg.harmed {
      fill: Canvas;
      stroke: CanvasText;
    }
    .threshold {
      stroke: Highlight;
    }
    .preset[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }
  @media print {
    .explainer {
      display: none;
    }
    .paper {
      display: block;
      color: #000;
      font-size: 10pt;
      line-height: 1.35;
    }
    .side + .side {
      break-before: page;
      columns: 2;
      column-gap: 1.75em;
      font-size: 9pt;
      line-height: 1.3;
    }
    .paper .waiting {
      padding: 0;
      border-width: 0 0 1px;
      border-radius: 0;
      font-size: inherit;
    }
    .paper dl {
      columns: 2;
      column-gap: 1.75em;
    }
    .paper dd {
      break-before: avoid;
    }
    .paper :is(p, ul, dl, dd) {
      max-inline-size: none;
      margin-block: 0 0.5em;
    }
    .paper :is(h1, h2, h3, h4, h5, h6) {
      margin-block: 0.8em 0.3em;
      break-after: avoid;
      font-size: 1.15em;
    }
    .paper .side:first-child > :first-child {
      margin-block-start: 0;
      font-size: 1.6em;
    }
    .paper .takeaway {
      max-inline-size: none;
      font-size: 1.35em;
    }
    .paper dd {
      margin-inline-start: 1em;
    }
    .paper li {
      margin-block-end: 0.25em;
    }
    .read-at {
      font-size: 7.5pt;
      overflow-wrap: anywhere;
    }
    .paper a::after {
      content: ' (' attr(href) ')';
      overflow-wrap: anywhere;
    }
  }
`;
