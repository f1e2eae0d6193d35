// SPDX-License-Identifier: MIT
// Explainers: the treatment simulation's pictures and sentences: benefit beside harm in three groups, and four ways to choose.

import { html, type TemplateResult } from 'lit';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';

const people = 1000;
const groups = ['low', 'middle', 'high'] as const;
const ways = ['nobody', 'everybody', 'personalised', 'errors'] as const;
/** Risks of the first two groups; the third is a control. */
const fixedRisks = [0.04, 0.1];

/** Places in the model's answer: one number, then five for each group, then five for each way. */
const groupAt = (index: number) => 1 + 5 * index;
const wayAt = (index: number) => 16 + 5 * index;

/** What src/explainers/treatment.cpp answers. */
type Model = {
  /**
   * [treat above (share; NaN: never), for each of three groups: avoided, harms, net (per `people`), treated for one avoided, treated (0, 1),
   *  then for nobody, everybody, personalised, personalised with errors: events, harms, total, whole people with an event, harmed]
   */
  treatment(
    relativeReduction: number,
    harmed: number,
    weightOfAHarm: number,
    onTheWrongSide: number,
    lowRisk: number,
    middleRisk: number,
    highRisk: number,
    people: number,
  ): Float64Array;
};

class TreatmentSimulation implements Simulation {
  readonly #model: Model;
  #values: Values = {};
  #result: number[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  update(values: Values): void {
    this.#values = values;
    const value = (name: string) => values[name]!;
    const [low, middle] = fixedRisks as [number, number];
    this.#result = [
      ...this.#model.treatment(value('reduction'), value('harm'), value('weight'), value('wrong'), low, middle, value('high'), people),
    ];
  }

  render(part: string, stage: Stage): TemplateResult | null {
    if (part === 'groups') return this.#groups(stage);
    if (part === 'policies') return this.#ways(stage);
    return null;
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    if (parts.includes('policies')) {
      const { errors, ...others } = Object.fromEntries(ways.map((way, index) => [way, this.#tenth(wayAt(index) + 2)])) as Record<(typeof ways)[number], number>;
      const weight = this.#values['weight']!;
      return [
        t('explainer.treatment.policies', { errors }),
        t('explainer.treatment.others', { people, ...others }),
        ...(weight === 1 ? [] : [t('explainer.treatment.weighted', { weight })]),
      ];
    }
    const avoided = Object.fromEntries(groups.map((group, index) => [group, this.#tenth(groupAt(index))]));
    return [t('explainer.treatment.groups', avoided), t('explainer.treatment.of', { people, harmed: this.#tenth(groupAt(0) + 1) })];
  }

  figures({ t, locale }: Stage): Figure[] {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const exact = (value: number) => (Number.isNaN(value) ? t('explainer.not_computable') : number.format(value));
    const line = this.#result[0]!;
    return [
      { label: t('explainer.treatment.exact.line'), value: Number.isNaN(line) ? t('explainer.not_computable') : percent.format(line) },
      ...groups.map((group, index) => ({
        label: t('explainer.treatment.exact.needed', { group: this.#nameOf(group, index, t) }),
        value: exact(this.#result[groupAt(index) + 3]!),
      })),
      ...groups.map((group, index) => ({
        label: t('explainer.treatment.exact.net', { people, group: this.#nameOf(group, index, t) }),
        value: exact(this.#result[groupAt(index) + 2]!),
      })),
    ];
  }

  /** To one decimal, without arithmetic noise. */
  #tenth(at: number): number {
    return Math.round(this.#result[at]! * 10) / 10;
  }

  #nameOf(group: (typeof groups)[number], index: number, t: Stage['t']): string {
    const risk = Math.round((fixedRisks[index] ?? this.#values['high']!) * people);
    return t(`explainer.treatment.${group}`, { risk, people });
  }

  /** Cases avoided and harms on one scale, with the same weight to the eye: a full bar and a framed one. */
  #groups({ t, locale }: Stage): TemplateResult {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const longest = Math.max(...groups.flatMap((_, index) => [this.#tenth(groupAt(index)), this.#tenth(groupAt(index) + 1)]), 1);
    const bar = (key: 'avoided' | 'harmed', value: number) => html`<div data-bar=${key}>
      <dt>${t(`explainer.treatment.${key}`)}</dt>
      <dd>
        <svg class=${key} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${(100 * value) / longest}v10H0z"></path></svg>
        <strong>${number.format(value)}</strong>
      </dd>
    </div>`;
    return html`${groups.map(
      (group, index) => html`<p class="label" id="risk-${group}">${this.#nameOf(group, index, t)}</p>
        <dl class="bars" aria-labelledby="risk-${group}">
          ${bar('avoided', this.#tenth(groupAt(index)))}${bar('harmed', this.#tenth(groupAt(index) + 1))}
        </dl>`,
    )}`;
  }

  #ways({ t, locale }: Stage): TemplateResult {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const totals = ways.map((_, index) => this.#tenth(wayAt(index) + 2));
    const longest = Math.max(...totals, 1);
    return html`<p class="label" id="ways">${t('explainer.treatment.policies_title', { people })}</p>
      <dl class="bars" aria-labelledby="ways">
        ${ways.map(
          (way, index) => html`<div data-way=${way}>
            <dt>
              ${t(`explainer.treatment.${way}`)}
              <small>${t('explainer.treatment.split', { events: this.#tenth(wayAt(index)), harms: this.#tenth(wayAt(index) + 1) })}</small>
            </dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${(100 * totals[index]!) / longest}v10H0z"></path></svg>
              <strong>${number.format(totals[index]!)}</strong>
            </dd>
          </div>`,
        )}
      </dl>`;
  }
}

export const treatment: SimulationKind = { sizes: [people], create: (module: Model) => new TreatmentSimulation(module) };
