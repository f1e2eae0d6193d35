// SPDX-License-Identifier: MIT
// Oracle: random surveys and what visitors do in them, with the state in which survey-core is after each step.
// Usage: node tests/oracle/journeys.js SEED STEPS > journeys.jsonl
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { now, recorded } from './record.js';
import { randomFrom } from './random.js';

process.env.TZ = 'UTC';
const { Model, settings, surveyLocalization } = createRequire(import.meta.url)('survey-core');
settings.onDateCreated = (date, reason, value) => (value ? date : new Date(now));

const letters = ['a', 'b', 'c', 'd', 'e'];
const words = ['yes', 'no', 'Été', 'a b', 'x', '12', '3.5', '0', 'long enough to be too long', 'name@example.org', '@', ' '];
const dates = ['2020-01-05', '2026-02-28', '2030-12-31', '1999-02-29', '2026-03-01T10:30'];
const isList = (type) => ['checkbox', 'tagbox', 'ranking', 'imagepicker'].includes(type);
const validators = ['numeric', 'text', 'regex', 'email', 'answercount', 'expression'];

/** A generator of journeys: everything random in it comes from one seed. */
function generator(random) {
  const { below, pick, chance, many, weighted } = random;
  const maybe = (probability, make) => (chance(probability) ? make() : {});
  const distinct = (items, least) => items.filter((_, index) => index < least || chance(0.7));

  const choices = () => weighted([
    [4, () => distinct([1, 2, 3, 4, 5], 2)],
    [4, () => distinct(letters, 2)],
    [2, () => distinct([{ value: 1, text: 'One' }, { value: 2, text: { default: 'Two', fr: 'Deux' } }, { value: 'a', text: 'A' }, 'b', 5], 2)],
    [1, () => ['1', 2, true]],
  ]);
  const valueOf = (choice) => (typeof choice === 'object' ? choice.value : choice);

  /** A condition on what exists; `inside` are names that only hold there, as {item}. */
  function condition(names, inside = [], depth = 2) {
    const name = () => pick([...names, ...inside]);
    const constant = () => pick(['1', '2', '3', "'a'", "'b'", "'c'", "'yes'", 'true', 'false', "''", '0', "'other'", "'none'", "['a', 'b']"]);
    const simple = () => weighted([
      [8, () => `{${name()}} ${pick(['=', '=', '<>', '>', '<', '>=', '<=', 'contains', 'notcontains', 'anyof', 'allof'])} ${constant()}`],
      [4, () => `{${name()}} ${pick(['empty', 'notempty', 'notempty'])}`],
      [2, () => `{${name()}} ${pick(['=', '<>', '>', 'contains'])} {${name()}}`],
      [1, () => `{${name()}.length} > ${below(3)}`],
      [1, () => `{${name()}-Comment} notempty`],
      [1, () => `sum({${name()}}, {${name()}}) >= ${below(6)}`],
      [1, () => `iif({${name()}} = ${constant()}, 1, 0) = 1`],
      [0.5, () => `{variable} = ${below(3)}`],
      // Not in the condition of a choice: whether a question shows may hang on its choices.
      [inside.length > 0 ? 0 : 0.5, () => `{$${pick(names)}.isVisible} = true`],
    ]);
    if (depth === 0 || chance(0.6)) return simple();
    return `${condition(names, inside, depth - 1)} ${pick(['and', 'or'])} ${condition(names, inside, depth - 1)}`;
  }
  /** An expression; `whole` are the names whose whole answer it may give. */
  const expression = (names, whole = names) => weighted([
    [whole.length > 0 ? 3 : 0, () => `{${pick(whole)}}`],
    [3, () => `{${pick(names)}} + {${pick(names)}}`],
    [2, () => `iif(${condition(names, [], 1)}, ${pick(["'a'", '1', "'x'", ...(whole.length > 0 ? [`{${pick(whole)}}`] : [])])}, ${pick(["'b'", '2', "''"])})`],
    [1, () => `count({${pick(names)}}) * 2`],
    [1, () => pick(['1', "'a'", "['a', 'b']", 'true', 'today()'])],
  ]);

  const validator = (names) => {
    const type = pick(validators);
    return {
      type,
      ...(type === 'numeric' ? { minValue: below(3), maxValue: 3 + below(8) } : {}),
      ...(type === 'text' ? { minLength: below(3), maxLength: 3 + below(4), ...maybe(0.3, () => ({ allowDigits: false })) } : {}),
      ...(type === 'regex' ? { regex: pick(['^[a-z]+$', '[0-9]', '^.{2,4}$']), ...maybe(0.5, () => ({ caseInsensitive: true })) } : {}),
      ...(type === 'answercount' ? { minCount: 1 + below(2), maxCount: 2 + below(2) } : {}),
      ...(type === 'expression' ? { expression: condition(names) } : {}),
    };
  };

  const selects = () => ({
    choices: choices().map((choice) => choice),
    // With words of their own: those of survey-core are the page's in Triptych.
    ...maybe(0.3, () => ({ [pick(['showOtherItem', 'hasOther'])]: true })),
    otherText: 'Another',
    ...maybe(0.2, () => ({ showNoneItem: true, noneText: { default: 'Nothing', fr: 'Rien' } })),
    ...maybe(0.1, () => ({ showRefuseItem: true, refuseText: 'Not said' })),
    ...maybe(0.1, () => ({ showDontKnowItem: true, dontKnowText: 'Unsure' })),
    ...maybe(0.15, () => ({ showCommentArea: true })),
    ...maybe(0.1, () => ({ storeOthersAsComment: false })),
    ...maybe(0.1, () => ({ hideIfChoicesEmpty: true })),
    ...maybe(0.1, () => ({ choicesOrder: pick(['asc', 'desc']) })),
  });
  const multiple = () => ({
    ...selects(),
    ...maybe(0.25, () => ({ showSelectAllItem: true })),
    ...maybe(0.15, () => ({ maxSelectedChoices: 2 })),
    ...maybe(0.15, () => ({ minSelectedChoices: 2 })),
  });
  const makers = {
    text: () => ({ ...maybe(0.5, () => ({ inputType: pick(['number', 'number', 'date', 'email', 'range', 'datetime-local', 'month']) })), ...maybe(0.2, () => ({ maxLength: 5 })) }),
    comment: () => maybe(0.2, () => ({ maxLength: 8 })),
    radiogroup: selects,
    dropdown: () => (chance(0.2) ? { choicesMin: 1, choicesMax: 4 } : selects()),
    checkbox: multiple,
    tagbox: multiple,
    rating: () => weighted([[3, () => ({})], [2, () => ({ rateMin: 0, rateMax: 10 })], [1, () => ({ rateValues: [1, 2, 'a'] })], [1, () => ({ rateCount: 3 })]]),
    boolean: () => ({ labelTrue: 'Yes', labelFalse: 'No', ...maybe(0.3, () => ({ valueTrue: pick(['yes', 1]), valueFalse: pick(['no', 0]) })) }),
    matrix: () => ({ columns: [1, 2, 3], rows: chance(0.9) ? letters.slice(0, 1 + below(3)) : [], ...maybe(0.3, () => ({ eachRowRequired: true })), ...maybe(0.2, () => ({ eachRowUnique: true })) }),
    multipletext: () => ({ items: letters.slice(0, 1 + below(3)).map((name) => ({ name, ...maybe(0.3, () => ({ isRequired: true })), ...maybe(0.3, () => ({ inputType: 'number' })), ...maybe(0.15, () => ({ defaultValue: 1 })) })) }),
    ranking: () => ({ choices: choices(), ...maybe(0.3, () => ({ selectToRankEnabled: true, ...maybe(0.5, () => ({ maxSelectedChoices: 2 })) })) }),
    imagepicker: () => ({ choices: choices().map((choice) => ({ value: valueOf(choice), imageLink: `${valueOf(choice)}.svg` })), ...maybe(0.4, () => ({ multiSelect: true })) }),
    html: () => ({ html: 'words of {q1}' }),
    image: () => ({ imageLink: 'picture.svg' }),
    expression: () => ({}),
  };
  const weights = Object.entries({ text: 4, comment: 2, radiogroup: 5, dropdown: 3, checkbox: 5, tagbox: 1, rating: 2, boolean: 3, matrix: 2, multipletext: 2, ranking: 1, imagepicker: 1, html: 0.5, image: 0.3, expression: 2 });

  /** A value that the question may well hold, or not. */
  function answer(question) {
    const offered = () => {
      const own = (question.choices ?? question.rateValues ?? [1, 2, 3]).map(valueOf);
      return pick([...own, ...own, ...own, ...(question.showOtherItem || question.hasOther ? ['other', 'something else'] : []), ...(question.showNoneItem ? ['none'] : []), ...(question.showRefuseItem ? ['refused'] : []), ...(question.showDontKnowItem ? ['dontknow'] : []), ...(chance(0.1) ? ['unknown'] : [])]);
    };
    const several = () => [...new Set(many(0, 3, offered))];
    switch (question.type) {
      case 'text': return question.inputType?.startsWith('date') || question.inputType === 'month' ? pick(dates) : question.inputType ? pick([below(12), String(below(12)), 2.5, 'abc']) : pick([...words, below(10)]);
      case 'comment': return pick(words);
      case 'checkbox': case 'tagbox': case 'ranking': return several();
      case 'imagepicker': return question.multiSelect ? several() : offered();
      case 'rating': return pick([1, 2, 3, 4, 5, 0, 10, 'a']);
      case 'boolean': return pick([true, false, question.valueTrue ?? true, question.valueFalse ?? false]);
      case 'matrix': return question.rows.length === 0 ? pick([1, 2, 3]) : Object.fromEntries(question.rows.filter((_, index) => index === 0 || chance(0.7)).map((row) => [row, pick([1, 2, 3])]));
      case 'multipletext': return Object.fromEntries(question.items.filter((_, index) => index === 0 || chance(0.7)).map(({ name }) => [name, pick([...words, 1, 2])]));
      default: return offered();
    }
  }

  function question(name, names, types) {
    const type = types[name];
    const made = { type, name, ...makers[type]() };
    // What reads itself never settles: survey-core gives up after ten rounds, with a text that each has made longer.
    const others = names.length > 1 ? names.filter((other) => other !== name) : ['variable'];
    Object.assign(
      made,
      maybe(0.35, () => ({ visibleIf: condition(others) })),
      maybe(0.08, () => ({ visible: false })),
      maybe(0.12, () => ({ enableIf: condition(names) })),
      maybe(0.25, () => ({ isRequired: true })),
      maybe(0.12, () => ({ requiredIf: condition(names) })),
      maybe(0.05, () => ({ readOnly: true })),
      maybe(0.06, () => ({ clearIfInvisible: pick(['none', 'onHidden', 'onComplete', 'onHiddenContainer']) })),
      maybe(0.05, () => ({ correctAnswer: answer(made) })),
    );
    if (type === 'expression') return { ...made, expression: expression(others, others.filter((other) => !isList(types[other]))) };
    if (type === 'html' || type === 'image') return made;
    Object.assign(
      made,
      maybe(0.15, () => ({ defaultValue: answer(made) })),
      maybe(0.08, () => ({ defaultValueExpression: expression(others) })),
      maybe(0.06, () => ({ setValueExpression: expression(others), ...maybe(0.6, () => ({ setValueIf: condition(names) })) })),
      maybe(0.06, () => ({ resetValueIf: condition(names) })),
      maybe(0.2, () => ({ validators: many(1, 2, () => validator(names)) })),
    );
    if (type === 'text' && ['number', 'range'].includes(made.inputType)) Object.assign(made, maybe(0.5, () => ({ min: below(4), max: 5 + below(5) })), maybe(0.15, () => ({ minValueExpression: `{${pick(names)}}` })));
    if (type === 'text' && made.inputType === 'date') Object.assign(made, maybe(0.5, () => ({ min: '2020-01-01', max: pick(['2026-12-31', '=today()']) })));
    if (made.choices && !made.choicesMin) {
      Object.assign(
        made,
        maybe(0.15, () => ({ choicesVisibleIf: condition(others, ['item', 'item', 'item'], 1) })),
        maybe(0.08, () => ({ choicesEnableIf: condition(others, ['item', 'item'], 1) })),
      );
      if (chance(0.2)) made.choices = made.choices.map((choice) => (chance(0.4) ? { ...(typeof choice === 'object' ? choice : { value: choice }), [pick(['visibleIf', 'visibleIf', 'enableIf'])]: condition(others, ['item'], 1) } : choice));
    }
    if (type === 'matrix' && made.rows.length > 0) Object.assign(made, maybe(0.15, () => ({ rowsVisibleIf: condition(others, ['item'], 1) })), maybe(0.1, () => ({ columnsVisibleIf: condition(others, ['item'], 1) })));
    return made;
  }

  const trigger = (names) => weighted([
    [2, () => ({ type: 'complete', expression: condition(names) })],
    [3, () => ({ type: 'setvalue', expression: condition(names), setToName: pick(names), setValue: pick([1, 2, 'a', 'b', ['a'], true]), ...maybe(0.1, () => ({ isVariable: true })) })],
    [3, () => ({ type: 'copyvalue', expression: condition(names), fromName: pick(names), setToName: pick(names) })],
    [2, () => ({ type: 'skip', expression: condition(names), gotoName: pick(names) })],
    [2, () => ({ type: 'runexpression', expression: condition(names), runExpression: expression(names), setToName: pick(names) })],
    [1, () => ({ type: 'visible', expression: condition(names), questions: [pick(names)], pages: chance(0.3) ? ['page2'] : [] })],
  ]);

  function survey() {
    const names = Array.from({ length: 2 + below(7) }, (_, index) => `q${index + 1}`);
    const types = Object.fromEntries(names.map((name) => [name, weighted(weights.map(([kind, weight]) => [weight, () => kind]))]));
    const questions = names.map((name) => question(name, names, types));
    // survey-core hands on the list itself, not a copy: emptied in one place, it is empty in the other.
    const unlisted = names.filter((name) => !isList(types[name]));
    // The condition of a multipletext hears of a property's change only at the next one.
    for (const made of questions) {
      if (made.type === 'multipletext') for (const property of ['visibleIf', 'enableIf', 'requiredIf']) if (made[property]?.includes('{$')) delete made[property];
    }
    // Carried over, or said, once all are known. Where a matrix or a multipletext has no answer, SurveyJS shows its name in braces.
    const said = questions.filter(({ type }) => !['matrix', 'multipletext'].includes(type)).map(({ name }) => name);
    for (const made of questions) {
      if (said.length > 0) Object.assign(made, maybe(0.15, () => ({ title: { default: `About {${pick(said)}}`, fr: `Sur {${pick(said)}}` } })));
      // One value of several questions: of one kind, or each would make something else of it.
      const partner = pick(questions);
      const shares = ({ type, hasOther, showOtherItem }) => ['text', 'comment', 'boolean', 'radiogroup', 'dropdown', 'checkbox'].includes(type) && !hasOther && !showOtherItem;
      if (partner !== made && partner.type === made.type && shares(made) && shares(partner) && chance(0.15)) {
        if (chance(0.5)) made.valueName = partner.valueName ?? partner.name;
        else made.valueName = partner.valueName = `shared-${made.type}`;
      }
      const source = pick(questions);
      if (['radiogroup', 'checkbox', 'dropdown'].includes(made.type) && source !== made && ['radiogroup', 'checkbox', 'dropdown'].includes(source.type) && chance(0.08)) {
        Object.assign(made, { choicesFromQuestion: source.name, choicesFromQuestionMode: pick(['all', 'selected', 'unselected']) });
        delete made.choices;
      }
    }
    let panels = 0;
    const nested = questions.reduce((elements, made) => {
      const last = elements.at(-1);
      if (last?.type === 'panel' && chance(0.4)) last.elements.push(made);
      else if (chance(0.15)) {
        panels += 1;
        elements.push({ type: 'panel', name: `panel${panels}`, elements: [made], ...maybe(0.5, () => ({ visibleIf: condition(names) })), ...maybe(0.1, () => ({ isRequired: true })), ...maybe(0.15, () => ({ enableIf: condition(names) })), ...maybe(0.1, () => ({ requiredIf: condition(names) })) });
      } else elements.push(made);
      return elements;
    }, []);
    const pages = [{ name: 'page1', elements: [] }];
    for (const element of nested) {
      if (pages.at(-1).elements.length > 0 && chance(0.35)) pages.push({ name: `page${pages.length + 1}`, elements: [], ...maybe(0.3, () => ({ visibleIf: condition(names) })), ...maybe(0.08, () => ({ enableIf: condition(names) })), ...maybe(0.05, () => ({ isRequired: true })) });
      pages.at(-1).elements.push(element);
    }
    const questionsOnPageMode = maybe(0.2, () => ({ questionsOnPageMode: pick(['singlePage', 'questionPerPage', 'questionPerPage', 'inputPerPage']) }));
    // On a single page survey-core keeps the default of a hidden multipletext, and of no other type.
    if (questionsOnPageMode.questionsOnPageMode === 'singlePage') for (const made of questions) if (made.type === 'multipletext') delete made.defaultValue;
    return {
      questions,
      pages: pages.length,
      json: {
        ...(pages.length === 1 && chance(0.5) ? { elements: pages[0].elements } : { pages }),
        ...maybe(0.25, () => ({ triggers: many(1, 2, () => trigger(names)) })),
        ...maybe(0.2, () => ({ calculatedValues: many(1, 2, (_, index) => ({ name: `calc${index + 1}`, expression: expression(names, unlisted), ...maybe(0.4, () => ({ includeIntoResult: true })) })) })),
        ...maybe(0.25, () => ({ clearInvisibleValues: pick(['none', 'onHidden', 'onComplete', 'onHiddenContainer']) })),
        ...maybe(0.3, () => ({ checkErrorsMode: pick(['onValueChanged', 'onValueChanging', 'onComplete', 'onNextPage']) })),
        ...maybe(0.15, () => ({ showPreviewBeforeComplete: pick([true, 'showAllQuestions', 'showAnsweredQuestions']) })),
        ...questionsOnPageMode,
        ...maybe(0.08, () => ({ firstPageIsStartPage: true })),
        ...maybe(0.05, () => ({ completedHtmlOnCondition: [{ expression: condition(names), html: 'seen' }] })),
        ...maybe(0.05, () => ({ storeOthersAsComment: false })),
        ...maybe(0.05, () => ({ textUpdateMode: 'onTyping' })),
        ...maybe(0.04, () => ({ readOnly: true })),
        ...maybe(0.05, () => ({ validateVisitedEmptyFields: true })),
        ...maybe(0.05, () => ({ locale: 'fr' })),
      },
    };
  }

  function step({ questions, pages, json }) {
    // Where answers are checked while they change, survey-core also looks for errors in a matrix that data fill, as it makes its rows.
    const filled = questions.filter(({ type }) => type !== 'matrix' || json.checkErrorsMode !== 'onValueChanging');
    const data = (most) => (filled.length > 0 ? Object.fromEntries(many(1, most, () => answered(pick(filled)))) : {});
    const asked = () => pick(questions);
    const answered = (made = asked()) => [made.valueName ?? made.name, answer(made)];
    const given = () => {
      const made = asked();
      return [made.name, chance(0.1) ? null : answer(made)];
    };
    return weighted([
      [10, () => ({ op: 'setValue', args: answered() })],
      [12, () => ({ op: 'answer', args: given() })],
      [2, () => ({ op: 'comment', args: [asked().name, pick([...words, ''])] })],
      [3, () => ({ op: 'clearValue', args: [asked().name] })],
      [1, () => {
        const made = asked();
        // An empty list is an answer of lists only.
        return { op: 'setValue', args: [made.name, pick([null, undefined, '', 0, ...(isList(made.type) && made.type !== 'imagepicker' ? [[]] : [])])] };
      }],
      [2, () => ({ op: 'setComment', args: [asked().name, pick([...words, ''])] })],
      [1, () => ({ op: 'setVariable', args: ['variable', below(3)] })],
      [1, () => ({ op: 'mergeData', args: [data(3)] })],
      [0.5, () => ({ op: '=data', args: [data(4)] })],
      [6, () => ({ op: 'nextPage', args: [] })],
      [3, () => ({ op: 'prevPage', args: [] })],
      [2, () => ({ op: 'tryComplete', args: [] })],
      [0.3, () => ({ op: 'doComplete', args: [] })],
      [1, () => ({ op: '=currentPageNo', args: [below(pages)] })],
      [1, () => ({ op: 'validate', args: [true] })],
      [1, () => ({ op: 'validateCurrentPage', args: [] })],
      [0.7, () => ({ op: 'showPreview', args: [] })],
      [0.5, () => ({ op: 'cancelPreview', args: [] })],
      [0.3, () => ({ op: 'start', args: [] })],
      [0.3, () => ({ op: 'clear', args: [chance(0.5), chance(0.5)] })],
      [0.3, () => ({ op: 'clearIncorrectValues', args: [] })],
      [0.3, () => ({ op: '=readOnly', args: [chance(0.5)] })],
      [1, () => ({ op: '=locale', args: [pick(['fr', '', 'en'])] })],
    ]);
  }

  return () => {
    const made = survey();
    return { json: made.json, steps: many(3, 10, () => step(made)) };
  };
}

function stateOf(model) {
  const questions = model.getAllQuestions();
  return {
    state: model.state,
    page: model.currentPage ? model.currentPage.name : null,
    pages: model.visiblePages.map(({ name }) => name),
    visible: model.getAllQuestions(true).map(({ name }) => name),
    errors: Object.fromEntries(questions.filter(({ errors }) => errors.length > 0).map(({ name, errors }) => [name, errors.map((error) => error.getErrorType())])),
    data: JSON.parse(JSON.stringify(model.data, (name, value) => (name.endsWith('-Comment') ? String(value) : value))),
  };
}

/** What the fields of a question do; a field that cannot be touched does nothing. */
const visitor = {
  answer(question, value) {
    if (question.isReadOnly || ['html', 'image', 'expression'].includes(question.getType())) return;
    question.value = value ?? undefined;
  },
  comment(question, words) {
    if (question.isReadOnly || ['html', 'image', 'expression'].includes(question.getType())) return;
    if (question.isOtherSelected) question.otherValue = words;
    else question.comment = words;
  },
};

/** What is on the screen, beyond the state: what is offered, locked, asked for, and how it is said. */
function shownBy(model) {
  const questions = model.getAllQuestions();
  const named = (list, value) => Object.fromEntries(list.map((question) => [question.name, value(question)]));
  const choosing = questions.filter((question) => question.visibleChoices && !['imagepicker', 'rating'].includes(question.getType()));
  return JSON.parse(JSON.stringify({
    shown: questions.filter((question) => question.isVisible && question.isParentVisible).map(({ name }) => name),
    locked: questions.filter((question) => question.isReadOnly).map(({ name }) => name),
    required: questions.filter((question) => question.isRequired).map(({ name }) => name),
    offered: named(choosing, ({ visibleChoices }) => visibleChoices.map(({ value }) => value)),
    disabled: named(choosing, ({ visibleChoices }) => visibleChoices.filter(({ isEnabled }) => !isEnabled).map(({ value }) => value)),
    comments: named(questions.filter(({ comment }) => comment), ({ comment }) => String(comment)),
    rows: named(questions.filter((question) => question.getType() === 'matrix'), ({ visibleRows }) => visibleRows.map(({ name }) => name)),
    titles: named(questions.filter((question) => question.jsonObj?.title), ({ locTitle }) => locTitle.renderedHtml),
    right: model.getCorrectAnswerCount(),
    // Between the inputs of one question survey-core keeps these two as they were.
    ...(model.isSingleVisibleInput ? {} : { first: model.isFirstPage, last: model.isLastPage }),
  }));
}

/** Answers that set answers: survey-core runs for half a minute into its stack's end where they never settle. */
const deepest = 24;
let depth = 0;
function bounded(set) {
  depth += 1;
  try {
    if (depth > deepest) throw new Error('answers that never settle');
    set();
  } finally {
    depth -= 1;
  }
}
class BoundedModel extends Model {
  setValue(...args) { bounded(() => super.setValue(...args)); }
  setComment(...args) { bounded(() => super.setComment(...args)); }
}

/** What survey-core does with a survey and the steps of a visitor; throws where survey-core does. */
export function record({ id, json, steps }) {
  surveyLocalization.currentLocale = ''; // survey-core keeps that of the survey before
  const model = new BoundedModel(structuredClone(json));
  const initial = stateOf(model);
  const done = steps.map(({ op, args }) => {
    const kept = recorded(args);
    if (op.startsWith('=')) model[op.slice(1)] = args[0];
    else if (op === 'answer' || op === 'comment') visitor[op](model.getQuestionByName(args[0]), args[1]);
    else model[op](...args);
    return { op, args: kept, after: stateOf(model) };
  });
  Object.assign(done.at(-1)?.after ?? {}, { shown: shownBy(model) });
  return { id, json, initial, steps: done };
}

/** Journeys of a seed, of `count` steps together. One in which survey-core itself throws is left out. */
export function journeyCases(seed, count) {
  const generate = generator(randomFrom(seed));
  const { warn, error } = console;
  Object.assign(console, { warn: () => {}, error: () => {} });
  const cases = [];
  for (let number = 0, steps = 0; steps < count; number += 1) {
    const journey = generate();
    try {
      cases.push(record({ id: `${seed}/${number}`, ...journey }));
      steps += journey.steps.length;
    } catch {
      continue;
    }
  }
  Object.assign(console, { warn, error });
  return cases;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const one of journeyCases(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 100))) console.log(JSON.stringify(one));
}
