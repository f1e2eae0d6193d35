// SPDX-License-Identifier: MIT
// Tests: the workbench's tables in WebAssembly, with SIMD and without: the same answers to every question, and right ones.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { instantiate, readText } from '../../../web/src/engine/instance.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const golden = (name) => readFileSync(join(root, 'tests/golden/survey', name), 'utf8');

async function start(name) {
  const module = await instantiate(new WebAssembly.Module(readFileSync(join(root, `build/wasm/${name}.wasm`))), readText, { desk: { progress() {} } });
  return (call, ...words) => JSON.parse(module[call](...words));
}
const value = ({ ok, value: inside, error }) => {
  assert.ok(ok, JSON.stringify(error));
  return inside;
};

const questionnaire = JSON.stringify({
  pages: [{ elements: [
    { type: 'radiogroup', name: 'before', choices: [1, 2, 3] },
    { type: 'radiogroup', name: 'after', choices: [1, 2, 3] },
    { type: 'radiogroup', name: 'sex', choices: ['f', 'm'] },
    { type: 'checkbox', name: 'uses', choices: ['phone', 'tablet'] },
  ] }],
});
const options = JSON.stringify({ questionnaire, survey: 'tables', wave: 1 });
const rows = [
  { before: 1, after: 2, sex: 'f', uses: ['phone'], w: 0.5 },
  { before: 2, after: 2, sex: 'm', uses: ['phone', 'tablet'], w: 2 },
  { before: 3, after: 1, sex: 'f', uses: null, w: 1 },
  { before: -99, after: 3, sex: 'f', uses: ['tablet'], w: 1.25 },
  { after: 3, sex: -96, w: 1 },
];
const lines = rows.map((row) => JSON.stringify(row)).join('\n');

for (const name of ['workbench', 'workbench-simd']) {
  test(`${name}: marginals, crosstabs, flows and filters of JSON lines, counted and weighted`, async () => {
    const call = await start(name);
    const { handle } = value(call('open', options));
    assert.deepEqual(value(call('read', handle, `${lines}\nno line\n{"sex":"x"}\n`, 'w')), { rows: 6, broken: 1, strange: { sex: 1 } });
    const index = value(call('index', handle, JSON.stringify({ dimensions: ['sex'] })));
    assert.deepEqual([index.ballots, index.dimensions, index.cells, index.weighted], [6, 1, 4, true]);

    const all = value(call('ask', handle, JSON.stringify({
      marginals: ['before', 'uses', 'sex'],
      crosstabs: [{ rows: 'after', columns: 'sex' }, { rows: 'before', columns: 'after' }],
      flows: [{ before: 'before', after: 'after' }],
      straight: [['before', 'after']],
      together: [[{ item: 'before', in: [5] }, { item: 'uses', in: [5] }]],
    })));
    assert.equal(all.ballots, 6);
    assert.deepEqual(all.marginals[0], { item: 'before', states: [2, 0, 1, 0, 0], answered: 3, options: [1, 1, 1] });
    assert.deepEqual(all.marginals[1], { item: 'uses', states: [2, 1, 0, 0, 0], answered: 3, options: [2, 2] });
    assert.deepEqual(all.marginals[2].states, [0, 1, 0, 0, 1]);
    assert.deepEqual(all.crosstabs[0].cells[7], [0, 0, 0, 0, 1, 1, 0]);
    assert.deepEqual(all.crosstabs[1].cells[5], [0, 0, 0, 0, 0, 0, 1, 0]);
    const { up, same, down, apart } = all.flows[0];
    assert.deepEqual([up, same, down, apart], [1, 1, 1, 3]);
    assert.deepEqual(all.straight, [1]);
    assert.deepEqual(all.together, [1]);

    const women = value(call('ask', handle, JSON.stringify({
      weighted: true, filter: [{ item: 'sex', in: [4] }, { item: 'uses', in: [1], except: true }], marginals: ['after'],
    })));
    assert.deepEqual([women.ballots, women.weight], [2, 1.75]);
    assert.deepEqual(women.marginals[0].options, [0, 0.5, 1.25]);
    value(call('close', handle));
  });

  test(`${name}: ballots added after the first question are in the next answer, copies once`, async () => {
    const call = await start(name);
    const { handle } = value(call('open', JSON.stringify({ questionnaire: golden('questionnaire.json'), survey: 'golden', wave: 1 })));
    const asked = JSON.stringify({ marginals: ['language'] });
    value(call('add', handle, golden('first.ballots')));
    const first = value(call('ask', handle, asked));
    assert.ok(first.ballots > 10);
    const { ballots } = value(call('add', handle, golden('second.ballots')));
    const both = value(call('ask', handle, asked));
    const { handle: fresh } = value(call('open', JSON.stringify({ questionnaire: golden('questionnaire.json'), survey: 'golden', wave: 1 })));
    value(call('add', fresh, golden('second.ballots')));
    value(call('add', fresh, golden('first.ballots')));
    assert.deepEqual(both, value(call('ask', fresh, asked)));
    assert.ok(both.ballots > first.ballots && both.ballots <= ballots);
    value(call('add', handle, golden('first.ballots')));
    assert.deepEqual(value(call('ask', handle, asked)), both);
  });

  test(`${name}: refuses unknown items, tables of what has none, weights that are not there, and rows beside ballots`, async () => {
    const call = await start(name);
    const { handle } = value(call('open', options));
    const refused = (question) => call('ask', handle, JSON.stringify(question)).error;
    value(call('read', handle, '{"sex":"f"}', ''));
    assert.deepEqual(refused({ marginals: ['sex', 'nobody'] }), { code: 'tally_item', path: '/marginals/1', params: { name: 'nobody' } });
    assert.equal(refused({ filter: [{ item: 'nobody', in: [4] }] }).path, '/filter/0/item');
    assert.equal(refused({ flows: [{ before: 'before', after: 'sex' }] }).path, '/flows/0/after');
    assert.equal(refused({ straight: [['uses']] }).code, 'tally_item');
    assert.equal(refused({ weighted: true }).code, 'tally_unweighted');
    assert.equal(refused({ marginals: Array(5000).fill('sex') }).code, 'tally_tables');
    assert.equal(call('index', handle, '{"dimensions":["nobody"]}').error.path, '/dimensions/0');
    assert.equal(call('add', handle, golden('first.ballots')).error.code, 'tally_mixed');
    const { handle: other } = value(call('open', JSON.stringify({ questionnaire: golden('questionnaire.json'), survey: 'golden', wave: 1 })));
    value(call('add', other, golden('first.ballots')));
    assert.equal(call('read', other, '{}', '').error.code, 'tally_mixed');
  });
}
