// SPDX-License-Identifier: MIT
// Elements: what stands around every screen: what the page pretends, the way between panels, what is said once, languages.

import { html, nothing, type TemplateResult } from 'lit';
import { nameOf } from '../i18n/messages.ts';
import type { Context } from './context.ts';
import { banner, notices } from './parts.ts';

type Part = TemplateResult | typeof nothing;

function languages(context: Context): Part {
  const { state, words, dispatch } = context;
  const offered = state.config?.languages ?? [];
  if (offered.length < 2) return nothing;
  return html`
    <div class="languages" role="group" aria-label=${words.t('widget.languages')}>
      ${offered.map(
        (language) => html`
          <button
            type="button"
            class="quiet"
            lang=${language}
            aria-pressed=${language === state.locale}
            @click=${() => dispatch({ type: 'locale', locale: language })}
          >
            ${nameOf(language)}
          </button>
        `,
      )}
    </div>
  `;
}

/** `screen`: what is drawn between. The other parts belong to some screens only. */
export function frame(
  context: Context,
  { navigation, screen, next, belongings, stand }: { screen: unknown } & Partial<Record<'navigation' | 'next' | 'belongings' | 'stand', Part>>,
): TemplateResult {
  const { state } = context;
  return html`
    <div class="widget ${state.screen === 'home' ? 'at-home' : ''}" part="widget" lang=${state.locale} dir=${state.direction}>
      ${banner(context)} ${navigation ?? nothing} ${notices(context)}
      <section class="screen ${state.screen}" aria-labelledby="heading">${screen}</section>
      ${next ?? nothing}
      <div class="foot">${belongings ?? nothing}${languages(context)}</div>
      ${stand ?? nothing}
    </div>
  `;
}
