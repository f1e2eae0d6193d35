// SPDX-License-Identifier: MIT
// Screens: how the notice and the questions look.

import { css } from 'lit';

export const askStyles = css`
  /* Before any answer */
  .facts > div {
    padding-block: 0.6rem;
    border-block-end: 1px solid var(--line);
  }
  dt {
    font-weight: 700;
  }
  dd {
    margin: 0;
  }
  .facts :is(dt, dd) {
    display: inline;
  }
  .facts ul {
    margin: 0;
    padding-inline-start: 1.2em;
  }
  .facts dt::after {
    content: '. ';
  }
  @container triptych (inline-size >= 36rem) {
    .facts dt::after {
      content: none;
    }
    .facts > div {
      display: grid;
      grid-template-columns: 9rem 1fr;
      gap: 1rem;
    }
  }

  /* Questions */
  .progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 0.375rem;
    margin-block-end: 0.75rem;
    border: 0;
    border-radius: 1rem;
    background: var(--tint);
    overflow: hidden;
  }
  .progress::-webkit-progress-bar {
    background: var(--tint);
  }
  .progress::-webkit-progress-value {
    background: var(--accent);
  }
  .progress::-moz-progress-bar {
    background: var(--accent);
  }
  .where {
    margin-block-end: 0.5rem;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
    font-weight: 400;
  }
  .question,
  .panel {
    margin-block-end: 2rem;
  }
  /* Padding: some engines drop a margin at the end of a legend. */
  .question-title {
    margin: 0;
    padding-block-end: 0.6rem;
  }
  .failing {
    padding-inline-start: 1rem;
    border-inline-start: 0.3rem solid var(--bad);
  }
  .hint {
    margin-block-end: 0.75rem;
    color: var(--ink-soft);
  }
  .error {
    margin-block-end: 0.5rem;
    color: var(--bad);
    font-weight: 700;
  }
  .required {
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
    font-weight: 400;
  }
  .error-summary {
    margin-block-end: 1.5rem;
    padding: 1rem 1.25rem;
    border: 0.25rem solid var(--bad);
    border-radius: var(--radius);
  }
  .error-summary ul {
    margin-block: 0.5rem 0;
    padding-inline-start: 1.2em;
  }
  .error-summary a {
    color: var(--bad);
    font-weight: 700;
  }
  .error-summary span {
    display: block;
  }
  .choices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    max-inline-size: 40rem;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.85rem;
    min-block-size: max(3rem, 48px);
    padding: 0.6rem 1rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    line-height: calc(1lh * 0.9);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--tint);
  }
  .choice:has(:checked) {
    border-color: var(--accent);
    background: var(--tint);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .choice:has(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .choice input:focus-visible {
    outline: none;
  }
  .choice:has(:disabled) {
    border-color: var(--line);
    color: var(--ink-soft);
    cursor: default;
  }
  .apart {
    margin-block-start: 1.1rem;
  }
  .apart .choice {
    border-style: dashed;
  }
  .pair {
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  }
  .field,
  .besides textarea {
    display: block;
    inline-size: 100%;
    max-inline-size: 40rem;
    min-block-size: max(3rem, 48px);
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) / 2);
    background: var(--surface);
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }
  .besides {
    margin-block-start: 1rem;
  }

  @media (forced-colors: active) {
    .choice:has(:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
    .progress::-webkit-progress-value {
      background: Highlight;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .choice:hover {
      transition: background-color 0.12s;
    }
  }
  @media print {
    .stop,
    .progress {
      display: none;
    }
  }
`;
