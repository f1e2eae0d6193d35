// SPDX-License-Identifier: MIT
// Elements: how the first screen looks, and what every other one shares with it: tokens, text, the frame, doors. Where a page's HTML already holds the
// first screen (web/build/first-screen.ts) these rules stand beside it and serve the widget too; elsewhere they are a chunk. Sizes follow the widget, not the window.

import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    color: var(--triptych-ink, #17252f);
    min-inline-size: 0;
  }
  /* A box that follows its own width (container, below) has none to tell where the page asks how wide it would like to be, in a dialog, a row, a
     float: two points far apart, which wrap, tell it. */
  :host::before {
    content: '. .';
    display: block;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    white-space: normal;
    word-spacing: 60rem;
  }
  :host([scheme='light']) {
    color-scheme: light;
  }
  :host([scheme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  .widget {
    /* Of what pages let their parts inherit, only what helps to read. */
    all: initial;
    display: block;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    line-height: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    /* For engines that do not know light-dark(). */
    --ink: var(--triptych-ink, #17252f);
    --ink-soft: var(--triptych-ink-soft, #43525d);
    --surface: var(--triptych-surface, #fff);
    --tint: var(--triptych-tint, #f1f5f4);
    --line: var(--triptych-line, #c3cdd2);
    --accent: var(--triptych-accent, #0b5157);
    --on-accent: var(--triptych-on-accent, #fff);
    --radius: var(--triptych-radius, 0.625rem);
    --space-s: 0.5rem;
    --space-m: 1rem;
    --space-l: 1.75rem;
    container: triptych / inline-size;
    box-sizing: border-box;
    overflow-wrap: break-word;
    color: var(--ink);
    background: var(--surface);
    font-family: var(--triptych-font, inherit);
    font-size: max(1.125rem, 18px);
    text-align: start;
  }
  :host([default-leading]) .widget {
    line-height: 1.6;
  }
  @supports (color: light-dark(#000, #fff)) {
    .widget {
      --ink: var(--triptych-ink, light-dark(#17252f, #edf2f3));
      --ink-soft: var(--triptych-ink-soft, light-dark(#43525d, #b9c6cc));
      --surface: var(--triptych-surface, light-dark(#fff, #111b21));
      --tint: var(--triptych-tint, light-dark(#f1f5f4, #1b2830));
      --line: var(--triptych-line, light-dark(#c3cdd2, #41525c));
      --accent: var(--triptych-accent, light-dark(#0b5157, #8ed8d2));
      --on-accent: var(--triptych-on-accent, light-dark(#fff, #0c2125));
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  /* Text */
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  legend {
    font-family: var(--triptych-heading-font, inherit);
    text-wrap: pretty;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 0;
    font-size: 1.15em;
    font-weight: 700;
    /* Where a screen begins, its way in stays in sight. */
    scroll-margin-block-start: 8rem;
  }
  h1:focus,
  h2:focus,
  h3:focus,
  h4:focus,
  h5:focus,
  h6:focus {
    outline: none;
  }
  .title,
  .question-title[id] {
    font-size: max(clamp(1.25rem, 1rem + 1.4cqi, 1.75rem), 20px);
    line-height: max(1.25em, 1lh);
    letter-spacing: inherit;
    max-inline-size: 32em;
  }
  .title {
    margin-block-end: 0.75rem;
  }
  p,
  ul,
  ol,
  dd {
    margin-block: 0 1rem;
    /* 45 to 75 letters: a letter is narrower than the digit that ch measures. */
    max-inline-size: 52ch;
    text-wrap: pretty;
  }
  .home p {
    max-inline-size: none;
  }
  :is(button, a, input, select, textarea, summary, [tabindex='-1']):focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  /* Frame */
  .screen,
  .foot,
  .panels,
  .banner,
  .note {
    margin-inline: auto;
    max-inline-size: 44rem;
  }
  .screen {
    padding-block: 1.25rem 1.75rem;
  }
  .at-home > * {
    max-inline-size: 60rem;
  }
  .screen.home {
    padding-block: 0.75rem;
  }
  .banner {
    margin-block: 0;
    padding-block: 0.35rem;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
    font-weight: 700;
  }
  .banner::before {
    content: '';
    display: inline-block;
    inline-size: 0.7em;
    block-size: 0.7em;
    margin-inline-end: 0.5em;
    border: 0.2em solid currentColor;
    border-radius: 50%;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.5rem;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--line);
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
  }
  .foot:not(:has(*)) {
    display: none;
  }
  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-inline-start: auto;
  }

  /* Buttons */
  .primary,
  .secondary,
  .quiet {
    min-block-size: max(2.75rem, 44px);
    padding: 0.6rem 1.4rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: none;
    color: var(--accent);
    font: inherit;
    font-weight: 600;
    letter-spacing: inherit;
    line-height: calc(1lh * 0.85);
    cursor: pointer;
  }
  .secondary:hover,
  .quiet:hover {
    background: var(--tint);
  }
  .quiet {
    min-inline-size: max(2.75rem, 44px);
    padding-inline: 0.25rem;
    border-color: transparent;
    font-weight: 400;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .quiet[aria-pressed='true'] {
    color: inherit;
    font-weight: 700;
    text-decoration: none;
  }

  /* First screen */
  .asks {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block-end: 0.35rem;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
  }
  .home .title {
    font-size: max(clamp(1.375rem, 0.85rem + 2.4cqi, 2.25rem), 22px);
    margin-block-end: 0.5rem;
    text-wrap: balance;
  }
  .why {
    margin-block-end: 0.5rem;
  }
  .terms {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    margin-block-end: 1rem;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
  }
  :is(button, label, legend) {
    overflow-wrap: anywhere;
  }
  .doors {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.625rem;
  }
  .door {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 1rem;
    align-items: center;
    padding: 0.7rem 1rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    letter-spacing: inherit;
    line-height: calc(1lh * 0.85);
    text-align: start;
    cursor: pointer;
  }
  .door:hover {
    background: var(--tint);
  }
  .door.main {
    background: var(--accent);
    color: var(--on-accent);
  }
  .door.main:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  .door-title {
    font-weight: 700;
    font-size: 1.1em;
  }
  .door-hint {
    grid-column: 2;
    font-size: max(1rem, 16px);
  }
  .door:not(.main) .icon {
    color: var(--accent);
  }
  .icon {
    grid-row: span 2;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon .full {
    fill: currentColor;
  }
  @container triptych (inline-size >= 44rem) {
    .screen.home {
      padding-block: 2rem;
    }
    .terms {
      margin-block-end: 1.75rem;
    }
    /* Three leaves of one panel, the middle one in front. */
    .doors {
      grid-template-columns: 1fr 1.15fr 1fr;
      gap: 0;
      align-items: center;
    }
    .door {
      grid-template-columns: minmax(0, 1fr);
      align-content: center;
      gap: 0.5rem;
      min-block-size: 12rem;
      padding: 1.5rem;
    }
    .door.main {
      min-block-size: 14rem;
      z-index: 1;
    }
    .door:first-child {
      border-inline-end: 0;
      border-start-end-radius: 0;
      border-end-end-radius: 0;
    }
    .door:last-child {
      border-inline-start: 0;
      border-start-start-radius: 0;
      border-end-start-radius: 0;
    }
    .door-hint {
      grid-column: 1;
    }
    .icon {
      inline-size: 2.75rem;
      block-size: 2.75rem;
    }
  }

  @media (forced-colors: active) {
    .door.main {
      border-width: 4px;
    }
    /* Their edge is drawn there. */
    .quiet {
      padding-inline: 0.6rem;
    }
  }
`;
