// SPDX-License-Identifier: MIT
// Tests: triptych check, as an organizer runs it: place, words, exit codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { instantiate, readText } from '../../web/src/engine/instance.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.TRIPTYCH ?? join(root, 'build/native/triptych');
const folder = mkdtempSync(join(tmpdir(), 'triptych-check-'));
after(() => rmSync(folder, { recursive: true }));

const check = (...words) => spawnSync(program, ['check', '--lang', 'en', ...words], { encoding: 'utf8', cwd: root, timeout: 60_000 });
const write = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2));
  return path;
};
const diagnostics = (...words) => JSON.parse(check('--json', ...words).stdout).value;

/** The same check in the browser: studio.wasm, as its page calls it. */
async function browserCheck() {
  const module = await instantiate(new WebAssembly.Module(readFileSync(join(root, 'build/wasm/studio.wasm'))), readText);
  return (text) => {
    const { ok, value, error } = JSON.parse(module.check(JSON.stringify({ files: { 'questionnaire.json': text }, plain_words: [] })));
    assert.ok(ok, JSON.stringify(error));
    return value.found.map(({ file, ...rest }) => rest);
  };
}

const question = (name, more = {}) => ({ type: 'radiogroup', name, choices: [1, 2, 3, 4, 5, 6, 7], ...more });
/** What is wrong, what it is called, the pointer to it. */
const troubles = [
  ['an unknown property', [question('a', { visibelIf: '{a} = 1' })], 'questionnaire_property', '/elements/0/visibelIf'],
  ['a misspelt name', [question('comfort'), question('b', { visibleIf: '{confort} = 1' })], 'questionnaire_name_unknown', '/elements/1/visibleIf'],
  ['a circle', [question('a', { visibleIf: '{b} = 1' }), question('b', { visibleIf: '{a} = 1' })], 'questionnaire_cycle', '/elements/0/visibleIf'],
  ['a condition false for every answer', [question('a'), question('b', { visibleIf: '{a} = 1 and {a} = 2' })], 'questionnaire_never', '/elements/1/visibleIf'],
  [
    'too many combinations to try',
    [...'abcde'].map((name) => question(name)).concat(question('f', { visibleIf: [...'abcde'].map((name) => `{${name}} = 1`).join(' and ') + ' and {a} = 2' })),
    'questionnaire_reach_unknown',
    '/elements/5/visibleIf',
  ],
  ['a name twice', [question('a'), question('a')], 'questionnaire_name_duplicate', '/elements/1/name'],
  ['a missing translation', [question('a', { title: { default: 'One', fr: 'Un' } }), question('b', { title: { default: 'Two' } })], 'questionnaire_translation', '/elements/1/title'],
  ['a type outside the dialect', [{ type: 'paneldynamic', name: 'p' }], 'questionnaire_type', '/elements/0'],
];

test('the surveys that come with the project have nothing to mend', () => {
  for (const survey of ['content/ai-in-care', 'content/tool-feedback']) {
    const result = check(survey);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(result.stderr, '');
  }
});

test('a trouble is told with file, line, column, words and what to write instead', () => {
  const path = write('typo.json', '{\n  "elements": [\n    { "type": "radiogroup", "name": "comfort", "choices": [1, 2] },\n    { "type": "radiogroup", "name": "b", "visibelIf": "x",\n      "visibleIf": "{confort} = 1", "choices": [1] }\n  ]\n}\n');
  const result = check(path);
  assert.equal(result.status, 0, 'warnings are no errors');
  assert.match(result.stderr, /typo\.json:5:20: warning: Nothing is called “confort”\. Did you mean “comfort”\?/);
  assert.match(result.stderr, /typo\.json:4:55: warning: .*Did you mean “visibleIf”\?/);
  const french = spawnSync(program, ['check', '--lang', 'fr', path], { encoding: 'utf8' });
  assert.match(french.stderr, /attention\s: Rien ne s’appelle «\sconfort\s»\. Vouliez-vous dire «\scomfort\s»\s\?/);
});

test('each kind of trouble has its place and its words, and is the same in the browser', async () => {
  const inBrowser = await browserCheck();
  for (const [what, elements, code, pointer] of troubles) {
    const path = write('trouble.json', { locale: 'en', elements });
    const found = diagnostics(path);
    const trouble = found.find((one) => one.code === code);
    assert.ok(trouble, `${what}: ${JSON.stringify(found)}`);
    assert.ok(trouble.path.startsWith(pointer), `${what}: ${trouble.path}`);
    assert.ok(trouble.line > 1 && trouble.column >= 1, what);
    assert.match(check(path).stderr, new RegExp(`trouble\\.json:${trouble.line}:${trouble.column}: \\w+: \\S`), what);
    assert.deepEqual(inBrowser(readFileSync(path, 'utf8')), found.map(({ file, ...rest }) => rest), what);
  }
});

test('a type outside the dialect is told with what to write instead, in both languages', () => {
  const refused = Object.entries(JSON.parse(readFileSync(join(root, 'content/dialect.json'), 'utf8')).types).filter(([, { status }]) => status === 'refused');
  const path = write('refused.json', { elements: refused.map(([type]) => ({ type, name: type })) });
  for (const [lang, instead] of [['en', /Write |is taken|signs here/], ['fr', /Écrivez |prend rien|signe ici/]]) {
    const lines = spawnSync(program, ['check', '--lang', lang, path], { encoding: 'utf8' }).stderr.split('\n').filter((line) => line.includes('Triptych'));
    assert.equal(lines.length, refused.length);
    for (const line of lines) assert.match(line.slice(line.indexOf('Triptych')), instead);
  }
});

test('an object without a question is told that it asks nothing, in the browser too', async () => {
  const inBrowser = await browserCheck();
  for (const content of ['{}', '{ "elements": [] }', '{ "pages": [{ "name": "p" }] }']) {
    const path = write('nothing.json', content);
    const found = diagnostics(path);
    assert.deepEqual(found.map(({ severity, code, path: pointer }) => [severity, code, pointer]), [['error', 'questionnaire_nothing', '']]);
    assert.equal(check(path).status, 1);
    assert.match(check(path).stderr, /nothing\.json:1:1: error: There is no question/);
    assert.deepEqual(inBrowser(content), found.map(({ file, ...rest }) => rest));
  }
});

test('exit codes: 0 clean, 1 errors, 2 usage', () => {
  assert.equal(check(write('cycle.json', { elements: [{ type: 'radiogroup', name: 'a', visibleIf: '{a} = 1', choices: [1] }] })).status, 1);
  assert.equal(check().status, 2);
  assert.equal(check('--against').status, 2);
  assert.equal(check(join(folder, 'absent.json')).status, 1);
});

test('hostile files get a clear refusal, never a crash or a hang, in the browser too', async () => {
  const inBrowser = await browserCheck();
  const cases = [
    ['large.json', `{"title":"${'x'.repeat(10 << 20)}"}`, 'json_too_large'],
    ['deep.json', '['.repeat(10_000) + ']'.repeat(10_000), 'json_too_deep'],
    ['latin1.json', Buffer.from('{"title":"\xe9"}', 'latin1'), 'json_text'],
    ['surrogate.json', '{"title":"\\ud800"}', 'json_text'],
    ['nan.json', '{"elements":[{"type":"rating","name":"r","rateMax":NaN}]}', 'json_syntax'],
    ['huge.json', '{"elements":[{"type":"rating","name":"r","rateMax":1e999}]}', 'json_number'],
    ['empty.json', '', 'json_syntax'],
    ['list.json', '[1]', 'questionnaire_shape'],
    ['many.json', JSON.stringify({ elements: Array.from({ length: 2001 }, (_, i) => ({ type: 'text', name: `q${i}` })) }), 'questionnaire_too_many'],
  ];
  for (const [name, content, code] of cases) {
    const found = diagnostics(write(name, content));
    assert.equal(found.length, 1, name);
    assert.equal(found[0].code, code, name);
    assert.ok(found[0].line >= 1 && found[0].column >= 1);
    if (Buffer.isBuffer(content)) continue; // a page hands over text: the browser has read the bytes
    assert.deepEqual(inBrowser(content).map((one) => one.code), [code], name);
  }
});

test('a survey of 500 questions with conditions is checked, in the browser too', async () => {
  const elements = Array.from({ length: 500 }, (_, i) => ({
    type: 'radiogroup', name: `q${i}`, choices: [1, 2, 3, 4, 5], ...(i > 1 && { visibleIf: `{q${i - 1}} >= 2 and {q${i - 2}} <> 5` }),
  }));
  const path = write('long.json', { elements });
  assert.deepEqual((await browserCheck())(readFileSync(path, 'utf8')), diagnostics(path).map(({ file, ...rest }) => rest));
  assert.deepEqual(diagnostics(path).filter(({ severity }) => severity === 'error').map(({ code }) => code), []);
});

test('--against says what breaks ballots already collected, and asks for a new wave', () => {
  const before = { elements: [{ type: 'radiogroup', name: 'a', choices: ['x', 'y'] }, { type: 'radiogroup', name: 'b', choices: [1, 2] }] };
  const old = write('old.json', before);
  const codes = (content) => diagnostics(write('new.json', content), '--against', old).map(({ code }) => code);
  assert.deepEqual(codes(before), []);
  assert.deepEqual(codes({ elements: [{ ...before.elements[0], choices: ['x', 'y', 'z'] }, before.elements[1]] }).filter((code) => code !== 'compare_text_rev'), ['compare_options_added']);
  assert.deepEqual(codes({ elements: [{ ...before.elements[0], choices: ['y', 'x'] }, before.elements[1]] }).sort(), ['compare_options', 'compare_wave']);
  assert.deepEqual(codes({ elements: [before.elements[0]] }).sort(), ['compare_removed', 'compare_wave']);
  assert.deepEqual(codes({ elements: [{ ...before.elements[0], title: 'New words' }, before.elements[1]] }), ['compare_text_rev']);
});

test('--publish turns what a visitor would meet into errors', () => {
  const widget = JSON.parse(readFileSync(join(root, 'content/tool-feedback/widget.json'), 'utf8'));
  delete widget.controller;
  write('questionnaire.json', { elements: [{ type: 'radiogroup', name: 'a', title: { default: 'Oui ?' }, choices: [1] }], locale: 'fr' });
  write('disclosure.json', readFileSync(join(root, 'content/tool-feedback/disclosure.json'), 'utf8'));
  const path = write('widget.json', { ...widget, references: undefined });
  assert.equal(check(path).status, 0);
  const published = diagnostics(path, '--publish').filter(({ severity }) => severity === 'error').map(({ code }) => code);
  assert.deepEqual(published.sort(), ['package_controller', 'questionnaire_translation']);
});

/** content/ai-in-care in a folder of its own, with one of its files changed. */
function changed(name, file, change) {
  const path = join(folder, name);
  cpSync(join(root, 'content/ai-in-care'), path, { recursive: true });
  const json = JSON.parse(readFileSync(join(path, file), 'utf8'));
  change(json);
  writeFileSync(join(path, file), JSON.stringify(json, null, 2));
  return path;
}
const found = (...words) => diagnostics(...words).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

test('--publish fails while a visitor would see what nobody has signed', () => {
  const asked = (review) => changed(`asked-${Boolean(review)}`, 'explainers/diagnosis.json', ({ checks }) => Object.assign(checks[0], { evidence: 'K', sources: ['IDX18'], review }));
  assert.deepEqual(found(asked(null)), ['warning explainer_unsigned /checks/0']);
  assert.equal(check(asked(null)).status, 0);
  const refused = check(asked(null), '--publish');
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /diagnosis\.json:\d+:\d+: error: Shown to visitors, marked K, and signed by nobody/);
  assert.equal(check(asked({ name: 'A. B.', society: 'S', date: '2026-11-01', conflictOfInterest: 'none' }), '--publish').status, 0);

  const shown = changed('review', 'widget.json', (widget) => { widget.review = true; });
  assert.ok(found(shown, '--publish').filter((one) => one.startsWith('error explainer_unsigned')).length >= 20);
  assert.equal(check(shown, '--publish').status, 1);
  assert.equal(check('content/ai-in-care', '--publish').status, 0, 'what stays unseen does not keep a survey back');
});

test('hard words of an explainer are told with the file, the line and the sentence', () => {
  const hard = changed('hard', 'explainers/pathways.json', ({ steps }) => {
    steps[0].simple[0].default = 'Dans cette salle d’attente, 28 % des personnes qui arrivent sont signalées par le programme comme urgentes.';
    delete steps[1].title.en;
  });
  assert.deepEqual(found(hard).toSorted(), ['warning reading_percentage /steps/0/simple/0', 'warning reading_sentence /steps/0/simple/0', 'warning reading_translation /steps/1/title']);
  const said = check(hard).stderr;
  assert.match(said, /pathways\.json:\d+:\d+: warning: fr: 16 words in a sentence of the simple version, 12 at most/);
  assert.equal(check(hard, '--publish').status, 1, 'a text without its translation is not published');
});

test('a policy that would protect nobody is an error of the folder, at its line', () => {
  write('questionnaire.json', { elements: [{ type: 'radiogroup', name: 'a', choices: [1] }] });
  const path = write('widget.json', { ...JSON.parse(readFileSync(join(root, 'content/tool-feedback/widget.json'), 'utf8')), languages: ['en'], references: undefined });
  for (const [text, code] of [['{}', 'policy_shape'], [readFileSync(join(root, 'content/tool-feedback/disclosure.json'), 'utf8').replace('"min_answers": 11', '"min_answers": 2'), 'policy_weak']]) {
    write('disclosure.json', text);
    const found = diagnostics(path).filter(({ file }) => file.endsWith('disclosure.json'));
    assert.deepEqual(found.map((one) => one.code), [code]);
    assert.equal(check(path).status, 1);
  }
});

test('--reading measures each explainer, level and language, and the questions', () => {
  const measured = diagnostics('--reading', 'content/ai-in-care').filter(({ code }) => code === 'reading_measured');
  const { explainers, languages } = JSON.parse(readFileSync(join(root, 'content/ai-in-care/widget.json'), 'utf8'));
  // And what the page says around them, at the simple level; and the questionnaire.
  assert.equal(measured.length, (explainers.length * 2 + 2) * languages.length);
  assert.deepEqual(measured.filter(({ params }) => params.level === 'questions').map(({ file, params }) => [file, params.language]), languages.map((language) => ['content/ai-in-care/questionnaire.json', language]));
  assert.deepEqual([...new Set(measured.map(({ file }) => file).filter((file) => file.includes('locales')))].toSorted(), ['content/locales/en.json', 'content/locales/fr.json']);
  for (const { params } of measured) {
    assert.ok(params.sentences > 5 && params.words > 3 && params.ease > 50, JSON.stringify(params));
    if (params.level === 'simple') assert.ok(params.longest <= 12, JSON.stringify(params));
  }
  assert.equal(diagnostics('content/ai-in-care').length, 0);
});

test('a theme that some cannot read is refused: the pair, the page and the ratio are said; one that all can read passes', () => {
  cpSync(join(root, 'content/ai-in-care'), join(folder, 'themed'), { recursive: true });
  const file = join(folder, 'themed/widget.json');
  const themed = (theme) => {
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), theme }));
    return check(join(folder, 'themed'));
  };
  const refused = themed({ accent: '#f0a0ff' });
  assert.equal(refused.status, 1);
  assert.match(refused.stdout + refused.stderr, /“accent” on “surface” cannot be read by everybody in the light page: the contrast is 1\.8 to 1, and at least 4\.5 to 1/);
  const passed = themed({ accent: 'light-dark(#4a148c, #e1bee7)' });
  assert.equal(passed.status, 0, passed.stdout + passed.stderr);
});
