// SPDX-License-Identifier: MIT
// Studio: the files of a survey that says nothing yet: one question, nobody named, nothing collected, the thresholds of content/'s own policies.

export const blank = {
  'widget.json': {
    version: 1,
    survey: 'my-survey',
    questionnaire: 'questionnaire.json',
    wave: 1,
    languages: ['fr'],
    explainers: [],
    disclosure: 'disclosure.json',
    collect: { kind: 'none' },
    results: { url: '../../results/my-survey.json' },
    omit: [],
    include: [],
    period: { kind: 'wave' },
    retention: { days: 30 },
  },
  'questionnaire.json': {
    title: '',
    locale: 'fr',
    showPreviewBeforeComplete: true,
    triptych: { text_rev: 1 },
    pages: [{ name: 'page_1', triptych: { panel: 'participation' }, elements: [{ type: 'radiogroup', name: 'question_1', title: '', choices: [{ value: 'choice_1', text: '' }, { value: 'choice_2', text: '' }] }] }],
  },
  'disclosure.json': {
    version: 1,
    survey: 'my-survey',
    anonymity: null,
    one_way: { items: 'all', min_answers: 11, min_categories: 2, total_step: 5 },
    batches: { min_new: 11, min_categories_moved: 2, decrease: 'refused', scope: 'all_tables_or_none', max_snapshots: 50 },
    crossed: { when: 'closing', primary: { from: 1, to: 10 }, zeros: 'shown', companions: { min_protection: 11, zeros: 'never' }, tables: [] },
    rows: { when: 'closing', k: 11, counting: 'strict', max_dropped_share: 0.05, sensitive: [] },
    quasi_identifiers: [],
  },
} as const;
