// SPDX-License-Identifier: MIT
// Explainers: the learning simulation's pictures and sentence: two groups side by side, found or missed, helped or not.

import { html, type TemplateResult } from 'lit';
import { IconArray } from './icon-array.ts';
import { mark } from './mark.ts';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';

/** Both groups of the second picture together, half in each. */
const helpedPeople = 200;

interface Group {
  title: string;
  /** The same numbers for those who do not see the picture. */
  text: string;
  /** A frame says found, or helped. */
  framed: number;
  bare: number;
  framedLabel: string;
  bareLabel: string;
}

/** What src/explainers/learning.cpp answers. */
type Model = {
  /** [found A, found B, found overall (shares), the same three of 100 people, effective examples A, B] */
  learning(examples: number, shareOfB: number, similarity: number, shareOfBAmongPatients: number): Float64Array;
  /** [helped A, helped B (shares of their group), share of B among the helped, people helped in A, in B] */
  target(helped: number, careForSameNeed: number, people: number): Float64Array;
};

class LearningSimulation implements Simulation {
  readonly #model: Model;
  readonly #pictures = [new IconArray(), new IconArray()] as const;
  #found: number[] = [];
  #helped: number[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  update(values: Values): void {
    const value = (name: string) => values[name]!;
    this.#found = [...this.#model.learning(value('examples'), value('share_of_b'), value('similarity'), value('patients_of_b'))];
    this.#helped = [...this.#model.target(value('helped'), value('care'), helpedPeople)];
  }

  render(part: string, stage: Stage): TemplateResult | null {
    const { t } = stage;
    if (part === 'groups') {
      const { a, b, overall } = this.#foundOf100();
      const group = (title: string, framed: number): Group => ({
        title,
        text: t('explainer.learning.picture', { found: framed, missed: 100 - framed }),
        framed,
        bare: 100 - framed,
        framedLabel: t('explainer.learning.found'),
        bareLabel: t('explainer.learning.missed'),
      });
      return html`${this.#pair([group(t('explainer.learning.group_a'), a), group(t('explainer.learning.group_b'), b)], true, stage)}
        <p class="average">
          <strong>${t('explainer.number', { count: overall })}</strong> / ${t('explainer.number', { count: 100 })} – ${t('explainer.learning.average')}
        </p>`;
    }
    if (part === 'helped') {
      const { a, b } = this.#helpedPeople();
      const people = helpedPeople / 2;
      const group = (title: string, framed: number): Group => ({
        title,
        text: t('explainer.learning.picture_helped', { people, helped: framed, others: people - framed }),
        framed,
        bare: people - framed,
        framedLabel: t('explainer.learning.is_helped'),
        bareLabel: t('explainer.learning.not_helped'),
      });
      const groups = [group(t('explainer.learning.helped_a', { people }), a), group(t('explainer.learning.helped_b', { people }), b)] as const;
      return this.#pair(groups, false, stage);
    }
    return null;
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    if (parts.includes('helped')) {
      const { a, b } = this.#helpedPeople();
      return [t('explainer.learning.helped', { a, b }), t('explainer.learning.fair', { fair: (a + b) / 2 })];
    }
    const { a, b, overall } = this.#foundOf100();
    return [t('explainer.learning.groups', { a, b }), t('explainer.learning.mean', { overall, gap: a === b ? 'no' : 'yes' })];
  }

  figures({ t, locale }: Stage): Figure[] {
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const [a, b, overall, , , , effectiveA, effectiveB] = this.#found as [number, number, number, number, number, number, number, number];
    const [helpedA, helpedB, shareOfB] = this.#helped as [number, number, number];
    return [
      { label: t('explainer.learning.exact.effective_a'), value: whole.format(effectiveA) },
      { label: t('explainer.learning.exact.effective_b'), value: whole.format(effectiveB) },
      { label: t('explainer.learning.exact.share_a'), value: percent.format(a) },
      { label: t('explainer.learning.exact.share_b'), value: percent.format(b) },
      { label: t('explainer.learning.exact.share_overall'), value: percent.format(overall) },
      { label: t('explainer.learning.exact.chance_a'), value: percent.format(helpedA) },
      { label: t('explainer.learning.exact.chance_b'), value: percent.format(helpedB) },
      { label: t('explainer.learning.exact.share_of_b'), value: percent.format(shareOfB) },
    ];
  }

  #foundOf100(): { a: number; b: number; overall: number } {
    return { a: this.#found[3]!, b: this.#found[4]!, overall: this.#found[5]! };
  }

  #helpedPeople(): { a: number; b: number } {
    return { a: this.#helped[3]!, b: this.#helped[4]! };
  }

  /** Everybody of the first picture is ill (a disc); in the second nobody needs help more than another (a ring). */
  #pair(groups: readonly [Group, Group], ill: boolean, { t }: Stage): TemplateResult {
    const drawn = groups.map((group, index) => {
      const picture = this.#pictures[index]!;
      const none = { illUnflagged: 0, illFlagged: 0, wellFlagged: 0, wellUnflagged: 0 };
      const counts = ill ? { illUnflagged: group.bare, illFlagged: group.framed } : { wellFlagged: group.framed, wellUnflagged: group.bare };
      picture.draw({ ...none, ...counts }, false, group.text);
      const entry = (framed: boolean, count: number, label: string) => html`<li data-group=${framed ? 'framed' : 'bare'}>
        ${mark(ill, framed)}<strong>${t('explainer.number', { count })}</strong> <span>${label}</span>
      </li>`;
      return html`<div class="group">
        <p class="label">${group.title}</p>
        ${picture.element}
        <ul class="legend" role="list">
          ${entry(true, group.framed, group.framedLabel)}${entry(false, group.bare, group.bareLabel)}
        </ul>
      </div>`;
    });
    return html`<div class="pair">${drawn}</div>`;
  }
}

export const learning: SimulationKind = { sizes: [100], create: (module: Model) => new LearningSimulation(module) };
