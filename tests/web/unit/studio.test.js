// SPDX-License-Identifier: MIT
// Tests: what the studio does without a browser: files opened and written, words in their languages, names that follow, the core's judgment.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { instantiate, readText } from '../../../web/src/engine/instance.ts';
import { plainWords } from '../../../web/build/messages.ts';
import { configOf, edited, jsonOf, openFiles, openFrom, ownLanguage, putWords, renamed, startBlank, Unusable, withFile, wordsAt, wordsIn } from '../../../web/src/studio/draft.ts';
import { at, move, put } from '../../../web/src/studio/json.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const content = join(root, 'content/ai-in-care');
const read = (name) => readFileSync(join(content, name), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'triptych-studio-'));
after(() => rmSync(work, { recursive: true }));

const file = (path, text) => Object.defineProperty(new File([text], path.split('/').at(-1)), 'webkitRelativePath', { value: path.includes('/') ? path : '' });
const example = () => openFrom(async (name) => read(name));

test('a pointer reads, writes and takes away; what a name inherits is nobody’s', () => {
  const json = { a: [{ 'b/c': 1 }], '~': { x: 2 } };
  assert.equal(at(json, '/a/0/b~1c'), 1);
  assert.equal(at(json, '/~0/x'), 2);
  assert.equal(at(json, '/a/7/x'), undefined);
  assert.equal(at(json, '/constructor'), undefined);
  assert.equal(at(json, ''), json);
  put(json, '/new/deep', 3);
  put(json, '/a/0/b~1c', undefined);
  put(json, '/absent/deep', undefined);
  put(json, '/__proto__', { polluted: true });
  put(json, '/a/0/__proto__/polluted', true);
  assert.deepEqual(json, { a: [{}], '~': { x: 2 }, new: { deep: 3 } });
  assert.equal({}.polluted, undefined);
  const list = [1, 2, 3];
  move(list, 0, 1);
  move(list, 2, 1);
  assert.deepEqual(list, [2, 1, 3]);
});

test('words: the language of a file is its “default”, another keeps its own key; a lone text stays a text', () => {
  const json = { title: 'Bonjour', both: { default: 'Un', en: 'One' } };
  putWords(json, '/title', 'fr', 'fr', 'Salut');
  assert.equal(json.title, 'Salut');
  putWords(json, '/title', 'en', 'fr', 'Hi');
  assert.deepEqual(json.title, { default: 'Salut', en: 'Hi' });
  putWords(json, '/title', 'en', 'fr', '');
  assert.deepEqual(json.title, { default: 'Salut' });
  putWords(json, '/both', 'fr', 'fr', '');
  assert.deepEqual(json.both, { en: 'One' });
  putWords(json, '/both', 'en', 'fr', '');
  assert.equal(json.both, undefined);
  assert.equal(wordsIn({ default: 'Un', fr: 'Une' }, 'fr', 'fr'), 'Une');
  assert.equal(wordsIn({ default: 'Un' }, 'en', 'fr'), '');
  assert.deepEqual(wordsAt({ a: { b: 'x' } }, '/a/b'), { default: 'x' });
});

test('a survey opens from its folder, its files one by one, an archive of a whole site, or a SurveyJS questionnaire alone', async () => {
  const names = ['widget.json', 'questionnaire.json', 'disclosure.json', 'references.json', 'next.json', 'explainers/diagnosis.json'];
  const folder = await openFiles(names.map((name) => file(`mine/${name}`, read(name))));
  assert.deepEqual([...folder.files.keys()].toSorted(), names.toSorted());
  assert.equal(folder.files.get('questionnaire.json'), read('questionnaire.json'), 'a file is kept as it was written');
  // One by one, folders are lost, and the browser gives names alone.
  const loose = await openFiles([file('disclosure.json', read('disclosure.json')), file('diagnosis.json', read('explainers/diagnosis.json')), file('widget.json', read('widget.json')), file('my questions.json', read('questionnaire.json'))]);
  assert.deepEqual([...loose.files.keys()].toSorted(), ['disclosure.json', 'explainers/diagnosis.json', 'questionnaire.json', 'widget.json']);
  const site = zipSync({ 'x/readme.txt': strToU8('no'), ...Object.fromEntries(names.map((name) => [`x/content/ai-in-care/${name}`, strToU8(read(name))])) });
  assert.deepEqual([...(await openFiles([new File([site], 'site.zip')])).files.keys()].toSorted(), names.toSorted());
  const alone = await openFiles([file('survey.json', JSON.stringify({ title: 'T', locale: 'en', elements: [{ type: 'text', name: 'q' }] }))]);
  assert.deepEqual([...alone.files.keys()].toSorted(), ['disclosure.json', 'questionnaire.json', 'widget.json']);
  assert.deepEqual(configOf(alone).languages, ['en']);
  assert.equal(ownLanguage(alone, 'questionnaire.json'), 'en');
});

test('what is no survey is refused with what it is, and nothing is half opened', async () => {
  const why = (files) => openFiles(files).then(() => assert.fail('it opened'), (error) => (assert.ok(error instanceof Unusable, String(error)), [error.why, error.file]));
  assert.deepEqual(await why([]), ['none', '']);
  assert.deepEqual(await why([file('a.json', '{"a": 1}')]), ['none', '']);
  assert.deepEqual(await why([file('a.json', '{"a": ')]), ['json', 'a.json']);
  assert.deepEqual(await why([new File(['PK\u0003\u0004 but no archive'], 'a.zip')]), ['json', 'a.zip']);
  assert.deepEqual(await why([new File([new Uint8Array(21 << 20)], 'large.json')]), ['large', '']);
  // Small on the wire, large unpacked.
  const bomb = zipSync({ 'widget.json': new Uint8Array(30 << 20) });
  assert.ok(bomb.length < 100_000);
  assert.deepEqual(await why([new File([bomb], 'bomb.zip')]), ['large', 'bomb.zip']);
});

test('a question that is renamed is renamed wherever it is said: conditions, settings, rules, explainers', async () => {
  let draft = await example();
  draft = edited(draft, 'widget.json', (json) => put(json, '/omit', ['effect']));
  draft = edited(draft, 'disclosure.json', (json) => put(json, '/crossed/tables', [['effect', 'informed']]));
  draft = edited(draft, 'questionnaire.json', (json) => {
    put(json, '/pages/2/elements/0/visibleIf', "{effect} = 'neither' and {effect.x} > 1 and {effects} empty");
    put(json, '/pages/2/elements/0/title', 'À « {effect} » vous avez répondu');
  });
  const next = renamed(draft, 'effect', 'change');
  const questionnaire = jsonOf(next, 'questionnaire.json');
  assert.equal(at(questionnaire, '/pages/2/elements/0/visibleIf'), "{change} = 'neither' and {change.x} > 1 and {effects} empty");
  assert.equal(at(questionnaire, '/pages/2/elements/0/title'), 'À « {change} » vous avez répondu');
  assert.deepEqual(configOf(next).omit, ['change']);
  assert.deepEqual(at(jsonOf(next, 'disclosure.json'), '/crossed/tables'), [['change', 'informed']]);
  const [check] = jsonOf(draft, 'explainers/diagnosis.json').checks;
  const followed = renamed(draft, check.questions[0], 'other');
  assert.equal(jsonOf(followed, 'explainers/diagnosis.json').checks[0].questions[0], 'other');
  assert.ok(!JSON.stringify([...followed.files]).includes(`"${check.questions[0]}"`.replaceAll('"', '\\"')) || !followed.files.get('disclosure.json').includes(`"${check.questions[0]}"`), 'the rules still say the old name');
});

const studio = await instantiate(new WebAssembly.Module(readFileSync(join(root, 'build/wasm/studio.wasm'))), readText);
const judge = (draft, options = {}) => {
  const answer = JSON.parse(studio.check(JSON.stringify({ files: Object.fromEntries(draft.files), publish: true, plain_words: plainWords(), ...options })));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
};

/** The same files on a disk, and what `triptych check` says of them. */
function commandLine(draft, ...options) {
  const folder = mkdtempSync(join(work, 'survey-'));
  for (const [name, text] of draft.files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { stdout } = spawnSync(join(root, 'build/native/triptych'), ['check', folder, '--publish', '--reading', '--json', ...options], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(stdout).value.map((one) => ({ ...one, file: one.file.startsWith(folder) ? one.file.slice(folder.length + 1) : one.file })).filter(({ file: name }) => !name.startsWith('content/locales'));
}

test('studio.wasm finds what `triptych check` finds, in the same words’ order, in a sound survey and in a spoilt one', async () => {
  const sound = await example();
  assert.deepEqual(judge(sound).found, commandLine(sound));
  assert.deepEqual(judge(sound).found.filter(({ code }) => code !== 'reading_measured'), []);
  let spoilt = edited(sound, 'questionnaire.json', (json) => {
    put(json, '/pages/1/elements/1/visibleIf', '{efect} = 1');
    put(json, '/pages/2/elements/0/title/en', undefined);
    put(json, '/pages/2/elements/0/name', 'effect');
  });
  spoilt = edited(spoilt, 'widget.json', (json) => {
    put(json, '/theme', { accent: '#aaaaaa' });
    put(json, '/collect/url', 'ftp://x');
  });
  spoilt = edited(spoilt, 'disclosure.json', (json) => put(json, '/one_way/min_answers', 2));
  const { found } = judge(spoilt);
  assert.deepEqual(found, commandLine(spoilt));
  const codes = new Set(found.map(({ code }) => code));
  // The widget's own faults stop there: its questionnaire is looked at once it can be read.
  for (const code of ['package_contrast', 'package_value']) assert.ok(codes.has(code), `${code} of ${[...codes]}`);
  const mended = edited(spoilt, 'widget.json', (json) => {
    put(json, '/theme', undefined);
    put(json, '/collect/url', '../../ballots');
  });
  const rest = new Set(judge(mended).found.map(({ code }) => code));
  for (const code of ['questionnaire_name_unknown', 'questionnaire_translation', 'questionnaire_name_duplicate', 'policy_weak']) assert.ok(rest.has(code), `${code} of ${[...rest]}`);
  assert.deepEqual(judge(mended).found, commandLine(mended));
});

test('a file that is missing or no JSON is told at its line; the others are still looked at', async () => {
  const draft = await example();
  const broken = withFile(draft, 'questionnaire.json', '{\n  "pages": [\n    oops\n  ]\n}');
  const [one] = judge(broken).found.filter(({ file: name }) => name === 'questionnaire.json');
  assert.deepEqual([one.code, one.params.line], ['json_syntax', 3]);
  const files = new Map(draft.files);
  files.delete('explainers/diagnosis.json');
  const missing = judge({ ...draft, files }).found.filter(({ file: name }) => name === 'explainers/diagnosis.json');
  assert.deepEqual(missing.map(({ code }) => code), ['cli_read']);
});

test('what was collected already is held against the change, as `triptych check --against` does', async () => {
  const draft = await example();
  const before = draft.files.get('questionnaire.json');
  const gone = edited(draft, 'questionnaire.json', (json) => put(json, '/pages/1/elements/1/choices/0', undefined));
  const codes = judge(gone, { before }).found.filter(({ code }) => code.startsWith('compare_')).map(({ code }) => code);
  assert.ok(codes.includes('compare_wave'), String(codes));
  const typo = edited(draft, 'questionnaire.json', (json) => put(json, '/title/default', 'Un autre titre'));
  assert.deepEqual(judge(typo, { before }).found.filter(({ code }) => code.startsWith('compare_')).map(({ code, path }) => [code, path]), [['compare_text_rev', '/triptych/text_rev']]);
  assert.deepEqual(judge(draft, { before }).found.filter(({ code }) => code.startsWith('compare_')), []);
});

test('every text of the survey is found once, where it can be written to', async () => {
  const draft = await example();
  const { texts } = judge(draft);
  assert.ok(texts.length > 300, `${texts.length} texts`);
  assert.equal(new Set(texts.map(({ file: name, path }) => `${name} ${path}`)).size, texts.length, 'one is told twice');
  for (const { file: name, path, words } of texts) assert.deepEqual(wordsAt(jsonOf(draft, name), path), words, `${name} ${path}`);
  // By hand: every object with words under "default" is one of them.
  const count = (value) => (value && typeof value === 'object' ? (typeof value.default === 'string' ? 1 : Object.values(value).reduce((sum, one) => sum + count(one), 0)) : 0);
  const all = [...draft.files.keys()].reduce((sum, name) => sum + count(jsonOf(draft, name)), 0);
  assert.ok(texts.length >= all, `${texts.length} of ${all}`);
});

test('an empty survey is a survey: once it has words and somebody who asks, nothing is to mend, and it can be asked', () => {
  let draft = startBlank('en');
  assert.deepEqual(judge(draft).found.filter(({ severity }) => severity === 'error').map(({ code }) => code), ['package_controller'], 'only who asks is missing');
  draft = edited(draft, 'widget.json', (json) => put(json, '/controller', { name: 'Association', contact: 'a@b.example' }));
  draft = edited(draft, 'questionnaire.json', (json) => put(json, '/pages/0/elements/0/title', 'Are you well?'));
  assert.deepEqual(judge(draft).found.filter(({ severity }) => severity === 'error'), []);
  assert.deepEqual(commandLine(draft), judge(draft).found);
  const schemas = readdirSync(join(root, 'content/schema'));
  assert.ok(schemas.includes('widget.schema.json'));
  const folder = mkdtempSync(join(work, 'blank-'));
  for (const [name, text] of draft.files) writeFileSync(join(folder, name), text);
  const simulated = execFileSync(join(root, 'build/native/triptych'), ['simulate', join(folder, 'questionnaire.json'), '--count', '40', '--seed', '1', '--out', join(folder, 'a.ballots')], { encoding: 'utf8' });
  assert.equal(typeof simulated, 'string');
  execFileSync(join(root, 'build/native/triptych'), ['tally', join(folder, 'questionnaire.json'), join(folder, 'a.ballots'), '--policy', join(folder, 'disclosure.json'), '--out', join(folder, 'out.json')]);
});
