// SPDX-License-Identifier: MIT
// Questions: how the rarer ones look.

import { css } from 'lit';

export const styles = css`
  .scale {
    grid-template-columns: repeat(auto-fit, minmax(3.25rem, 1fr));
  }
  :not(.row) > .scale .choice {
    flex-direction: column;
    justify-content: center;
    gap: 0.35rem;
    padding: 0.6rem 0.25rem;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    max-inline-size: 40rem;
    margin-block-start: 0.5rem;
    color: var(--ink-soft);
  }
  .field:is([type='number'], [type='date'], [type='month'], [type='week'], [type='time']) {
    max-inline-size: 14rem;
  }
  .field[aria-invalid] {
    border: 2px solid var(--bad);
  }
  .row {
    margin-block-end: 1.25rem;
  }
  .row > legend,
  .item > label {
    display: block;
    margin-block-end: 0.4rem;
    font-weight: 700;
  }
  .row .scale {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
  }
  .item {
    margin-block-end: 1rem;
  }
  .ranking {
    display: grid;
    gap: 0.5rem;
    max-inline-size: 40rem;
    padding: 0;
    counter-reset: place;
    list-style: none;
  }
  .ranking li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.35rem 0.35rem 0.35rem 1rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    counter-increment: place;
  }
  .ranking li::before {
    content: counter(place);
    min-inline-size: 1.25em;
    color: var(--accent);
    font-weight: 700;
  }
  .rank-text {
    flex: 1;
  }
  .mover {
    inline-size: 2.75rem;
    block-size: 2.75rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: none;
    color: var(--accent);
    font: inherit;
    cursor: pointer;
  }
  .mover:hover {
    background: var(--tint);
  }
  .pictures {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
  }
  .pictures .choice {
    align-items: start;
  }
  img {
    max-inline-size: 100%;
    block-size: auto;
  }
  .pictures img {
    display: block;
    inline-size: 100%;
    max-block-size: 12rem;
    margin-block-end: 0.35rem;
    object-fit: contain;
  }
  .prose > :first-child {
    margin-block-start: 0;
  }
`;
