// SPDX-License-Identifier: MIT
// Studio: what it adds to the desk's look: steps, cards, pairs of texts, a frame around the preview.

import { css } from 'lit';

export const studioStyles = css`
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block: 0.5rem 1rem;
    padding: 0;
    max-inline-size: none;
    list-style: none;
  }
  .steps button {
    padding-inline: 0.75rem;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 1.5rem;
  }
  .top .name {
    flex: 1 1 16rem;
    margin: 0;
  }
  .one {
    margin-block: 1rem;
  }
  .one > label,
  .name {
    display: block;
    font-weight: 600;
  }
  .hint {
    margin-block: 0.1rem 0;
    color: var(--ink-soft);
  }
  .type {
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
  }
  .one input,
  .one textarea,
  .one select,
  .list input,
  .pair textarea,
  .field input,
  input.language {
    box-sizing: border-box;
    inline-size: min(40rem, 100%);
    font-family: inherit;
  }
  .one textarea,
  .pair textarea {
    resize: vertical;
    field-sizing: content;
  }
  .one input.short,
  input.short {
    inline-size: 9rem;
  }
  select {
    inline-size: min(40rem, 100%);
  }
  textarea.source {
    inline-size: 100%;
    font-size: max(1rem, 16px);
    line-height: 1.5;
  }
  .small {
    min-block-size: 2.75rem;
    padding-block: 0.35rem;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
  }
  .acts .quiet {
    margin-inline: 0;
    padding-inline: 0.35rem;
    font-size: max(1rem, 16px);
  }
  .cards,
  .pairs,
  .colours,
  .coverage,
  .findings,
  .plain,
  .list ol {
    padding: 0;
    max-inline-size: none;
    list-style: none;
  }
  .page {
    margin-block: 2rem;
    padding-block-start: 0.5rem;
    border-block-start: 1px solid var(--line);
  }
  .page .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 1.5rem;
  }
  .page h3 {
    margin-block: 0.5rem;
  }
  .card {
    margin-block: 0.5rem;
    padding: 0.25rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .card > details > summary {
    inline-size: auto;
    color: var(--ink);
  }
  .title-of {
    font-weight: 600;
  }
  .count {
    display: inline-block;
    padding: 0 0.5em;
    border: 1px solid var(--edge);
    border-radius: 1em;
    font-size: max(1rem, 16px);
  }
  .count.error {
    border-color: var(--bad);
    color: var(--bad);
  }
  .list {
    margin-block: 1rem;
  }
  .list legend,
  .flags legend {
    font-weight: 600;
  }
  .list li {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.25rem 0.75rem;
    padding-block: 0.35rem;
  }
  .list label:not(.code) {
    flex: 1 1 14rem;
  }
  .list .code {
    flex: 0 1 10rem;
    color: var(--ink-soft);
  }
  .list form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.25rem 1.5rem;
  }
  .findings {
    flex-basis: 100%;
    margin-block: 0.35rem;
  }
  .findings li {
    max-inline-size: 52ch;
    margin-block: 0.25rem;
    padding-inline-start: 0.75rem;
    border-inline-start: 4px solid var(--line);
  }
  .findings .error {
    border-inline-start-color: var(--bad);
  }
  .findings .error strong {
    color: var(--bad);
  }
  .findings .warning {
    border-inline-start-color: var(--accent);
  }
  .coverage li {
    margin-block: 0.35rem;
  }
  .coverage progress {
    inline-size: 10rem;
    vertical-align: middle;
  }
  .pair {
    margin-block: 1rem;
  }
  .pair .where {
    margin: 0;
    color: var(--ink-soft);
    font-size: max(1rem, 16px);
    overflow-wrap: anywhere;
    max-inline-size: none;
  }
  .colours li {
    margin-block: 1rem;
  }
  .both {
    display: grid;
    gap: 0.25rem 1.25rem;
  }
  .both textarea {
    inline-size: 100%;
    font-family: inherit;
  }
  textarea.missing {
    border-style: dashed;
    border-width: 2px;
  }
  .tongue {
    font-size: max(1rem, 16px);
  }
  @container triptych (inline-size > 44rem) {
    .both {
      grid-template-columns: 1fr 1fr;
    }
  }
  .plain li {
    margin-block: 0.75rem;
    max-inline-size: 52ch;
  }
  .colours code {
    font-size: inherit;
  }
  .colours input {
    display: inline-block;
    inline-size: 3.5rem;
    block-size: 2.75rem;
    margin: 0;
    padding: 0.15rem;
    vertical-align: middle;
  }
  .stage {
    overflow: auto;
    margin-block: 1rem;
    padding: 0 1rem;
    border: 2px solid var(--edge);
    border-radius: var(--radius);
    resize: horizontal;
  }
  .stage.phone {
    box-sizing: content-box;
    inline-size: min(20rem, calc(100% - 2.2rem));
    padding-inline: 1rem;
  }
  .stage triptych-studio-preview {
    display: block;
  }
  .qr {
    display: block;
    inline-size: 14rem;
    max-inline-size: 100%;
  }
  .notice {
    margin-block: 0.5rem 1rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .notice p {
    margin-block: 0 0.35rem;
  }
  .lines pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-block-size: 14rem;
    overflow-y: auto;
  }
  @media (forced-colors: active) {
    .findings .error,
    .findings .warning {
      border-inline-start-color: CanvasText;
    }
    .steps button:not([aria-current]) {
      border-block-end-color: Canvas;
    }
    .steps [aria-current] {
      border-block-end-color: Highlight;
    }
  }
`;
