// SPDX-License-Identifier: MIT
// Studio: the association's colours, for the light page and the dark, held by the core against WCAG 2.2.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { styles } from '../elements/first.styles.ts';
import { act, changed, findings, setAt, textField, valueAt } from './fields.ts';
import { foundAt, type Studio } from './studio-state.ts';

const colours = ['accent', 'on-accent', 'ink', 'ink-soft', 'surface', 'tint', 'line'] as const;

const whole = (colour: string): string => (colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour).toLowerCase();

/** The two of a colour: "#abc", or "light-dark(#abc, #def)". */
function both(text: string): [light: string, dark: string] | null {
  const found = text.match(/#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b/g);
  return found ? [whole(found[0]!), whole(found[1] ?? found[0]!)] : null;
}

/** The widget's own, as its style sheet has them. */
const fallback = (name: string): [string, string] => both(new RegExp(`--triptych-${name},\\s*(light-dark\\([^)]*\\))`).exec(styles.cssText)![1]!)!;

export function look(studio: Studio): TemplateResult {
  const { t } = studio.desk;
  const file = 'widget.json';
  return html`
    <p>${t('studio.look_note')}</p>
    <ul class="colours">
      ${colours.map((name) => {
        const place = { file, pointer: `/theme/${name}` };
        const written = valueAt(studio, place);
        const [light, dark] = (typeof written === 'string' ? both(written) : null) ?? fallback(name);
        const field = (scheme: 'light' | 'dark', value: string) =>
          html`<label
            >${t(`studio.${scheme}`)}
            <input
              type="color"
              class=${scheme}
              aria-label="${t(`studio.colour_${name}`)}, ${t(`studio.${scheme}`)}"
              .value=${live(value)}
              @change=${changed(({ value: chosen }) => setAt(studio, place, scheme === 'light' ? `light-dark(${chosen}, ${dark})` : `light-dark(${light}, ${chosen})`))}
            />
            <code>${value}</code></label
          >`;
        return html`<li>
          <p class="name">${t(`studio.colour_${name}`)}</p>
          <div class="beside">${field('light', light)} ${field('dark', dark)} ${written === undefined ? nothing : act(studio, 'studio.reset', t(`studio.colour_${name}`), () => setAt(studio, place, undefined))}</div>
          ${findings(studio, foundAt(studio, file, place.pointer))}
        </li>`;
      })}
    </ul>
    ${textField(studio, { file, pointer: '/theme/radius' }, { label: t('studio.radius'), hint: t('studio.radius_hint') })} ${textField(studio, { file, pointer: '/theme/font' }, { label: t('studio.font'), hint: t('studio.font_hint') })}
    ${findings(studio, foundAt(studio, file, '/theme'))}
  `;
}
