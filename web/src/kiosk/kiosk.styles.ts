// SPDX-License-Identifier: MIT
// Kiosk: its bar, its countdown and its drawer.

import { css } from 'lit';

export const kioskStyles = css`
  /* Below the widget's own foot, as a part of it. */
  :host {
    margin-inline: auto;
    max-inline-size: 44rem;
  }
  .foot {
    max-inline-size: none;
    border: 0;
    padding-block: 0;
  }
  .actions {
    margin-block: 1.25rem 0.75rem;
  }
  .erasing {
    margin-block-start: 0.75rem;
  }
  dialog {
    box-sizing: border-box;
    inline-size: min(34rem, calc(100vw - 2rem));
    max-block-size: calc(100vh - 2rem);
    overflow-y: auto;
    padding: 1.5rem;
    border: 2px solid var(--edge, currentColor);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.6);
  }
  dialog h2 {
    margin-block: 0 0.75rem;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--accent);
  }
  label.field {
    display: block;
    margin-block: 0.75rem;
    font-weight: 600;
  }
  label.field input {
    display: block;
    box-sizing: border-box;
    inline-size: min(16rem, 100%);
    min-block-size: max(3rem, 48px);
    margin-block-start: 0.35rem;
    padding: 0.5rem;
    border: 1px solid var(--edge, currentColor);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    letter-spacing: 0.3em;
  }
`;
