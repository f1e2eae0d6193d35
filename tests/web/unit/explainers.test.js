// SPDX-License-Identifier: MIT
// Tests: the positions of a slider, the outlines of the picture, what may be shown, and that every simulation is registered on both sides.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { feedbackFor, waitsForReview } from '../../../web/src/explainers/explainer-file.ts';
import { outline } from '../../../web/src/explainers/icon-array.ts';
import * as simulations from '../../../web/src/explainers/registry.ts';
import { nearest, positionsOf } from '../../../web/src/explainers/scale.ts';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const content = new URL('../../../content/', import.meta.url);
const surveys = readdirSync(content).filter((name) => existsSync(new URL(`${name}/widget.json`, content)));
const files = surveys.flatMap((survey) => {
  const { explainers } = JSON.parse(read(`content/${survey}/widget.json`));
  return explainers.map((id) => JSON.parse(read(`content/${survey}/explainers/${id}.json`)));
});

test('positions run from least to most in whole steps, and never twice the same', () => {
  for (const scale of ['linear', 'log']) {
    for (const [min, max, step] of [[0.001, 0.5, 0.001], [0.5, 1, 0.005], [0.5, 1, 0.001], [0, 1, 0.25], [1, 200, 1]]) {
      const positions = positionsOf({ min, max, step, scale });
      assert.equal(positions[0], min);
      assert.equal(positions.at(-1), max);
      for (const [index, value] of positions.entries()) {
        assert.ok(index === 0 || value > positions[index - 1], `${scale} ${min}–${max}: ${value} after ${positions[index - 1]}`);
        assert.ok(Math.abs(value / step - Math.round(value / step)) < 1e-6, `${value} is no multiple of ${step}`);
      }
      if (scale === 'linear') assert.equal(positions.length, Math.round((max - min) / step) + 1);
    }
  }
});

test('a log scale goes one by one among few, and by no more than a tenth among many', () => {
  const positions = positionsOf({ min: 0.001, max: 0.5, step: 0.001, scale: 'log' });
  for (let units = 1; units <= 20; units += 1) assert.equal(positions[units - 1], units / 1000);
  for (let index = 10; index < positions.length; index += 1) assert.ok(positions[index] / positions[index - 1] < 1.1 + 1e-9, `${positions[index - 1]} → ${positions[index]}`);
  assert.ok(positions.length < 120);
});

test('nearest finds a value that lies between two positions', () => {
  const positions = [1, 2, 5, 10];
  for (const [value, index] of [[1, 0], [3, 1], [4, 2], [100, 3], [-5, 0]]) assert.equal(nearest(positions, value), index);
});

/** Area of a closed path of M, H, V and z. */
function area(path) {
  let [x, y, sum, start] = [0, 0, 0, [0, 0]];
  const to = (nextX, nextY) => { sum += x * nextY - nextX * y; [x, y] = [nextX, nextY]; };
  for (const [, command, numbers] of path.matchAll(/([MHVz])([^MHVz]*)/g)) {
    const [first, second] = numbers.trim().split(' ').map(Number);
    if (command === 'M') [x, y, start] = [first, second, [first, second]];
    else if (command === 'H') to(first, y);
    else if (command === 'V') to(x, first);
    else to(...start);
  }
  return Math.abs(sum) / 2;
}

test('an outline covers exactly the people of its run, in every grid', () => {
  for (const grid of [{ people: 100, columns: 10, across: 1 }, { people: 1000, columns: 25, across: 1 }, { people: 1000, columns: 25, across: 2 }]) {
    for (const from of [0, 1, 9, 10, 24, 25, 26, 99, 100, 101, 550, 999]) {
      for (const length of [0, 1, 2, 24, 25, 26, 74, 75, 99, 100, 101, 333, 900, 1000]) {
        const to = Math.min(grid.people, from + length);
        const covered = to > from && from < grid.people ? to - from : 0;
        assert.equal(area(outline(grid, { from, to })) / 100, covered, `${grid.people} in ${grid.columns} × ${grid.across}: ${from}–${to}`);
      }
    }
  }
});

test('second-hand and remembered statements wait for a reviewer; others and signed ones do not', () => {
  const signed = { name: 'A', society: 'B', date: '2026-01-01', conflictOfInterest: 'none' };
  for (const evidence of ['S2', 'K']) {
    assert.ok(waitsForReview({ evidence }) && waitsForReview({ evidence, review: null }));
    assert.ok(!waitsForReview({ evidence, review: signed }));
  }
  for (const evidence of ['S1', 'C']) assert.ok(!waitsForReview({ evidence }));
});

test('each answer to a check question has its feedback, by any name that asks it; a strange one has none', () => {
  assert.ok(files.length > 0);
  for (const file of files) {
    for (const { questions, choices } of file.checks) {
      for (const question of questions) for (const { value, feedback } of choices) assert.equal(feedbackFor(file, question, value), feedback);
      assert.equal(feedbackFor(file, questions[0], 'refused'), null);
    }
    assert.equal(feedbackFor(file, 'no_such_question', file.checks[0].choices[0].value), null);
  }
});

test('every simulation named by a file is registered, its element asks C++, and nothing exported is left unasked', () => {
  const ids = Object.keys(simulations);
  const exported = readdirSync(new URL('../../../src/explainers/', import.meta.url)).flatMap((name) =>
    [...read(`src/explainers/${name}`).matchAll(/^TRIPTYCH_EXPORT\((\w+)\)/gm)].map(([, one]) => one));
  const asks = (id) => exported.filter((name) => new RegExp(`\\.${name}\\(`).test(read(`web/src/explainers/${id}.ts`)));
  for (const id of ids) assert.notEqual(asks(id).length, 0, `${id} asks nothing of explainers.wasm`);
  assert.deepEqual(exported.filter((name) => !ids.some((id) => asks(id).includes(name))), []);
  for (const file of files) assert.ok(ids.includes(file.simulation), `${file.id} names ${file.simulation}`);
});
