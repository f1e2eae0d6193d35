// SPDX-License-Identifier: MIT
// Tests: adding a simulation touches one C++ file, one element and one line of registration. It is done here, in a copy, and shown.
import assert from 'node:assert/strict';
import { execFileSync, execSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seen, startPanels } from './panels.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Inside the project, so that the copy finds the same packages. */
const copy = join(root, 'build/tests/added');

const cpp = `// SPDX-License-Identifier: MIT
// Explainers: the double of a share of people.
#include "base/exports.h"

namespace triptych::explainers {

TRIPTYCH_EXPORT(doubling)(double share, std::int32_t people) { return exports::reply(exports::Numbers{2 * share * people}); }

}  // namespace triptych::explainers
`;
const element = `// SPDX-License-Identifier: MIT
// Explainers: the double of a share of people, as a sentence.
import type { Simulation, SimulationKind, Stage, Values } from './simulation.ts';

type Model = { doubling(share: number, people: number): Float64Array };

class Doubling implements Simulation {
  #model: Model;
  #count = 0;
  constructor(model: Model) {
    this.#model = model;
  }
  update(values: Values, people: number): void {
    this.#count = this.#model.doubling(values['share']!, people)[0]!;
  }
  render = () => null;
  sentences = (_: readonly string[], { t }: Stage) => [t('explainer.people', { people: this.#count })] as const;
  figures = () => [];
}

export const doubling: SimulationKind = { sizes: [100], create: (module: Model) => new Doubling(module) };
`;
const registration = "export { doubling } from './doubling.ts';\n";

const words = (text) => ({ default: text, en: text });
const file = {
  version: 1, id: 'twice', simulation: 'doubling', title: words('Le double'), introduction: words('Combien ?'), simple: words('Combien ?'), minutes: 1,
  controls: { share: { label: words('Part'), unit: words('{count}'), min: 0, max: 1, step: 0.01, scale: 'linear' } },
  presets: [{ id: 'some', label: words('Exemple'), values: { share: 0.21 }, evidence: 'C', sources: [] }],
  facts: [], steps: [{ id: 'one', title: words('Compter'), text: [words('Comptez.')], simple: [words('Comptez.')], controls: ['share'], presets: [], facts: [], show: ['sentence'] }],
  checks: [], glossary: [], takeaway: words('Voilà.'), sources: {}, reviewers: [],
};

test('a C++ file, an element and a line are enough for a seventh simulation', async () => {
  rmSync(copy, { recursive: true, force: true });
  for (const folder of ['src', 'web/src', 'content/locales', 'tests/web/browser/panels']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  writeFileSync(join(copy, 'src/explainers/doubling.cpp'), cpp);
  writeFileSync(join(copy, 'web/src/explainers/doubling.ts'), element);
  appendFileSync(join(copy, 'web/src/explainers/registry.ts'), registration);

  // The build's own commands, with the file in its place: it takes every file of the folder.
  const wasm = join(root, 'build/wasm');
  const ninja = (target) => execFileSync('ninja', ['-C', wasm, '-t', 'commands', target], { encoding: 'utf8' }).trim().split('\n').filter((line) => !line.startsWith('ninja:'));
  const [object, output] = [join(copy, 'doubling.o'), join(copy, 'build/wasm/explainers.wasm')];
  mkdirSync(join(copy, 'build/wasm'), { recursive: true });
  const run = (command) => execSync(command, { cwd: wasm, env: { ...process.env, NODE_PATH: '/usr/share/nodejs' }, stdio: 'pipe' });
  const compile = ninja('explainers.wasm').find((line) => line.includes(' -c ') && line.includes('src/explainers/diagnosis.cpp'));
  run(compile.replace(/ -o \S+/, ` -o ${object}`).replace(/ -c \S+/, ` -c ${join(copy, 'src/explainers/doubling.cpp')}`));
  run(ninja('explainers.wasm').at(-1).replace(/ -o explainers\.wasm/, ` ${object} -o ${output}`));

  const panels = await startPanels(join(copy, 'tests/web/browser/panels'));
  try {
    await panels.visit('triptych-explainer', { file, alone: true }, { language: 'fr' }, async ({ page, panel }) => {
      assert.match(await seen(panel), /42 personnes/);
      await page.locator('.nudge').last().click();
      assert.match(await seen(panel), /4[4-9] personnes/);
    });
  } finally {
    await panels.close();
  }
  assert.equal(readFileSync(join(copy, 'web/src/explainers/registry.ts'), 'utf8').split('\n').length, readFileSync(join(root, 'web/src/explainers/registry.ts'), 'utf8').split('\n').length + 1);
});

test('nothing outside its own files includes or imports a simulation but the one line', () => {
  const registry = readFileSync(join(root, 'web/src/explainers/registry.ts'), 'utf8');
  const ids = [...registry.matchAll(/^export \{ (\w+) \} from '\.\/\1\.ts';$/gm)].map(([, id]) => id);
  assert.ok(ids.length >= 6);
  const tracked = execFileSync('git', ['ls-files', 'src', 'web/src', 'web/build', 'build-scripts', 'CMakeLists.txt', 'web/vite.config.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const id of ids) {
    const own = new RegExp(`explainers/${id}(-\\w+)?\\.(cpp|h|ts)$`);
    // A file of another simulation may count with this one's model.
    const named = tracked.filter((path) => !own.test(path) && !path.startsWith('src/explainers/') && !/explainers\/(registry|deciding)\.ts$/.test(path))
      .filter((path) => new RegExp(`/${id}\\.(ts|h|cpp)['">]`).test(readFileSync(join(root, path), 'utf8')));
    assert.deepEqual(named, [], id);
  }
});
