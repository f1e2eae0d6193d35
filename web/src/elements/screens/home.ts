// SPDX-License-Identifier: MIT
// Screens: the first one: who asks, why, how long, that one may stop, and three doors. Drawn before the engine is up.

import { html, nothing, type TemplateResult } from 'lit';
import type { Panel } from '../../engine/survey.js';
import type { Context } from '../context.ts';
import { panelIcon, panels, screenHeading } from '../parts.ts';

function door(context: Context, panel: Panel): TemplateResult {
  const { words, dispatch, state } = context;
  const begun = panel === 'participation' && (state.view?.answered ?? 0) > 0;
  return html`
    <button
      type="button"
      class="door ${panel === 'participation' ? 'main' : ''}"
      part="door ${panel}"
      @click=${() => dispatch({ type: 'panel', panel })}
    >
      ${panelIcon(panel)}
      <span class="door-title">${words.t(begun ? 'widget.continue' : `widget.panel_${panel}`)}</span>
      <span class="door-hint">${words.t(`widget.panel_${panel}_hint`)}</span>
    </button>
  `;
}

export function home(context: Context): TemplateResult {
  const { state, words } = context;
  const { config, intro } = state;
  return html`
    <div class="home">
      <p class="asks">
        <slot name="logo"></slot>
        ${config?.controller ? words.t('widget.asks', { name: config.controller.name }) : nothing}
      </p>
      ${screenHeading(context, intro?.title)}
      <p class="why">${intro?.description}</p>
      <p class="terms">
        ${config?.minutes ? html`<span>${words.t('widget.minutes', { minutes: config.minutes })}</span>` : nothing}
        <span>${words.t('widget.stop_any_time')}</span>
      </p>
      <div class="doors" role="group" aria-label=${words.t('widget.doors')}>${panels.map((panel) => door(context, panel))}</div>
    </div>
  `;
}
