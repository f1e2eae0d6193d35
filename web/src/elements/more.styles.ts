// SPDX-License-Identifier: MIT
// Elements: how the widget looks beyond its first screen: navigation, notes, buttons, fields.

import { css } from 'lit';

export const moreStyles = css`
  .widget {
    --edge: #66757f;
    --bad: #8f1d12;
    --bad-tint: #fdf1ee;
  }
  @supports (color: light-dark(#000, #fff)) {
    .widget {
      --edge: light-dark(#66757f, #8fa0aa);
      --bad: light-dark(#8f1d12, #ffb4a6);
      --bad-tint: light-dark(#fdf1ee, #33201d);
    }
  }
  .title:focus-visible,
  .question-title:focus-visible {
    outline: none;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  dl {
    margin-block: 0 1rem;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }
  .note {
    margin-block: 0.75rem;
    padding: 0.75rem 1rem;
    border-radius: var(--radius);
    border: 1px solid var(--line);
    background: var(--tint);
  }
  .note.problem {
    border-color: var(--bad);
    background: var(--bad-tint);
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    border-block-end: 1px solid var(--line);
  }
  .panels button {
    min-block-size: max(3rem, 48px);
    padding: 0.5rem 0;
    border: 0;
    border-block-end: 4px solid transparent;
    background: none;
    color: var(--ink-soft);
    font: inherit;
    font-size: max(1rem, 16px);
    letter-spacing: inherit;
    line-height: calc(1lh * 0.85);
    cursor: pointer;
  }
  .panels button:hover:not([aria-current]) {
    border-block-end-color: var(--line);
  }
  .panels [aria-current] {
    border-block-end-color: var(--accent);
    color: var(--ink);
    font-weight: 700;
  }
  .foot p {
    margin: 0;
  }
  .keep {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: max(2.75rem, 44px);
    cursor: pointer;
  }
  .erasing {
    flex-basis: 100%;
    padding-block: 0.5rem;
    color: var(--ink);
    font-size: 1.125rem;
  }
  .primary {
    min-block-size: max(3.25rem, 52px);
    background: var(--accent);
    color: var(--on-accent);
  }
  .primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  .secondary {
    min-block-size: max(3.25rem, 52px);
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1rem;
    margin-block-start: 1.75rem;
  }
  .stop {
    margin-block: 0.75rem 0;
  }

  /* Fields, as every panel has them */
  summary {
    inline-size: fit-content;
    min-block-size: max(2.75rem, 44px);
    padding-block: 0.6rem;
    color: var(--accent);
    cursor: pointer;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    inline-size: max(1.375rem, 22px);
    block-size: max(1.375rem, 22px);
    margin: 0;
    accent-color: var(--accent);
  }

  @media (forced-colors: active) {
    .panels [aria-current] {
      border-color: Highlight;
    }
    .primary {
      border-width: 4px;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    /* Under the pointer alone: when the scheme changes, ground and text change together. */
    :is(.door, button):hover {
      transition: background-color 0.12s;
    }
  }
  @media print {
    .panels,
    .foot,
    .actions,
    .no-print {
      display: none;
    }
    .widget {
      color: #000;
      background: none;
    }
    :host([printing]) .screen > :not([printed]),
    :host([printing]) .banner {
      display: none;
    }
  }
`;
