// SPDX-License-Identifier: MIT
// Tests: files of a survey agree with one another: each name and option that one file uses is asked in its questionnaire.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementsOf, readJson, survey, surveys, valuesOf } from './content.js';

const asked = ['radiogroup', 'checkbox', 'dropdown', 'rating', 'boolean', 'matrix', 'ranking'];

test('there are two surveys, of one shape', () => assert.deepEqual(surveys, ['ai-in-care', 'tool-feedback']));

for (const name of surveys) {
  const { widget, questionnaire, references, disclosure, next, explainers } = survey(name);
  const elements = elementsOf(questionnaire);
  const byName = new Map(elements.map((element) => [element.name, element]));
  const variables = [...(questionnaire.triptych.draws ?? []).map((draw) => draw.name), ...(questionnaire.triptych.facts ?? [])];

  test(`${name}: every file says which survey it belongs to`, () => {
    for (const file of [widget, references, disclosure, ...(next ? [next] : [])]) assert.equal(file.survey, name);
  });

  test(`${name}: names are unique and fit every export; options have stable words for values`, () => {
    assert.equal(byName.size, elements.length, 'a name is used twice');
    for (const element of elements) {
      assert.match(element.name, /^[a-z][a-z0-9_]{0,30}$/);
      for (const list of [element.choices, element.rows, element.columns].filter(Array.isArray)) {
        const values = list.map((choice) => choice.value);
        assert.equal(new Set(values).size, values.length, `${element.name}: an option is there twice`);
        for (const value of values) {
          assert.match(value, /^[a-z][a-z0-9_]*$/, `${element.name}: ${value}`);
          assert.ok(!['none', 'other', 'refused', 'dontknow', 'all'].includes(value), `${element.name}: "${value}" means something to SurveyJS`);
        }
      }
    }
  });

  test(`${name}: one question a page, but for what is said about oneself; each page belongs to a panel`, () => {
    for (const page of questionnaire.pages) {
      assert.ok(['confiance', 'participation', 'engagement'].includes(page.triptych.panel), page.name);
      const questions = page.elements.filter(({ type }) => type !== 'html');
      if (page.name === 'page_about_you') continue;
      const together = questions.filter((one) => questions.every((other) => one === other || one.visibleIf === undefined));
      assert.ok(questions.length === 1 || together.length === 0, `${page.name} may show two questions`);
    }
  });

  test(`${name}: nothing is compulsory, nothing is free text, "I prefer not to answer" is always there`, () => {
    for (const element of elements) {
      assert.ok(!element.isRequired && !element.requiredIf, element.name);
      assert.ok([...asked, 'html', 'explainer'].includes(element.type), `${element.name}: ${element.type}`);
      assert.ok(!element.showOtherItem && !element.showCommentArea, `${element.name} takes words`);
      if (['radiogroup', 'checkbox', 'dropdown'].includes(element.type)) assert.equal(element.showRefuseItem, true, element.name);
    }
  });

  test(`${name}: conditions name questions, draws or facts that exist`, () => {
    for (const thing of [...questionnaire.pages, ...elements]) {
      for (const condition of [thing.visibleIf, thing.triptych?.reverseIf].filter(Boolean)) {
        for (const [, used] of condition.matchAll(/\{([^}]+)\}/g)) assert.ok(byName.has(used) || variables.includes(used), `${thing.name}: {${used}}`);
        for (const [, used, value] of condition.matchAll(/\{(\w+)\}\s*(?:=|<>)\s*'([^']+)'/g)) {
          const draw = (questionnaire.triptych.draws ?? []).find((one) => one.name === used);
          assert.ok((draw?.values ?? valuesOf(byName.get(used))).includes(value), `${thing.name}: ${used} is never ${value}`);
        }
      }
    }
  });

  test(`${name}: widget, references, policy and explainers use names and options of the questionnaire`, () => {
    for (const used of [...(widget.omit ?? []), ...(widget.include ?? [])]) assert.ok(byName.has(used), `widget.json: ${used}`);
    for (const used of widget.include ?? []) assert.equal(byName.get(used).triptych?.optIn, true, `widget.json includes ${used}, which is always asked`);
    for (const reference of references.references) {
      if (reference.question === null) continue;
      const element = byName.get(reference.question);
      assert.ok(element, `${reference.id}: ${reference.question}`);
      for (const option of reference.options) assert.ok(valuesOf(element).includes(option), `${reference.id}: ${option}`);
    }
    for (const theme of references.themes) for (const used of theme.questions) assert.ok(byName.has(used), `${theme.id}: ${used}`);
    for (const pair of disclosure.crossed.tables) for (const used of pair) assert.ok(byName.has(used), `disclosure.json crosses ${used}`);
    const flows = disclosure.flows ?? [];
    for (const { name: flow, before, after } of flows) for (const used of [...before, ...after]) assert.ok(byName.has(used), `${flow}: ${used}`);
    const learned = flows.filter(({ up }) => up === 'right_answer').flatMap(({ before, after }) => [...before, ...after]);
    const checks = elements.filter((element) => element.correctAnswer !== undefined && element.triptych?.explainer).map((element) => element.name);
    assert.deepEqual(learned.toSorted(), checks.toSorted(), 'each check question is in one flow, and shown in nothing else');
    for (const used of disclosure.rows.sensitive) assert.ok(byName.has(used), `disclosure.json: ${used}`);
    for (const { question, levels } of disclosure.quasi_identifiers) {
      const values = byName.get(question).choices.map((choice) => choice.value);
      for (const level of levels) assert.deepEqual(level.flatMap((group) => group.values).toSorted(), values.toSorted(), `${question}: a level must hold every option once`);
    }
    for (const explainer of explainers) {
      // One that is no page of the journey stands alone, and asks its questions itself.
      const inJourney = elements.some((element) => element.type === 'explainer' && element.explainer === explainer.id);
      assert.equal(explainer.checks.some(({ questions }) => questions.length > 0), inJourney, `${explainer.id}: check questions without their page, or a page without its questions`);
    }
    for (const element of elements.filter(({ type }) => type === 'explainer')) {
      assert.ok(widget.explainers.includes(element.explainer), `${element.name}: widget.json does not offer it`);
    }
  });

  test(`${name}: crossed tables form no circle, so that each can be audited alone`, () => {
    const groups = new Map();
    const groupOf = (item) => (groups.has(item) && groups.get(item) !== item ? groupOf(groups.get(item)) : item);
    for (const pair of disclosure.crossed.tables) {
      const [one, other] = pair.map(groupOf);
      assert.notEqual(one, other, `${pair.join(' by ')} closes a circle`);
      groups.set(one, other);
    }
  });

  test(`${name}: ids are unique`, () => {
    const lists = [references.references, references.themes, next?.actions ?? [], next?.questions_to_ask.questions ?? []];
    for (const explainer of explainers) lists.push(explainer.presets, explainer.facts, explainer.steps, explainer.misconceptions);
    for (const list of lists) assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
  });

  for (const explainer of explainers) {
    test(`${name}: explainer ${explainer.id} names only its own parts, and uses each`, () => {
      const ids = (list) => list.map(({ id }) => id);
      const controls = Object.keys(explainer.controls);
      const used = { controls: new Set(), presets: new Set(), facts: new Set(), sources: new Set() };
      for (const step of explainer.steps) {
        for (const control of step.controls) assert.ok(controls.includes(control) && used.controls.add(control), `${step.id}: ${control}`);
        for (const preset of [...step.presets, ...(step.preset ? [step.preset] : [])]) {
          assert.ok(ids(explainer.presets).includes(preset) && used.presets.add(preset), `${step.id}: ${preset}`);
        }
        for (const fact of step.facts) assert.ok(ids(explainer.facts).includes(fact) && used.facts.add(fact), `${step.id}: ${fact}`);
      }
      for (const thing of [...explainer.presets, ...explainer.facts]) {
        for (const source of thing.sources) assert.ok(explainer.sources[source] && used.sources.add(source), `${thing.id}: ${source}`);
      }
      const set = new Set();
      for (const preset of explainer.presets) {
        for (const name of Object.keys(preset.values)) assert.ok(controls.includes(name), `${preset.id}: ${name}`);
        if (!['S2', 'K'].includes(preset.evidence) || preset.review) for (const name of Object.keys(preset.values)) set.add(name);
      }
      assert.deepEqual([...set].toSorted(), controls.toSorted(), 'a control opens at no value');
      // A step whose own preset waits for a signature would open at another step's values.
      for (const step of explainer.steps.slice(0, 1)) assert.ok(step.preset, 'the first step has no values of its own');
      assert.equal(used.controls.size, controls.length, 'a control is in no step');
      assert.equal(used.presets.size, explainer.presets.length, 'a preset is in no step');
      assert.equal(used.facts.size, explainer.facts.length, 'a fact is in no step');
      assert.equal(used.sources.size, Object.keys(explainer.sources).length, 'a source serves nothing');
    });

    test(`${name}: check questions of ${explainer.id} are those of the questionnaire, word for word`, () => {
      const checks = elements.filter((element) => element.triptych?.explainer === explainer.id);
      assert.deepEqual(explainer.checks.flatMap(({ questions }) => questions).toSorted(), checks.map((element) => element.name).toSorted());
      for (const check of explainer.checks) {
        for (const question of check.questions) {
          const element = byName.get(question);
          assert.equal(element.triptych.form, check.form, question);
          assert.deepEqual(element.title, check.title, question);
          assert.equal(element.correctAnswer, check.correct, question);
          assert.deepEqual(
            element.choices,
            check.choices.map(({ value, text }) => ({ value, text })),
            question,
          );
        }
      }
    });

    if (explainer.checks.every(({ questions }) => questions.length === 0)) continue;
    test(`${name}: of the two forms of ${explainer.id}, one comes before it and the other after, in both draws`, () => {
      const page = elements.find((element) => element.type === 'explainer' && element.explainer === explainer.id).page;
      for (const draw of ['AB', 'BA']) {
        const shown = elements.filter((element) => element.triptych?.explainer === explainer.id && element.visibleIf.endsWith(`{form} = '${draw}'`));
        assert.deepEqual(
          shown.map((element) => [element.triptych.form, element.page < page]),
          [
            [draw[0], true],
            [draw[1], false],
          ],
        );
      }
    });
  }
}

test('the questionnaire on AI in care holds the items of the design, with as many options', () => {
  const byName = new Map(elementsOf(readJson('ai-in-care/questionnaire.json')).map((element) => [element.name, element]));
  const options = {
    comfort_before: 4, effect: 5, informed: 4, taking_part: 5, place: 4, relation: 5, who_decides: 4, worries: 7, benefits: 7, explanation: 3,
    data_for_learning: 4, who_explains: 6, ready_to: 5, comfort_after: 4, age: 3, role: 4, gender: 3, digital: 4,
    chosen: 6,
  };
  const { explainers } = readJson('ai-in-care/widget.json');
  for (const id of explainers) for (const name of ['q1', 'q1_after', 'q2', 'q2_before']) options[`${id}_${name}`] = id === 'anonymity' && name.startsWith('q1') ? 2 : 3;
  assert.deepEqual(byName.get('chosen').choices.map(({ value }) => value), explainers);
  const withChoices = [...byName.values()].filter((element) => element.choices);
  assert.deepEqual(Object.fromEntries(withChoices.map((element) => [element.name, element.choices.length])), { ...options });
  assert.deepEqual(byName.get('comfort_before').choices, byName.get('comfort_after').choices, 'asked twice in the same words');
  assert.deepEqual(byName.get('comfort_before').title, byName.get('comfort_after').title);
  assert.deepEqual([byName.get('worries'), byName.get('benefits'), byName.get('who_explains')].map((one) => one.maxSelectedChoices), [3, 3, 2]);
  for (const name of ['worries', 'benefits', 'who_explains', 'ready_to']) {
    assert.equal(byName.get(name).choicesOrder, 'random', name);
    assert.equal(byName.get(name).showNoneItem, true, name);
  }
  for (const name of ['effect', 'relation']) assert.equal(byName.get(name).triptych.reverseIf, "{scale} = 'reverse'");
  for (const element of withChoices) {
    const aboutOneself = ['age', 'role', 'gender', 'digital'].includes(element.name);
    assert.equal(element.showDontKnowItem ?? false, !aboutOneself, element.name);
    assert.equal(element.triptych?.optIn ?? false, ['gender', 'digital'].includes(element.name), element.name);
  }
});

test('compared questions come before anything is taught, and before the explainer', () => {
  const elements = elementsOf(readJson('ai-in-care/questionnaire.json'));
  const compared = elements.filter((element) => element.triptych?.compared);
  assert.deepEqual(compared.map((element) => element.name), ['effect', 'informed', 'taking_part']);
  const first = elements.findIndex((element) => element.type === 'explainer' || element.triptych?.explainer);
  assert.ok(compared.every((element) => elements.indexOf(element) < first));
  const { references } = readJson('ai-in-care/references.json');
  assert.deepEqual(references.filter(({ kind }) => kind === 'article').map(({ question }) => question), compared.map((element) => element.name));
});

test('the definition is read once, before the first question, by whoever is asked about comfort and by whoever is not', () => {
  const elements = elementsOf(readJson('ai-in-care/questionnaire.json'));
  const [comfort, definition, effect] = elements;
  assert.deepEqual([comfort.name, definition.type, effect.name], ['comfort_before', 'html', 'effect']);
  assert.equal(comfort.visibleIf, "{first_comfort} = 'ask'");
  assert.equal(definition.visibleIf, "{first_comfort} <> 'ask'");
  assert.deepEqual(comfort.description, definition.html);
  for (const text of Object.values(definition.html)) assert.ok(!/[<&]/.test(text), 'plain words: nothing to sanitise');
});

test('a third of the sittings is not asked about comfort first', () => {
  const { draws } = readJson('ai-in-care/questionnaire.json').triptych;
  assert.deepEqual(draws.find(({ name }) => name === 'first_comfort').values, ['ask', 'ask', 'skip']);
});

test('the second survey asks ten questions of six types, and sends nothing', () => {
  const { questionnaire, widget, references } = survey('tool-feedback');
  const elements = elementsOf(questionnaire);
  assert.equal(elements.length, 10);
  assert.ok(new Set(elements.map(({ type }) => type)).size >= 6);
  assert.equal(widget.collect.kind, 'none');
  assert.deepEqual(references.references, []);
});

test('every actor of the article has a card, and three questions can be printed', () => {
  const { next } = survey('ai-in-care');
  assert.deepEqual(next.actions.map(({ id }) => id), ['patients', 'representatives', 'professionals', 'hospitals', 'learned_societies', 'developers', 'decision_makers']);
  assert.equal(next.questions_to_ask.questions.length, 3);
});
