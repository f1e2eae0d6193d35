// SPDX-License-Identifier: MIT
// Engine: the contract of explainers.wasm: numbers in, numbers out, no JSON inside the simulations.
// A Float64Array is empty where an input is outside its range; a number in it that does not exist is NaN. It is a view of the
// module's memory, valid until the next call of any function: read it at once, or keep a slice().

export interface ExplainersModule {
  /**
   * Shares in 0..1, people a positive integer.
   * [true positives, false negatives, false positives, true negatives (exact, per `people`), positive, negative predictive value (NaN: not
   *  computable), the first four rounded by largest remainder: they add up to `people`]
   */
  diagnosis(prevalence: number, sensitivity: number, specificity: number, people: number): Float64Array;
  /** [found A, found B, found overall (shares), the same three of 100 people, effective examples A, B] */
  learning(examples: number, shareOfB: number, similarity: number, shareOfBAmongPatients: number): Float64Array;
  /** [helped A, helped B (shares of their group), share of B among the helped, people helped in A, in B] */
  target(helped: number, careForSameNeed: number, people: number): Float64Array;
  /**
   * Threshold and separation in standard deviations of the score; a missed person costs as many false alarms.
   * [sensitivity, specificity (diagnosis() counts with them), area under the curve, cost in false alarms, best threshold (may be infinite)]
   */
  threshold(at: number, separation: number, prevalence: number, costOfAMissed: number, people: number): Float64Array;
  /** [right (share), both right, saved by the AI, saved by the person, wrong (whole cases)] */
  team(aiRight: number, humanRight: number, followsRightAi: number, followsWrongAi: number, cases: number): Float64Array;
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
  /**
   * [says yes (share), standard error with the coin, without, people needed (times as many), epsilon (may be infinite), P(yes | said yes),
   *  P(yes | said no), then of the people drawn: true yes, said yes, answers changed, estimate (share, may lie outside 0..1)]
   */
  coin(tellsTruth: number, trueYes: number, people: number, seed: number): Float64Array;
  /** [profiles, people alone in theirs, people in a group smaller than k, expected alone] */
  crowd(people: number, questions: number, k: number, seed: number): Float64Array;
  /**
   * A crossed table of 4 rows and 3 columns, its companions hidden too (1) or not (0): [shown (0, 1), small cells found again by
   *  subtraction, then for each cell: people, mark (0 shown, 1 hidden, 2 companion), least, most]
   */
  cells(withCompanions: number, threshold: number): Float64Array;
  /** [3 counts before, 3 after, verdict: 0 unchanged, 1 allowed, 2 decrease, 3 too few, 4 one category] */
  publications(newPeople: number, leastNew: number, seed: number): Float64Array;
}
