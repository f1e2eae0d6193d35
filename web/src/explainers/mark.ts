// SPDX-License-Identifier: MIT
// Explainers: the picture's marks, for legends and trees: a disc or a ring, in a frame or not.

import { html, svg, type TemplateResult } from 'lit';

export function mark(ill: boolean, flagged: boolean): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 10 10" aria-hidden="true">
    ${flagged ? svg`<path class="alert" d="M.9 .9h8.2v8.2H.9z"></path>` : null}
    <circle class=${ill ? 'ill' : 'well'} cx="5" cy="5" r=${ill ? 2.7 : 2.1}></circle>
  </svg>`;
}
