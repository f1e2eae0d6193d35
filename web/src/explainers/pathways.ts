// SPDX-License-Identifier: MIT
// Explainers: the pathways simulation's pictures and sentence: mean waits as bars, and the waiting room of one drawn day.

import { html, type TemplateResult } from 'lit';
import { mark } from './mark.ts';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';
import { WaitingRoom } from './waiting-room.ts';

/** The day that is drawn begins after this many people, when the room is as full as it usually is. */
const warmUp = 300;
const drawnPeople = 120;
const seed = 20;

/** What src/explainers/pathways.cpp answers. */
type Model = {
  /** [load, chance to wait, share flagged, minutes: first come, flagged, unflagged, urgent, others; NaN where the line only grows] */
  pathways(
    carers: number,
    arrivalsPerHour: number,
    minutesOfCare: number,
    urgent: number,
    urgentFlagged: number,
    othersUnflagged: number,
  ): Float64Array;
  /** Five numbers a person, in order of arrival: arrival, start and end of care (minutes), urgent, flagged (0, 1). Longest wait < 0: none. */
  room(
    carers: number,
    arrivalsPerHour: number,
    minutesOfCare: number,
    urgent: number,
    urgentFlagged: number,
    othersUnflagged: number,
    longestWait: number,
    people: number,
    seed: number,
  ): Float64Array;
};

class PathwaysSimulation implements Simulation {
  readonly #model: Model;
  readonly #room = new WaitingRoom();
  #exact: number[] = [];
  #values: Values = {};

  constructor(model: Model) {
    this.#model = model;
  }

  update(values: Values): void {
    this.#values = values;
    const value = (name: string) => values[name]!;
    const room = [value('carers'), value('arrivals'), value('minutes'), value('urgent'), value('found'), value('left')] as const;
    this.#exact = [...this.#model.pathways(...room)];
    this.#room.open(this.#model.room(...room, value('cap'), warmUp + drawnPeople, seed), warmUp, value('carers'));
  }

  get #waits(): { before: number; flagged: number; missed: number; urgent: number; others: number } {
    const [, , , before, flagged, missed, urgent, others] = this.#exact as [number, number, number, number, number, number, number, number];
    return { before, flagged, missed, urgent, others };
  }

  get #grows(): boolean {
    return Number.isNaN(this.#waits.before);
  }

  render(part: string, stage: Stage): TemplateResult | null {
    if (part === 'waits') return this.#bars(stage);
    if (part === 'room') return this.#grows ? null : this.#roomWithKey(stage);
    return null;
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    if (this.#grows) return [t('explainer.pathways.grows'), t('explainer.pathways.no_mean')];
    const { before, urgent, others, missed } = this.#whole();
    return [
      t('explainer.pathways.said', { urgent, others }),
      t('explainer.pathways.compared', { missed, before }),
      ...(parts.includes('room') && this.#values['cap']! < 240 ? [t('explainer.pathways.limit')] : []),
    ];
  }

  figures({ t, locale }: Stage): Figure[] {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const minutes = (value: number) => (Number.isNaN(value) ? t('explainer.not_computable') : number.format(value));
    const [load, chance] = this.#exact as [number, number];
    const { before, flagged, missed, urgent, others } = this.#waits;
    return [
      { label: t('explainer.pathways.exact.load'), value: percent.format(load) },
      { label: t('explainer.pathways.exact.chance'), value: percent.format(chance) },
      { label: t('explainer.pathways.before'), value: minutes(before) },
      { label: t('explainer.pathways.exact.flagged_wait'), value: minutes(flagged) },
      { label: t('explainer.pathways.exact.unflagged_wait'), value: minutes(missed) },
      { label: t('explainer.pathways.urgent'), value: minutes(urgent) },
      { label: t('explainer.pathways.others'), value: minutes(others) },
    ];
  }

  #whole(): Record<'before' | 'urgent' | 'others' | 'missed', number> {
    const { before, urgent, others, missed } = this.#waits;
    return { before: Math.round(before), urgent: Math.round(urgent), others: Math.round(others), missed: Math.round(missed) };
  }

  /** Four lengths on one scale. The numbers stand beside them as text; the bars repeat them. */
  #bars({ t }: Stage): TemplateResult {
    if (this.#grows) return html``;
    const waits = this.#whole();
    const longest = Math.max(...Object.values(waits), 1);
    return html`<p class="label" id="waits">${t('explainer.pathways.waits')}</p>
      <dl class="bars" aria-labelledby="waits">
        ${(['before', 'urgent', 'others', 'missed'] as const).map(
          (name) => html`<div data-wait=${name}>
            <dt>${t(`explainer.pathways.${name}`)}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${(100 * waits[name]) / longest}v10H0z"></path></svg>
              <strong>${t('explainer.number', { count: waits[name] })}</strong>
            </dd>
          </div>`,
        )}
      </dl>`;
  }

  #roomWithKey(stage: Stage): TemplateResult {
    const { t } = stage;
    this.#room.speak(stage);
    const means = this.#room.means;
    const whole = { people: drawnPeople, urgent: Math.round(means.urgent), others: Math.round(means.others), longest: Math.round(means.longest) };
    return html`<p class="label">${t('explainer.pathways.room')}</p>
      ${this.#room.element}
      <ul class="legend" role="list">
        <li>${mark(true, false)}<span>${t('explainer.pathways.key_urgent')}</span></li>
        <li>${mark(false, false)}<span>${t('explainer.pathways.key_other')}</span></li>
        <li>${mark(false, true)}<span>${t('explainer.pathways.key_flagged')}</span></li>
      </ul>
      <p class="drawn">${t('explainer.pathways.drawn', whole)}</p>`;
  }
}

export const pathways: SimulationKind = { sizes: [100], create: (module: Model) => new PathwaysSimulation(module) };
