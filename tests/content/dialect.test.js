// SPDX-License-Identifier: MIT
// Tests: content/dialect.json says what SurveyJS has (survey-core's own metadata) and what the engine reads (its table), no more, no less.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConditionsParser, FunctionFactory, Serializer, Version } from 'survey-core';
import { elementsOf, objects, readJson, root, survey, surveys } from './content.js';

const dialect = readJson('dialect.json');
const source = (path) => readFileSync(join(root, 'src', path), 'utf8');
/** Names of one owner in every status. */
const named = ({ supported, engine = {}, ignored = [], refused = {}, older = [] }) => [...supported, ...Object.keys(engine), ...ignored, ...Object.keys(refused), ...older];
const classesOf = { choice: ['choiceitem', 'imageitemvalue', 'matrixcolumn'], item: ['multipletextitem'] };
const serializedNames = (kind) => Serializer.getProperties(kind).map(({ name }) => name);
const questionNames = new Set(serializedNames('question'));

test('the dialect is compared with the survey-core that is installed', () => {
  assert.equal(Version, dialect.surveyjs);
});

test('every type of SurveyJS has a status', () => {
  const own = Object.entries(dialect.types).filter(([, { tier }]) => tier === 'own').map(([type]) => type);
  const theirs = Serializer.getChildrenClasses('question', true).map(({ name }) => name);
  // Bases that no file names.
  const bases = ['matrixdropdownbase', 'textbase', 'nonvalue', 'empty'];
  assert.deepEqual(Object.keys(dialect.types).filter((type) => !own.includes(type)).toSorted(), [...theirs.filter((name) => !bases.includes(name)), 'panel'].toSorted());
});

test('every property that SurveyJS would read from a file has one status, and none is invented', () => {
  for (const [owner, statuses] of Object.entries(dialect.properties)) {
    const names = named(statuses);
    assert.equal(new Set(names).size, names.length, `${owner}: a property has two statuses`);
    if (owner === 'explainer') continue;
    const theirs = new Set((classesOf[owner] ?? [owner]).flatMap(serializedNames));
    const expected = [...theirs].filter((name) => ['survey', 'page', 'panel', 'question', 'choice', 'item'].includes(owner) || !questionNames.has(name));
    for (const name of expected) assert.ok(names.includes(name), `${owner}.${name} has no status`);
    // "type" is read before properties; SurveyJS keeps an item's question inside (its defaults, bounds and messages).
    const inner = owner === 'item' ? serializedNames('text') : [];
    for (const name of names) assert.ok(name === 'type' || theirs.has(name) || inner.includes(name) || questionNames.has(name), `${owner}.${name} is not SurveyJS's`);
  }
  assert.deepEqual(
    Object.keys(dialect.properties).filter((owner) => !['survey', 'page', 'question', 'choice', 'item'].includes(owner)).toSorted(),
    Object.entries(dialect.types).filter(([, { status }]) => status === 'supported').map(([type]) => type).toSorted(),
    'every type that is drawn has its list',
  );
});

test('validators and triggers are those of SurveyJS, with their properties', () => {
  for (const [kind, base] of [['validators', 'validator'], ['triggers', 'trigger']]) {
    const theirs = Serializer.getChildrenClasses(`survey${base}`, true).map(({ name }) => name.replace(new RegExp(`${base}$`), ''));
    assert.deepEqual(Object.keys(dialect[kind]).toSorted(), theirs.toSorted());
    for (const [name, statuses] of Object.entries(dialect[kind])) assert.deepEqual(named(statuses).toSorted(), serializedNames(name + base).toSorted(), name);
  }
});

test('aliases are exactly the older names that SurveyJS still knows', () => {
  const theirs = new Set();
  for (const owner of [...Object.keys(dialect.properties).filter((name) => name !== 'explainer'), ...Object.keys(dialect.validators).map((name) => `${name}validator`)]) {
    for (const kind of classesOf[owner] ?? [owner]) {
      for (const { name, alternativeName } of Serializer.getProperties(kind)) if (alternativeName) theirs.add(`${alternativeName} → ${name}`);
    }
  }
  assert.deepEqual(dialect.aliases.map(({ older, name }) => `${older} → ${name}`).toSorted(), [...theirs].toSorted());
  for (const { older, name, of } of dialect.aliases) {
    for (const owner of of) assert.ok(named(dialect.properties[owner] ?? dialect.validators[owner]).includes(name), `${older} of ${owner}`);
  }
});

test('functions are those of SurveyJS', () => {
  const { supported, refused } = dialect.functions;
  assert.deepEqual([...supported, ...Object.keys(refused)].toSorted(), FunctionFactory.Instance.getAll().toSorted());
});

test('every spelling of every operator is read by SurveyJS, and means what the first one means', () => {
  const unary = ['not', 'empty', 'notempty'];
  const printed = (name, spelling) => {
    const expression = name === 'not' ? `${spelling} ({a} = 1)` : unary.includes(name) ? `{a} ${spelling}` : `{a} ${spelling} {b}`;
    return new ConditionsParser().parseExpression(expression)?.toString();
  };
  for (const [name, spellings] of Object.entries(dialect.operators)) {
    for (const spelling of spellings) {
      assert.ok(printed(name, spelling), `${name}: ${spelling}`);
      assert.equal(printed(name, spelling), printed(name, spellings[0]), `${name}: ${spelling}`);
    }
  }
});

// The engine's own table.

const types = Object.keys(dialect.types);
const groups = {
  kSurvey: ['survey'], kChoice: ['choice'], kItem: ['item'], kSelects: ['radiogroup', 'checkbox', 'dropdown', 'tagbox', 'ranking', 'imagepicker'],
  kElements: ['page', ...types], kQuestions: types.filter((type) => type !== 'panel'), kPage: ['page'],
};
for (const type of types) groups[`k${type[0].toUpperCase()}${type.slice(1)}`] ??= [type];
const rows = [...source('questionnaire/properties.def').matchAll(/^TRIPTYCH_PROPERTY\(\w+,\s*"(\w+)",\s*\w+,\s*-?\d+,\s*([\w| ]+)\)/gm)].map(([, name, owners]) => ({
  name,
  owners: new Set(owners.split('|').flatMap((owner) => groups[owner.trim()])),
}));
/** Read by a branch of its own, not through the table. */
const structural = ['$schema', 'type', 'name', 'value', 'pages', 'elements', 'choices', 'rateValues', 'rows', 'columns', 'items', 'validators', 'triggers', 'calculatedValues', 'completedHtmlOnCondition'];

test('the engine reads every property that the dialect calls supported', () => {
  assert.ok(rows.length > 100, `only ${rows.length} rows were read`);
  for (const [owner, { supported, engine = {} }] of Object.entries(dialect.properties)) {
    for (const name of [...supported, ...Object.keys(engine)]) {
      const reads = rows.some((row) => row.name === name && (row.owners.has(owner) || (owner === 'question' && row.owners.has('radiogroup'))));
      assert.ok(reads || structural.includes(name), `${owner}.${name} is called supported, and not read`);
    }
  }
});

test('the dialect calls supported every property that the engine reads', () => {
  for (const { name, owners } of rows) {
    for (const owner of owners) {
      const lists = [dialect.properties[owner], ['survey', 'page', 'panel', 'choice', 'item'].includes(owner) ? undefined : dialect.properties.question].filter(Boolean);
      if (lists.length === 0 || dialect.types[owner]?.status === 'engine') continue;
      // SurveyJS has no such property there: the engine's table is wider than any file needs.
      const theirs = owner === 'explainer' ? [] : (classesOf[owner] ?? [owner]).flatMap(serializedNames);
      if (owner !== 'item' && !theirs.includes(name) && !lists.some((list) => named(list).includes(name))) continue;
      assert.ok(lists.some(({ supported, engine = {} }) => supported.includes(name) || name in engine), `${owner}.${name} is read, and not called supported`);
    }
  }
});

test('the engine knows the older names of what it reads', () => {
  const aliases = new Set([...source('questionnaire/properties.def').matchAll(/^TRIPTYCH_ALIAS\(\w+,\s*"(\w+)"\)/gm)].map(([, name]) => name));
  const parse = source('questionnaire/parse.cpp');
  for (const { older, name, of } of dialect.aliases) {
    const supported = of.some((owner) => (dialect.properties[owner] ?? dialect.validators[owner]).supported.includes(name));
    if (supported) assert.ok(aliases.has(older) || parse.includes(`"${older}"`), `${older} is not read`);
  }
});

test('the engine knows the types and functions that the dialect names, and no other', () => {
  const declared = /kTypeNames\[\] = \{([^}]+)\}/.exec(source('questionnaire/properties.cpp'))[1];
  const known = [...declared.matchAll(/"(\w+)"/g)].map(([, name]) => name).filter((name) => !['page', 'unsupported'].includes(name));
  assert.deepEqual(known.toSorted(), Object.entries(dialect.types).filter(([, { status }]) => status !== 'refused').map(([type]) => type).toSorted());
  const functions = [...source('condition/functions.h').matchAll(/FUNCTION\((\w+)\)/g)].map(([, name]) => name).filter((name) => name !== 'name');
  assert.deepEqual([...new Set(functions)].toSorted(), dialect.functions.supported.toSorted());
});

test('the diagnostics that the dialect names exist', () => {
  const codes = source('base/error_codes.def');
  for (const code of Object.values(dialect.codes)) assert.match(codes, new RegExp(`TRIPTYCH_ERROR\\(${code}\\)`));
});

// Our own files.

for (const name of surveys) {
  test(`${name}: the questionnaire keeps to what is supported`, () => {
    const { questionnaire } = survey(name);
    const check = (owner, thing) => {
      const own = dialect.properties[owner] ?? { supported: [] };
      const common = ['survey', 'page', 'panel', 'choice', 'item'].includes(owner) ? [] : dialect.properties.question.supported;
      for (const key of Object.keys(thing)) assert.ok(key === 'triptych' || key === 'page' || own.supported.includes(key) || common.includes(key), `${owner}.${key}`);
    };
    check('survey', questionnaire);
    for (const page of questionnaire.pages) check('page', page);
    for (const element of elementsOf(questionnaire)) {
      assert.equal(dialect.types[element.type]?.status, 'supported', element.type);
      check(element.type, element);
      for (const list of [element.choices, element.rows, element.columns].filter(Array.isArray)) for (const choice of list) check('choice', choice);
    }
  });

  test(`${name}: keys of ours are those that the dialect names`, () => {
    const { extension } = dialect;
    const known = new Set([...extension.survey, ...extension.page, ...extension.question]);
    for (const { value } of objects(survey(name).questionnaire)) for (const key of Object.keys(value.triptych ?? {})) assert.ok(known.has(key), key);
  });
}
