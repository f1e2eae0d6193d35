// SPDX-License-Identifier: MIT
// Screens: the last door: what all have said, then what one can do.

import { html, nothing, type TemplateResult } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { Summary } from '../../engine/results.js';
import type { Envelope, Panel } from '../../engine/survey.js';
import { heading } from '../../explainers/heading.ts';
import { localized, longDay } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { speak } from '../explainer-slot.ts';
import { jumpTo } from '../error-summary.ts';
import { screenHeading } from '../parts.ts';
import { printOnly } from '../print.ts';

/** Made again when the language or the visitor's own answers change. */
const keyOf = ({ state, store }: Context): string => `results ${state.locale} ${JSON.stringify(store.own())}`;

/** `latest`: asked for since; else what was fetched with the screen. */
function charts(context: Context, latest?: Envelope<Summary>): TemplateResult {
  const { state, words } = context;
  const { config } = state;
  if (!config || state.engine === 'loading') return html`<p class="note">${words.t('widget.loading')}</p>`;
  const summary = latest ?? context.fetched(keyOf(context), () => context.store.summary());
  if (summary === null) return html`<p class="note">${words.t('widget.loading')}</p>`;
  if (summary === undefined) return html`<p class="note problem">${words.t('results.unavailable')}</p>`;
  if (!summary.ok) return html`<p class="note problem">${words.say({ key: `error.${summary.error.code}`, params: summary.error.params })}</p>`;
  const panels = Object.fromEntries(context.store.codebook().map(({ question, panel }): [string, Panel | null] => [question, panel]));
  return html`
    <triptych-results
      .summary=${summary.value}
      .panels=${panels}
      .locale=${state.locale}
      .t=${speak(context)}
      .headingLevel=${context.level + 1}
      .question=${''}
    ></triptych-results>
  `;
}

/** At an event the results on a screen follow the ballots: asked for again this often, while somebody looks. */
const liveEvery = 5_000;

class LiveCharts extends AsyncDirective {
  #context!: Context;
  #key = '';
  #latest: Envelope<Summary> | undefined;
  #timer = 0;

  render(context: Context): TemplateResult {
    this.#context = context;
    const key = keyOf(context);
    if (key !== this.#key) this.#latest = undefined;
    this.#key = key;
    this.#timer ||= window.setInterval(() => void this.#again(), liveEvery);
    return charts(context, this.#latest);
  }

  async #again(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const key = this.#key;
    const summary = await this.#context.store.summary().catch(() => undefined);
    // What was shown stays while the network is gone.
    if (!summary?.ok || key !== this.#key || !this.isConnected) return;
    this.#latest = summary;
    this.setValue(charts(this.#context, summary));
  }

  override disconnected(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }
}
const liveCharts = directive(LiveCharts);

function afterwards(context: Context): TemplateResult | typeof nothing {
  const { state, words, level } = context;
  const { next, locale } = state;
  if (!next) return nothing;
  const say = (text: Parameters<typeof localized>[0]) => localized(text, locale);
  const { questions_to_ask: questions, actions = [], credits, signup } = next;
  return html`
    ${next.results_when ? html`<p>${say(next.results_when)}</p>` : nothing}
    <section aria-labelledby="next">
      ${heading(level + 1, words.t('results.next'), { id: 'next', tabindex: -1 })}
      <ul class="cards">
        ${actions.map(
          ({ actor, text }) => html`
            <li class="card" part="card">${heading(level + 2, say(actor))}<p>${say(text)}</p></li>
          `,
        )}
      </ul>
    </section>
    ${questions
      ? html`
          <section class="ask" id="ask" aria-labelledby="ask-title">
            ${heading(level + 1, say(questions.title), { id: 'ask-title', tabindex: -1 })}
            <ol>
              ${questions.questions.map(({ text }) => html`<li>${say(text)}</li>`)}
            </ol>
            <p class="no-print">${say(questions.intro)}</p>
            <button type="button" class="secondary no-print" part="button secondary" @click=${printOnly('ask')}>
              ${words.t('results.print')}
            </button>
          </section>
        `
      : nothing}
    ${signup
      ? html`<p><a href=${signup.address} target="_blank" rel="noopener noreferrer">${say(signup.text)}</a> ${words.t('results.signup_note')}</p>`
      : nothing}
    ${credits
      ? html`
          <section class="credits" aria-labelledby="credits">
            ${heading(level + 1, words.t('results.credits'), { id: 'credits', tabindex: -1 })}
            ${credits.paid_by ? html`<p>${say(credits.paid_by)}</p>` : nothing} ${credits.written_by ? html`<p>${say(credits.written_by)}</p>` : nothing}
            ${credits.reviewers?.length
              ? html`<ul>${credits.reviewers.map(
                    ({ name, society, date, conflictOfInterest }) =>
                      html`<li>${name}, ${society}, ${longDay(locale, date)}. ${conflictOfInterest}</li>`,
                  )}</ul>`
              : html`<p>${say(credits.not_reviewed)}</p>`}
            ${credits.origin
              ? html`<p>${say(credits.origin.text)} ${credits.origin.address
                  ? html`<a href=${credits.origin.address} rel="noopener noreferrer">${words.t('results.origin_link')}</a>`
                  : nothing}</p>`
              : nothing}
          </section>
        `
      : nothing}
  `;
}

/** The charts are long: what one can do is one press away. */
function jumps({ state, words }: Context): TemplateResult | typeof nothing {
  const { next, locale } = state;
  if (!next) return nothing;
  const link = (id: string, text: string) => html`<li><a href="#${id}" @click=${jumpTo(id)}>${text}</a></li>`;
  return html`
    <ul class="jumps no-print">
      ${link('next', words.t('results.next'))}
      ${next.questions_to_ask ? link('ask-title', localized(next.questions_to_ask.title, locale)) : nothing}
      ${next.credits ? link('credits', words.t('results.credits')) : nothing}
    </ul>
  `;
}

function shown(context: Context): unknown {
  const { config } = context.state;
  if (!config?.results) return html`<p class="note">${context.words.t('results.none')}</p>`;
  return config.results.live ? liveCharts(context) : charts(context);
}

export function results(context: Context): TemplateResult {
  const { words } = context;
  return html`
    ${screenHeading(context, words.t('widget.panel_engagement'))} ${jumps(context)}
    ${shown(context)} ${afterwards(context)}
  `;
}
