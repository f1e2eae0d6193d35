// SPDX-License-Identifier: MIT
// Explainers: the deciding simulation's pictures and sentences: scores on both sides of a threshold, and a human with an AI.

import { html, svg, type TemplateResult } from 'lit';
import { diagnosisResult, type DiagnosisModel, type DiagnosisResult } from './diagnosis-result.ts';
import { mark } from './mark.ts';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';

const people = 100;

/** The picture: scores from `from` to `to`, in standard deviations, over `width` units. */
const scale = { from: -3, to: 7, width: 200, base: 92 };
const x = (score: number): number => ((score - scale.from) / (scale.to - scale.from)) * scale.width;

/** How the pair's cases end, in the order of the model's answer. */
const ends = ['both_right', 'saved_by_ai', 'saved_by_human', 'wrong'] as const;

/** What src/explainers/deciding.cpp answers. */
type Model = DiagnosisModel & {
  /**
   * Threshold and separation in standard deviations of the score; a missed person costs as many false alarms.
   * [sensitivity, specificity (diagnosis() counts with them), area under the curve, cost in false alarms, best threshold (may be infinite)]
   */
  threshold(at: number, separation: number, prevalence: number, costOfAMissed: number, people: number): Float64Array;
  /** [right (share), both right, saved by the AI, saved by the person, wrong (whole cases)] */
  team(aiRight: number, humanRight: number, followsRightAi: number, followsWrongAi: number, cases: number): Float64Array;
};

class DecidingSimulation implements Simulation {
  readonly #model: Model;
  #values: Values = {};
  #threshold: number[] = [];
  #result!: DiagnosisResult;
  #team: number[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  update(values: Values): void {
    this.#values = values;
    const value = (name: string) => values[name]!;
    this.#threshold = [...this.#model.threshold(value('threshold'), value('separation'), value('prevalence'), value('cost'), people)];
    const [sensitivity, specificity] = this.#threshold as [number, number];
    this.#result = diagnosisResult(this.#model.diagnosis(value('prevalence'), sensitivity, specificity, people));
    this.#team = [...this.#model.team(value('ai'), value('human'), value('follows_right'), value('follows_wrong'), people)];
  }

  render(part: string, stage: Stage): TemplateResult | null {
    if (part === 'scores') return this.#scores(stage);
    if (part === 'team') return this.#pair(stage);
    return null;
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    if (parts.includes('team')) {
      const [, ...counts] = this.#team;
      const of = (name: string) => Math.round(people * this.#values[name]!);
      return [t('explainer.deciding.team', { cases: people, right: people - counts[3]! }), t('explainer.deciding.alone', { ai: of('ai'), human: of('human') })];
    }
    const { truePositives, falseNegatives, falsePositives } = this.#result.counts;
    const best = Math.round(this.#threshold[4]! * 10) / 10;
    return [
      t('explainer.deciding.scores', { found: truePositives, missed: falseNegatives, alarms: falsePositives }),
      t('explainer.deciding.ill', { people, ill: truePositives + falseNegatives }),
      t('explainer.deciding.best', { cost: this.#values['cost']!, best }),
    ];
  }

  figures({ t, locale }: Stage): Figure[] {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const [sensitivity, specificity, ability, cost] = this.#threshold as [number, number, number, number];
    return [
      { label: t('explainer.deciding.exact.share_found'), value: percent.format(sensitivity) },
      { label: t('explainer.deciding.exact.share_quiet'), value: percent.format(specificity) },
      { label: t('explainer.deciding.exact.ability'), value: number.format(ability) },
      { label: t('explainer.deciding.exact.cost', { people }), value: number.format(cost) },
      { label: t('explainer.deciding.exact.pair_right'), value: percent.format(this.#team[0]!) },
    ];
  }

  /** Both groups as two hills: an outline for the well, a full one for the ill, and the threshold that people set. */
  #scores({ t }: Stage): TemplateResult {
    const { truePositives: found, falseNegatives: missed, falsePositives: alarms, trueNegatives: quiet } = this.#result.counts;
    const at = x(this.#values['threshold']!);
    const share = this.#values['prevalence']!;
    const hill = (middle: number, height: number) => {
      let path = `M0 ${scale.base}`;
      for (let step = 0; step <= 80; ++step) {
        const score = scale.from + (step / 80) * (scale.to - scale.from);
        path += `L${x(score).toFixed(1)} ${(scale.base - height * Math.exp(-((score - middle) ** 2) / 2)).toFixed(1)}`;
      }
      return `${path}V${scale.base}H0z`;
    };
    const tallest = 78 / Math.max(share, 1 - share);
    const entry = (key: 'found' | 'missed' | 'alarms' | 'quiet', count: number, ill: boolean, flagged: boolean) => html`<li data-group=${key}>
      ${mark(ill, flagged)}<strong>${t('explainer.number', { count })}</strong> <span>${t(`explainer.deciding.${key}`)}</span>
    </li>`;
    return html`<svg class="scores" viewBox="0 0 ${scale.width} 100" role="img">
        <title>${t('explainer.deciding.curves', { people, found, alarms, missed, quiet })}</title>
        <path class="hill well-hill" d=${hill(0, tallest * (1 - share))}></path>
        <path class="hill ill-hill" d=${hill(this.#values['separation']!, tallest * share)}></path>
        ${svg`<path class="axis" d="M0 ${scale.base}H${scale.width}"></path><path class="threshold" d="M${at} 4V98"></path>`}
      </svg>
      <ul class="legend" role="list">
        ${entry('found', found, true, true)}${entry('missed', missed, true, false)}${entry('alarms', alarms, false, true)}${entry('quiet', quiet, false, false)}
      </ul>`;
  }

  /** Four lengths on one scale, each with its number. */
  #pair({ t }: Stage): TemplateResult {
    const [, ...counts] = this.#team;
    return html`<p class="label" id="team">${t('explainer.deciding.team_title', { cases: people })}</p>
      <dl class="bars" aria-labelledby="team">
        ${ends.map(
          (end, index) => html`<div data-end=${end}>
            <dt>${t(`explainer.deciding.${end}`)}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h${(100 * counts[index]!) / people}v10H0z"></path></svg>
              <strong>${t('explainer.number', { count: counts[index]! })}</strong>
            </dd>
          </div>`,
        )}
      </dl>`;
  }
}

export const deciding: SimulationKind = { sizes: [people], create: (module: Model) => new DecidingSimulation(module) };
