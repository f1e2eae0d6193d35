// SPDX-License-Identifier: MIT
// Explainers: the diagnosis simulation's pictures and sentence: icon array, legend, frequency tree.

import { html, type TemplateResult } from 'lit';
import { diagnosisResult, type DiagnosisModel, type DiagnosisResult } from './diagnosis-result.ts';
import { IconArray } from './icon-array.ts';
import { mark } from './mark.ts';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';

/** The four groups as the legend, the tree and the picture name them. */
const groups = {
  illFlagged: { ill: true, flagged: true },
  illUnflagged: { ill: true, flagged: false },
  wellFlagged: { ill: false, flagged: true },
  wellUnflagged: { ill: false, flagged: false },
} as const;
type Group = keyof typeof groups;

class DiagnosisSimulation implements Simulation {
  readonly #model: DiagnosisModel;
  readonly #picture = new IconArray();
  #people = 0;
  #result!: DiagnosisResult;

  constructor(model: DiagnosisModel) {
    this.#model = model;
  }

  update(values: Values, people: number): void {
    this.#people = people;
    this.#result = diagnosisResult(this.#model.diagnosis(values['prevalence']!, values['sensitivity']!, values['specificity']!, people));
  }

  render(part: string, stage: Stage): TemplateResult | null {
    switch (part) {
      case 'ill':
        return this.#pictureWithLegend(stage, false);
      case 'alerts':
        return this.#pictureWithLegend(stage, true);
      case 'tree':
        return this.#tree(stage);
      default:
        return null;
    }
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    const exact = this.#result;
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = exact.counts;
    const people = this.#people;
    const ill = truePositives + falseNegatives;
    // Less than half a person in so small a picture is drawn as nobody; to say "nobody" would be false.
    const tooFew = (count: number, exactly: number) => count === 0 && exactly > 0;
    if (!parts.includes('alerts') && !parts.includes('tree')) {
      if (tooFew(ill, exact.truePositives + exact.falseNegatives)) return [t('explainer.diagnosis.few_ill', { people }), t('explainer.diagnosis.show_more')];
      return [t('explainer.diagnosis.ill', { people, ill })];
    }
    const alerts = truePositives + falsePositives;
    const quiet = t('explainer.diagnosis.quiet', { quiet: falseNegatives + trueNegatives, ill: falseNegatives });
    if (tooFew(alerts, exact.truePositives + exact.falsePositives))
      return [t('explainer.diagnosis.few_alerts', { people }), t('explainer.diagnosis.show_more'), quiet];
    const said = t('explainer.diagnosis.alerts', { people, alerts, ill: truePositives });
    return alerts === 0 ? [said, t('explainer.diagnosis.no_alert'), quiet] : [said, quiet];
  }

  figures({ t, locale }: Stage): Figure[] {
    const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const share = (value: number) => (Number.isNaN(value) ? t('explainer.not_computable') : percent.format(value));
    const result = this.#result;
    return [
      { label: t('explainer.diagnosis.exact.illFlagged'), value: exact.format(result.truePositives) },
      { label: t('explainer.diagnosis.exact.illUnflagged'), value: exact.format(result.falseNegatives) },
      { label: t('explainer.diagnosis.exact.wellFlagged'), value: exact.format(result.falsePositives) },
      { label: t('explainer.diagnosis.exact.wellUnflagged'), value: exact.format(result.trueNegatives) },
      { label: t('explainer.diagnosis.exact.positive_value'), value: share(result.positivePredictiveValue) },
      { label: t('explainer.diagnosis.exact.negative_value'), value: share(result.negativePredictiveValue) },
    ];
  }

  #countOf(group: Group): number {
    const { truePositives, falseNegatives, falsePositives, trueNegatives } = this.#result.counts;
    return { illFlagged: truePositives, illUnflagged: falseNegatives, wellFlagged: falsePositives, wellUnflagged: trueNegatives }[group];
  }

  /** Without alerts everybody is either ill or well: the frames are not drawn. */
  #pictureWithLegend(stage: Stage, alerts: boolean): TemplateResult {
    const ill = this.#countOf('illFlagged') + this.#countOf('illUnflagged');
    const well = this.#people - ill;
    this.#picture.draw(
      alerts
        ? {
            illUnflagged: this.#countOf('illUnflagged'),
            illFlagged: this.#countOf('illFlagged'),
            wellFlagged: this.#countOf('wellFlagged'),
            wellUnflagged: this.#countOf('wellUnflagged'),
          }
        : { illUnflagged: ill, illFlagged: 0, wellFlagged: 0, wellUnflagged: well },
      stage.wide,
      alerts
        ? stage.t('explainer.diagnosis.picture_alerts', {
            people: this.#people,
            illFlagged: this.#countOf('illFlagged'),
            illUnflagged: this.#countOf('illUnflagged'),
            wellFlagged: this.#countOf('wellFlagged'),
            wellUnflagged: this.#countOf('wellUnflagged'),
          })
        : stage.t('explainer.diagnosis.picture_ill', { people: this.#people, ill, well }),
    );
    const entry = (key: string, count: number, isIll: boolean, isFlagged: boolean) => html`<li data-group=${key}>
      ${mark(isIll, isFlagged)}<strong>${stage.t('explainer.number', { count })}</strong>
      <span>${stage.t(`explainer.diagnosis.legend.${key}`, { count })}</span>
    </li>`;
    return html`${this.#picture.element}
      <ul class="legend" role="list">
        ${alerts
          ? (Object.keys(groups) as Group[]).map((group) => entry(group, this.#countOf(group), groups[group].ill, groups[group].flagged))
          : [entry('ill', ill, true, false), entry('well', well, false, false)]}
      </ul>`;
  }

  /** 1,000 people, then ill or well, then flagged or not: nested lists, drawn as a tree where there is room. */
  #tree({ t }: Stage): TemplateResult {
    const number = (count: number) => html`<strong>${t('explainer.number', { count })}</strong>`;
    const leaf = (group: Group) => {
      const count = this.#countOf(group);
      const { ill, flagged } = groups[group];
      return html`<li data-group=${group}>
        <span class="node ${flagged ? 'with-alert' : ''}">${mark(ill, flagged)}${number(count)}
          <span>${t(flagged ? 'explainer.diagnosis.tree.flagged' : 'explainer.diagnosis.tree.unflagged', { count })}</span></span>
      </li>`;
    };
    const branch = (key: 'ill' | 'well', count: number, leaves: Group[]) => html`<li data-group=${key}>
      <span class="node">${mark(key === 'ill', false)}${number(count)} <span>${t(`explainer.diagnosis.legend.${key}`, { count })}</span></span>
      <ul role="list">${leaves.map(leaf)}</ul>
    </li>`;
    const ill = this.#countOf('illFlagged') + this.#countOf('illUnflagged');
    return html`<div class="tree" role="group" aria-label=${t('explainer.diagnosis.tree')}>
      <ul role="list">
        <li data-group="people">
          <span class="node">${number(this.#people)} <span>${t('explainer.diagnosis.tree.people', { count: this.#people })}</span></span>
          <ul role="list">
            ${branch('ill', ill, ['illFlagged', 'illUnflagged'])}${branch('well', this.#people - ill, ['wellFlagged', 'wellUnflagged'])}
          </ul>
        </li>
      </ul>
    </div>`;
  }
}

export const diagnosis: SimulationKind = { sizes: [1000, 100], create: (module: DiagnosisModel) => new DiagnosisSimulation(module) };
