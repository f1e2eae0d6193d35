// SPDX-License-Identifier: MIT
// Explainers: the anonymity simulation's pictures and sentences: people alike, small cells, two publications, the coin. People are invented.

import { html, nothing, type TemplateResult } from 'lit';
import { IconArray } from './icon-array.ts';
import { mark } from './mark.ts';
import type { Figure, Simulation, SimulationKind, Stage, Values } from './simulation.ts';

/** People drawn are the same at each visit: what is shown can be checked. */
const seed = 7;
/** A group is called small below this many people. */
const smallGroup = 5;
const rows = ['row_1', 'row_2', 'row_3', 'row_4'] as const;
const columns = ['column_1', 'column_2', 'column_3'] as const;
const options = ['option_1', 'option_2', 'option_3'] as const;
const verdicts = ['unchanged', 'allowed', 'decrease', 'too_few', 'one_category'] as const;
/** Places in the model's answer for a cell: people, mark, least, most. */
const cellFields = 4;
const marks = { shown: 0, hidden: 1, companion: 2 };
/** Of a normal law: 95 of 100 draws fall within so many standard errors. */
const ninetyFive = 1.959964;

interface Cell {
  people: number;
  mark: number;
  least: number;
  most: number;
}

interface Table {
  shown: boolean;
  foundAgain: number;
  cells: Cell[];
}

/** What src/explainers/anonymity.cpp answers. */
type Model = {
  /**
   * [says yes (share), standard error with the coin, without, people needed (times as many), epsilon (may be infinite), P(yes | said yes),
   *  P(yes | said no), then of the people drawn: true yes, said yes, answers changed, estimate (share, may lie outside 0..1)]
   */
  coin(tellsTruth: number, trueYes: number, people: number, seed: number): Float64Array;
  /** [profiles, people alone in theirs, people in a group smaller than k, expected alone] */
  crowd(people: number, questions: number, k: number, seed: number): Float64Array;
  /**
   * A crossed table of 4 rows and 3 columns, its companions hidden too (1) or not (0): [shown (0, 1), small cells found again by
   *  subtraction, then for each cell, row after row: people, mark (0 shown, 1 hidden, 2 companion), least, most]
   */
  cells(withCompanions: number, threshold: number): Float64Array;
  /** [3 counts before, 3 after, verdict: 0 unchanged, 1 allowed, 2 decrease, 3 too few, 4 one category] */
  publications(newPeople: number, leastNew: number, seed: number): Float64Array;
};

class AnonymitySimulation implements Simulation {
  readonly #model: Model;
  readonly #pictures = { coin: new IconArray(), crowd: new IconArray() };
  #values: Values = {};
  #people = 0;
  #coin: number[] = [];
  #crowd: number[] = [];
  #alone!: Table;
  #together!: Table;
  #publications: number[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  update(values: Values, people: number): void {
    this.#values = values;
    this.#people = people;
    const value = (name: string) => values[name]!;
    this.#coin = [...this.#model.coin(value('truth'), value('yes'), people, seed)];
    this.#crowd = [...this.#model.crowd(value('crowd'), value('questions'), smallGroup, seed)];
    const table = (withCompanions: boolean): Table => {
      const [shown, foundAgain, ...numbers] = [...this.#model.cells(Number(withCompanions), value('least'))] as [number, number, ...number[]];
      const cells = Array.from({ length: numbers.length / cellFields }, (_, index) => {
        const [inCell, markOf, least, most] = numbers.slice(index * cellFields) as [number, number, number, number];
        return { people: inCell, mark: markOf, least, most };
      });
      return { shown: shown === 1, foundAgain, cells };
    };
    this.#alone = table(false);
    this.#together = table(true);
    this.#publications = [...this.#model.publications(value('arrived'), value('batch'), seed)];
  }

  render(part: string, stage: Stage): TemplateResult | null {
    if (part === 'crowd') return this.#crowdPicture(stage);
    if (part === 'small') return this.#crossed(this.#alone, stage);
    if (part === 'cells') return this.#crossed(this.#together, stage);
    if (part === 'publications') return this.#twice(stage);
    if (part === 'coin') return this.#coinPicture(stage);
    return null;
  }

  sentences(parts: readonly string[], { t }: Stage): readonly [string, ...string[]] {
    const count = (table: Table, markOf: number) => table.cells.filter((cell) => cell.mark === markOf).length;
    const least = this.#values['least']!;
    if (parts.includes('crowd')) {
      const { profiles, alone, below } = this.#groups();
      return [
        t('explainer.anonymity.crowd', { alone }),
        t('explainer.anonymity.profiles', { people: this.#values['crowd']!, profiles, below, k: smallGroup }),
      ];
    }
    if (parts.includes('small')) {
      const hidden = count(this.#alone, marks.hidden);
      return [
        t('explainer.anonymity.small', { hidden, found: this.#alone.foundAgain }),
        t('explainer.anonymity.small_means', { least }),
        ...(hidden === 0 ? [] : [t('explainer.anonymity.from_totals')]),
      ];
    }
    if (parts.includes('cells')) {
      if (!this.#together.shown) return [t('explainer.anonymity.nothing_shown', { least }), t('explainer.anonymity.whole_table')];
      const hidden = count(this.#together, marks.hidden);
      return [
        t('explainer.anonymity.cells', { hidden, companions: count(this.#together, marks.companion), found: this.#together.foundAgain }),
        t('explainer.anonymity.small_means', { least }),
      ];
    }
    if (parts.includes('publications')) {
      return [
        t(`explainer.anonymity.${this.#verdict()}`, { batch: this.#values['batch']! }),
        t('explainer.anonymity.twice', { arrived: this.#values['arrived']! }),
      ];
    }
    const { said, changed, truth, estimate, low, high } = this.#tossed();
    return [
      t('explainer.anonymity.estimate', { people: this.#people, estimate }),
      t('explainer.anonymity.in_truth', { low, high, truth }),
      t('explainer.anonymity.coin', { said, changed }),
      ...(estimate < 0 || estimate > this.#people ? [t('explainer.anonymity.outside')] : []),
    ];
  }

  figures({ t, locale }: Stage): Figure[] {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const said = (format: Intl.NumberFormat, value: number) => (Number.isFinite(value) ? format.format(value) : t('explainer.not_computable'));
    const [saysYes, error, direct, needed, epsilon, ifYes, ifNo] = this.#coin as [number, number, number, number, number, number, number];
    return [
      { label: t('explainer.anonymity.exact.expected_alone'), value: number.format(this.#crowd[3]!) },
      { label: t('explainer.anonymity.exact.says_yes'), value: percent.format(saysYes) },
      { label: t('explainer.anonymity.exact.error'), value: percent.format(error) },
      { label: t('explainer.anonymity.exact.error_direct'), value: percent.format(direct) },
      { label: t('explainer.anonymity.exact.needed'), value: said(number, needed) },
      { label: t('explainer.anonymity.exact.epsilon'), value: said(number, epsilon) },
      { label: t('explainer.anonymity.exact.if_yes'), value: said(percent, ifYes) },
      { label: t('explainer.anonymity.exact.if_no'), value: said(percent, ifNo) },
    ];
  }

  #groups(): { profiles: number; alone: number; below: number } {
    const [profiles, alone, below] = this.#crowd as [number, number, number];
    return { profiles, alone, below };
  }

  /** Whole people; the interval is drawn inside what can be, the estimate stays as it came. */
  #tossed(): Record<'truth' | 'said' | 'changed' | 'estimate' | 'low' | 'high', number> {
    const [, error, , , , , , truth, said, changed, estimate] = this.#coin as [number, number, number, number, number, number, number, number, number, number, number];
    const inside = (share: number) => Math.round(this.#people * Math.max(0, Math.min(1, share)));
    return {
      truth,
      said,
      changed,
      estimate: Math.round(this.#people * estimate),
      low: inside(estimate - ninetyFive * error),
      high: inside(estimate + ninetyFive * error),
    };
  }

  #verdict(): (typeof verdicts)[number] {
    return verdicts[this.#publications[6]!]!;
  }

  /** A disc is alone in its profile; a frame says: in a small group. */
  #crowdPicture(stage: Stage): TemplateResult {
    const { t, wide } = stage;
    const people = this.#values['crowd']!;
    const { alone, below } = this.#groups();
    const small = below - alone;
    const others = people - below;
    const picture = this.#pictures.crowd;
    picture.draw({ illUnflagged: 0, illFlagged: alone, wellFlagged: small, wellUnflagged: others }, wide, t('explainer.anonymity.crowd_picture', { people, alone, small, others }));
    const entry = (group: 'alone' | 'small_group' | 'large_group', count: number, ill: boolean, framed: boolean) => html`<li data-group=${group}>
      ${mark(ill, framed)}<strong>${t('explainer.number', { count })}</strong> <span>${t(`explainer.anonymity.${group}`, { k: smallGroup })}</span>
    </li>`;
    return html`${picture.element}
      <ul class="legend" role="list">
        ${entry('alone', alone, true, true)}${entry('small_group', small, false, true)}${entry('large_group', others, false, false)}
      </ul>`;
  }

  /** The table as it is published; under a hidden cell, what somebody finds with the totals. */
  #crossed({ shown, cells }: Table, { t }: Stage): TemplateResult {
    if (!shown) return html`<p class="drawn">${t('explainer.anonymity.kept_back')}</p>`;
    const sum = (list: readonly Cell[]) => list.reduce((total, { people }) => total + people, 0);
    const inRow = (row: number) => cells.slice(row * columns.length, (row + 1) * columns.length);
    const said = ({ people, mark: markOf, least, most }: Cell) => {
      if (markOf === marks.shown) return html`${t('explainer.number', { count: people })}`;
      const found = least === most ? t('explainer.anonymity.found', { people: least }) : t('explainer.anonymity.between', { least, most });
      return html`<span class="hidden-cell">${t('explainer.anonymity.hidden')}</span> <small>${found}</small>`;
    };
    return html`<div class="scroll" role="region" aria-labelledby="crossed" tabindex="0">
      <table class="crossed">
        <caption id="crossed">${t('explainer.anonymity.crossed')}</caption>
        <thead>
          <tr>
            <td></td>
            ${columns.map((column) => html`<th scope="col">${t(`explainer.anonymity.${column}`)}</th>`)}
            <th scope="col">${t('explainer.anonymity.total')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, index) => html`<tr>
              <th scope="row">${t(`explainer.anonymity.${row}`)}</th>
              ${inRow(index).map((cell) => html`<td data-mark=${cell.mark} data-found=${cell.mark !== marks.shown && cell.least === cell.most}>${said(cell)}</td>`)}
              <td>${t('explainer.number', { count: sum(inRow(index)) })}</td>
            </tr>`,
          )}
          <tr>
            <th scope="row">${t('explainer.anonymity.total')}</th>
            ${columns.map((_, index) => html`<td>${t('explainer.number', { count: sum(cells.filter((_cell, at) => at % columns.length === index)) })}</td>`)}
            <td>${t('explainer.number', { count: sum(cells) })}</td>
          </tr>
        </tbody>
      </table>
    </div>`;
  }

  /** Two publications of one question; their difference is the people who came in between. */
  #twice({ t }: Stage): TemplateResult {
    const before = this.#publications.slice(0, options.length);
    const after = this.#publications.slice(options.length, 2 * options.length);
    const held = !['unchanged', 'allowed'].includes(this.#verdict());
    return html`<div class="scroll" role="region" aria-labelledby="publications" tabindex="0">
        <table class="crossed">
          <caption id="publications">${t('explainer.anonymity.publications')}</caption>
          <thead>
            <tr>
              <td></td>
              ${(['before', 'after', 'difference'] as const).map((name) => html`<th scope="col">${t(`explainer.anonymity.${name}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${options.map(
              (option, index) => html`<tr>
                <th scope="row">${t(`explainer.anonymity.${option}`)}</th>
                <td>${t('explainer.number', { count: before[index]! })}</td>
                <td>${t('explainer.number', { count: after[index]! })}</td>
                <td>${t('explainer.number', { count: after[index]! - before[index]! })}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${held ? html`<p class="drawn">${t('explainer.anonymity.held')}</p>` : nothing}`;
  }

  /** A disc is a true yes; a frame says: answered yes. */
  #coinPicture({ t, wide }: Stage): TemplateResult {
    const { truth, said, changed } = this.#tossed();
    const hiddenYes = (changed + truth - said) / 2;
    const counts = {
      illFlagged: truth - hiddenYes,
      illUnflagged: hiddenYes,
      wellFlagged: changed - hiddenYes,
      wellUnflagged: this.#people - truth - (changed - hiddenYes),
    };
    const picture = this.#pictures.coin;
    picture.draw(counts, wide, t('explainer.anonymity.coin_picture', { people: this.#people, ...counts }));
    const entry = (group: keyof typeof counts, ill: boolean, framed: boolean) => html`<li data-group=${group}>
      ${mark(ill, framed)}<strong>${t('explainer.number', { count: counts[group] })}</strong> <span>${t(`explainer.anonymity.${group}`)}</span>
    </li>`;
    return html`${picture.element}
      <ul class="legend" role="list">
        ${entry('illFlagged', true, true)}${entry('illUnflagged', true, false)}${entry('wellFlagged', false, true)}${entry('wellUnflagged', false, false)}
      </ul>`;
  }
}

export const anonymity: SimulationKind = { sizes: [100, 1000], sized: ['coin'], create: (module: Model) => new AnonymitySimulation(module) };
