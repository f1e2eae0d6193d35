// SPDX-License-Identifier: MIT
// Screens: how the later screens look.

import { css } from 'lit';

export const styles = css`
  .leaving > div {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 1rem;
    padding-block: 0.75rem;
    border-block-end: 1px solid var(--line);
  }
  .leaving dt {
    font-weight: 400;
    color: var(--ink-soft);
  }
  .leaving dd {
    grid-column: 1;
    font-weight: 700;
  }
  .leaving dd span:not(:last-child)::after {
    content: ', ';
  }
  .leaving dd.change {
    grid-area: 1 / 2 / span 2;
    align-self: center;
    font-weight: 400;
  }
  .final {
    padding: 0.75rem 1rem;
    border-inline-start: 0.3rem solid var(--accent);
    background: var(--tint);
  }
  .bytes table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
    font-size: max(1rem, 16px);
  }
  .bytes :is(th, td) {
    padding: 0.25rem 1rem 0.25rem 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
  }
  code {
    overflow-wrap: anywhere;
    font-size: 1em;
  }
  .received {
    font-size: 1.15em;
  }
  .verdict {
    font-weight: 700;
  }
  .check {
    margin-block-end: 2rem;
  }
  section:not(.screen) > :is(h1, h2, h3, h4, h5, h6) {
    margin-block: 2rem 0.75rem;
  }
  .jumps {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    max-inline-size: none;
    padding: 0;
    list-style: none;
  }
  .jumps a {
    display: inline-block;
    padding-block: 0.5rem;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    gap: 1rem;
    max-inline-size: none;
    padding: 0;
    list-style: none;
  }
  .cards .secondary {
    inline-size: 100%;
    block-size: 100%;
    text-align: start;
  }
  .card {
    padding: 1rem 1.25rem;
    border-radius: var(--radius);
    background: var(--tint);
  }
  .card :is(h1, h2, h3, h4, h5, h6) {
    margin-block-end: 0.35rem;
    font-size: 1em;
  }
  .card p {
    margin: 0;
  }
  .ask ol {
    padding-inline-start: 1.5em;
    font-size: 1.1em;
  }
  .ask li {
    padding-block: 0.35rem;
  }
  .credits {
    color: var(--ink-soft);
  }
  @media print {
    .card {
      break-inside: avoid;
      border: 1px solid;
    }
  }
`;
