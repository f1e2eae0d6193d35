// SPDX-License-Identifier: MIT
// Build: survey-first.wasm, survey.wasm as far as a first question: what no first journey reaches is a trap there, and the page then takes
// the whole. Never another answer: each place left out traps before it does anything (tests/golden/first-part.test.js).
// Usage: node first-part.js FOLDER TOOLS OUT QUESTIONNAIRE…   FOLDER holds survey.wasm, TOOLS binaryen's programs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { instantiate, readText } from '../web/src/engine/instance.ts';

const [folder, tools, out, ...questionnaires] = process.argv.slice(2);
const work = join(folder, 'first-part');
mkdirSync(work, { recursive: true });
const at = (name) => join(work, name);
const tool = (name, ...words) => execFileSync(join(tools, name), ['--enable-mutable-globals', '--enable-bulk-memory', '--enable-sign-ext', '--enable-nontrapping-float-to-int', ...words], { maxBuffer: 1e9 });

// --- WebAssembly's text: lists of words

function parse(text) {
  const token = /\s+|;;[^\n]*|\(;[^]*?;\)|"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/y;
  const open = [[]];
  for (let found; (found = token.exec(text)); ) {
    const [word] = found;
    if (word === '(') open.push([]);
    else if (word === ')') open.at(-2).push(open.pop());
    else if (!/^(?:\s|;;|\(;)/.test(word)) open.at(-1).push(word);
  }
  return open[0][0];
}

const print = (node) => (typeof node === 'string' ? node : `(${node.map(print).join(' ')})`);

const heads = new Set(['type', 'param', 'result', 'local', 'export', 'import']);

/** Index of the first instruction of a function, block, loop or if. */
function bodyOf(node) {
  let index = 1;
  while (index < node.length && (typeof node[index] === 'string' || heads.has(node[index][0]))) index += 1;
  return index;
}

const branches = (node) => typeof node !== 'string' && (node[0].startsWith('br') || node.some(branches));

const imported = (part) => part[0] === 'import' ? part.some((one) => one[0] === 'func') : part[0] === 'func' && part.some((one) => one[0] === 'import');
const defined = (part) => part[0] === 'func' && !imported(part);

/** Each function's own name, by its name in the text: emcc writes them beside the module, imports first. */
function namesOf(module) {
  const symbols = new Map();
  for (const [, number, name] of readFileSync(join(folder, 'survey.wasm.symbols'), 'utf8').matchAll(/^(\d+):(.*)$/gm))
    symbols.set(Number(number), name.replace(/\\([0-9a-f]{2})/g, (_all, code) => String.fromCharCode(parseInt(code, 16))));
  const before = module.filter(imported).length;
  return new Map(module.filter(defined).map((part, index) => [part[1], symbols.get(before + index)]));
}

/** Where what a survey asks decides what is reached; below it (JSON, values, the library) sizes and chance do. */
const engine = /^(?:[\w:<>*& ]* )?triptych::(?:condition|questionnaire|ballot|interview|bindings)::/;

/**
 * The module with every place changed that control may reach or not: a function's beginning, an arm of an if, what follows an instruction
 * that may branch away. `place(number, instructions)` answers what stands there instead of these. A function
 * below the engine stays whole.
 */
function rewritten(module, names, place) {
  let places = 0;
  let isBelow = false;

  function sequence(instructions, isPlace) {
    const [first, ...others] = instructions;
    if (first === undefined) return [];
    const number = isPlace ? places++ : -1;
    const rest = isBelow ? instructions : [visit(first), ...sequence(others, branches(first))];
    return isPlace ? place(number, rest) : rest;
  }

  function arm(node, result) {
    const isWrapped = node[0] === 'then' || node[0] === 'else';
    const inside = sequence(isWrapped ? node.slice(1) : [node], true);
    return isWrapped ? [node[0], ...inside] : ['block', ...result, ...inside];
  }

  function visit(node) {
    if (typeof node === 'string') return node;
    const body = bodyOf(node);
    const head = node.slice(0, body);
    if (node[0] === 'func' || node[0] === 'block' || node[0] === 'loop') return [...head, ...sequence(node.slice(body), node[0] === 'func')];
    if (node[0] !== 'if') return node.map(visit);
    const result = head.filter((one) => one[0] === 'result');
    return [...head, visit(node[body]), ...node.slice(body + 1).map((one) => arm(one, result))];
  }

  return module.map((part) => {
    if (!defined(part)) return part;
    isBelow = !engine.test(names.get(part[1]) ?? '');
    return visit(part);
  });
}

// --- the places that first journeys reach

/** Whatever the machine and the day: the same bytes come of the same sources. */
let seed = 2026;
const next = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 24;

function settle() {
  Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: (bytes) => bytes.map((_byte, index) => (bytes[index] = next())) } });
  Date.now = () => Date.UTC(2026, 0, 15);
}

/** The same with some of it left out, as another author might have written it. */
function variant(value) {
  if (Array.isArray(value)) return value.slice(0, next() < 200 ? value.length : 1 + (next() % (value.length + 1))).map(variant);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => ['type', 'name', 'value', 'pages', 'elements'].includes(key) || next() < 200);
  return Object.fromEntries(kept.map(([key, one]) => [key, variant(one)]));
}

const languages = ['fr', 'en', 'de'];
const modes = ['web', 'kiosk', 'facilitator', 'paper'];

async function reachedIn(bytes) {
  const reached = new Set();
  const compiled = new WebAssembly.Module(bytes);
  const journey = async (text, survey, options) => {
    const met = new Set();
    const module = await instantiate(compiled, readText, { first: { reach: (number) => met.add(number) } });
    const call = (name, ...words) => JSON.parse(module[name](...words)).value;
    const opened = call('open', text, JSON.stringify({ survey, wave: 1, ...options }));
    // A variant may be no questionnaire any more: what says so need not be there.
    if (!opened) return;
    const { handle, view } = opened;
    call('save', handle);
    if (view.state === 'starting') call('next', handle);
    call('save', handle);
    call('view', handle);
    call('close', handle);
    for (const number of met) reached.add(number);
  };
  for (const file of questionnaires) {
    const text = readFileSync(file, 'utf8');
    const questionnaire = JSON.parse(text);
    const survey = basename(dirname(file));
    const names = questionnaire.pages.flatMap(({ elements }) => elements.map(({ name }) => name));
    for (const locale of languages) {
      // Whatever widget.json may say; and draws differ from visitor to visitor.
      for (let round = 0; round < 30; round += 1)
        await journey(text, survey, {
          locale,
          omit: round % 4 > 2 ? [names[1], names.at(-1)] : [],
          include: round % 5 > 2 ? [names[0], names.at(-1)] : [],
          period: round % 2 ? 'wave' : 'week',
          mode: modes[round % modes.length],
          simulated: round % 3 > 0,
        });
      // Each page may be the first of another survey.
      for (const page of questionnaire.pages) await journey(JSON.stringify({ ...questionnaire, pages: [page] }), survey, { locale });
      for (let round = 0; round < 4; round += 1) {
        const one = variant(questionnaire);
        await journey(JSON.stringify({ ...one, pages: one.pages.slice(next() % one.pages.length) }), survey, { locale });
      }
    }
  }
  return reached;
}

settle();
tool('wasm-opt', '--strip-debug', join(folder, 'survey.wasm'), '-o', at('stripped.wasm'));
tool('wasm-dis', at('stripped.wasm'), '-o', at('whole.wat'));
const module = parse(readFileSync(at('whole.wat'), 'utf8'));

const names = namesOf(module);
const told = rewritten(module, names, (number, rest) => [['call', '$reach', ['i32.const', String(number)]], ...rest]);
told.splice(1, 0, ['import', '"first"', '"reach"', ['func', '$reach', ['param', 'i32']]]);
writeFileSync(at('told.wat'), print(told));
tool('wasm-as', at('told.wat'), '-o', at('told.wasm'));

const reached = await reachedIn(readFileSync(at('told.wasm')));
writeFileSync(at('first.wat'), print(rewritten(module, names, (number, rest) => (reached.has(number) ? rest : [['unreachable']]))));
tool('wasm-as', at('first.wat'), '-o', at('first.wasm'));
// Measured by what brotli makes of it; emcc leaves the first 1,024 bytes of memory empty.
tool('wasm-opt', '-Oz', '--converge', '--low-memory-unused', '--one-caller-inline-max-function-size=60', '--always-inline-max-function-size=3', at('first.wasm'), '-o', out);
