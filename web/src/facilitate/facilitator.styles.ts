// SPDX-License-Identifier: MIT
// Facilitate: how a group's view looks: letters for the back row, one thing on the screen.

import { css } from 'lit';

export const facilitatorStyles = css`
  :host {
    display: block;
    color: inherit;
    font-variant-numeric: tabular-nums;
  }
  .room-view {
    font-size: clamp(1.25rem, 1rem + 1.1cqi, 2.125rem);
    line-height: 1.45;
  }
  .room-view > :not(triptych-explainer) {
    margin-inline: auto;
    max-inline-size: 46rem;
  }
  .room-view :is(ul, ol) {
    max-inline-size: none;
  }
  .slide-title {
    font-size: 1.4em;
    line-height: 1.2;
    margin-block: 0.5em;
    text-wrap: balance;
  }
  .where {
    color: var(--ink-soft);
    font-size: max(0.75em, 16px);
  }
  .time {
    margin-inline-start: 1em;
    white-space: nowrap;
  }
  .hint {
    font-size: max(0.8em, 18px);
  }
  .cards {
    display: grid;
    gap: 0.75rem;
    padding: 0;
    list-style: none;
  }
  .cards button,
  .tablet button {
    inline-size: 100%;
    min-block-size: 4rem;
    text-align: start;
  }
  .tablet {
    display: grid;
    gap: 0.75rem;
  }
  .hands {
    display: grid;
    gap: 0.75rem;
  }
  .hand {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1.5rem;
    padding-block: 0.25rem;
    border-block-end: 1px solid var(--line);
  }
  .hand label {
    flex: 1 1 14rem;
  }
  .counter {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .counter input {
    inline-size: 5rem;
    min-block-size: 3rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    font: inherit;
    text-align: center;
  }
  .nudge {
    inline-size: 3rem;
    min-block-size: 3rem;
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
  .label {
    margin-block: 1.25em 0.4em;
    font-weight: 700;
  }
  .bars dt {
    font-weight: 400;
  }
  .bars dd {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block-end: 0.5rem;
  }
  .bars svg {
    flex: 1;
    min-inline-size: 0;
    block-size: 1.1em;
    border-inline-start: 2px solid var(--line);
    fill: var(--accent);
  }
  .bars svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .bars dd strong {
    min-inline-size: 3ch;
    text-align: end;
  }
  .right {
    padding-inline: 0.4em;
    border: 2px solid var(--accent);
    border-radius: 0.25rem;
  }
  .feedback,
  .prompt {
    padding: 0.75rem 1rem;
    border-inline-start: 0.3rem solid var(--accent);
    background: var(--tint);
  }
  .takeaway {
    font-size: 1.2em;
    font-weight: 700;
  }
  .prompts li {
    margin-block-end: 0.6em;
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1rem;
    margin-block: 1.5rem 0.75rem;
  }
  @media print {
    .room-view > :not(triptych-explainer) {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .bars svg {
      fill: CanvasText;
    }
  }
`;
