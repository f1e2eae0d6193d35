// SPDX-License-Identifier: MIT
// Elements: the explainers of the first door, one open at a time, the others named below it. It lives in the widget's own tree.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { heading } from '../explainers/heading.ts';
import { localized } from '../i18n/messages.ts';
import type { Context } from './context.ts';
import { explainer, partsOf } from './explainer-slot.ts';

export class ExplainerChoice extends LitElement {
  static override properties = { context: { attribute: false }, chosen: { state: true } };

  declare context: Context;
  /** The first one until the visitor chooses. */
  protected declare chosen: string | null;

  constructor() {
    super();
    this.chosen = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { context } = this;
    const ids = context.state.config?.explainers ?? [];
    const chosen = this.chosen ?? ids[0];
    if (chosen === undefined) return html``;
    // The names of the others come after what the visitor waits for.
    const others = partsOf(context, chosen) ? ids.filter((id) => id !== chosen) : [];
    return html`${keyed(chosen, explainer(context, chosen, true))}
      ${others.length === 0
        ? nothing
        : html`<nav class="explainers" aria-labelledby="explainers">
            ${heading(context.level + 1, context.words.t('explainer.others'), { id: 'explainers' })}
            <ul role="list">
              ${others.map((id) => this.#renderOther(id))}
            </ul>
          </nav>`}`;
  }

  #renderOther(id: string): TemplateResult | typeof nothing {
    const file = partsOf(this.context, id)?.file;
    if (!file) return nothing;
    const choose = async () => {
      this.chosen = id;
      await this.updateComplete;
      const heading = (this.getRootNode() as ShadowRoot).querySelector<HTMLElement>('#heading');
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: 'start' });
    };
    return html`<li>
      <button type="button" class="secondary" @click=${choose}>
        ${localized(file.title, this.context.state.locale)} <span class="hint">${this.context.words.t('explainer.minutes', { minutes: file.minutes })}</span>
      </button>
    </li>`;
  }
}

if (!customElements.get('triptych-explainer-choice')) customElements.define('triptych-explainer-choice', ExplainerChoice);
