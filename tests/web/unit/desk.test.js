// SPDX-License-Identifier: MIT
// Tests: pieces of the desk's pages that need no browser: CSV, ballots cut into pieces, the index of bundles, ZIP without a clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { pieces } from '../../../web/src/desk/ballots.ts';
import { unpack } from '../../../web/src/desk/bundle.ts';
import { countsCode, crossCode } from '../../../web/src/desk/code.ts';
import { readMargins } from '../../../web/src/desk/margins.ts';
import { opener, readKey, readSealed } from '../../../web/src/desk/sealed.ts';
import { seal, suite } from '../../../web/src/store/seal.ts';
import { readCsv } from '../../../web/src/desk/csv.ts';
import { zip } from '../../../web/src/desk/save.ts';
import { indexWith, readSurvey } from '../../../web/src/desk/survey-files.ts';

test('CSV: quotes, commas and line ends inside cells, empty cells, and a last line without its end', () => {
  assert.deepEqual(readCsv('a,b\r\n"x, ""y""",\r\n"l1\r\nl2",2'), [{ a: 'x, "y"', b: '' }, { a: 'l1\r\nl2', b: '2' }]);
  assert.deepEqual(readCsv('a,b\r\n,\r\n'), [{ a: '', b: '' }]);
  assert.deepEqual(readCsv('a\r\n'), []);
  assert.deepEqual(readCsv(''), []);
});

test('ballots come in pieces that each begin with the heading; no line is cut, none is lost', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `${i}`.padStart(80, 'A'));
  for (const ending of ['\n', '']) {
    const file = new File([`{"heading":1}\n${lines.join('\n')}${ending}`], 'a.ballots');
    const got = [];
    let count = 0;
    for await (const { text, read } of pieces(file)) {
      const [heading, ...rest] = text.split('\n');
      assert.equal(heading, '{"heading":1}');
      got.push(...rest.filter(Boolean));
      assert.ok(read <= file.size);
      count += 1;
    }
    assert.ok(count >= 3, `${count} pieces`);
    assert.deepEqual(got, lines);
  }
  for (const content of ['', 'noise', '{"heading":1}\n']) {
    const got = [];
    for await (const { text } of pieces(new File([content], 'b.ballots'))) got.push(text);
    assert.deepEqual(got, [content]);
  }
});

test('the index: a bundle made again replaces itself; the newest wave comes first', () => {
  const one = (survey, wave, number) => ({ file: `${survey}-w${wave}-v${number}.zip`, survey, wave, number, sha256: `${number}` });
  let bundles = [];
  for (const added of [one('a', 1, 1), one('a', 10, 2), one('a', 2, 12), one('b', 1, 1), { ...one('a', 1, 1), sha256: 'new' }]) bundles = indexWith(bundles, added);
  assert.deepEqual(bundles.map(({ file }) => file), ['b-w1-v1.zip', 'a-w10-v2.zip', 'a-w2-v12.zip', 'a-w1-v1.zip']);
  assert.equal(bundles[3].sha256, 'new');
});

test('ZIP: the same files give the same bytes, dated 1980', () => {
  const files = new Map([['b/é.txt', new Uint8Array([1, 2])], ['a.txt', new Uint8Array(5000)]]);
  const bytes = zip(files);
  assert.deepEqual(zip(new Map(files)), bytes);
  assert.deepEqual(new Set(Object.keys(unzipSync(bytes))), new Set(files.keys()));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  assert.equal(view.getUint16(12, true), (0 << 9) | (1 << 5) | 1, 'the date of the first entry is not 1 January 1980');
  assert.equal(view.getUint16(10, true), 0);
});

test('a file that is no bundle, or unpacks to more than any, is refused', () => {
  assert.throws(() => unpack(new Uint8Array([1, 2, 3])));
  assert.throws(() => unpack(zip(new Map([['a.txt', new Uint8Array(1)]]))), /holds no/);
  assert.throws(() => unpack(zip(new Map([['a.txt', new Uint8Array(65 << 20)]]))), /bytes/);
});

test('the organizer’s own files are known by what is in them; of several questionnaires the latest revision counts', async () => {
  const file = (name, value) => new File([JSON.stringify(value)], name);
  const widget = file('w.json', { survey: 'mine', wave: 2, collect: { kind: 'device' } });
  const policy = file('p.json', { one_way: {} });
  const revision = (number) => file(`q${number}.json`, { pages: [], triptych: { text_rev: number } });
  const survey = await readSurvey([revision(1), policy, revision(3), widget, revision(2)]);
  assert.deepEqual([survey.name, survey.wave, JSON.parse(survey.questionnaire).triptych.text_rev, survey.earlier.length], ['mine', 2, 3, 2]);
  assert.equal(await readSurvey([widget, policy]), null);
  assert.equal(await readSurvey([widget, revision(1)]), null);
});

test('names of questions stay inside their quotes in the lines of R and Python', () => {
  const name = '"); system("x") # \\';
  assert.ok(countsCode(name).r.endsWith(String.raw`counts("\"); system(\"x\") # \\")`));
  assert.ok(crossCode(name, 'b').python.includes(String.raw`("\"); system(\"x\") # \\", "b")`));
});

const codebook = [
  { name: 'age', title: 'Quel âge avez-vous ?', kind: 'single', options: [{ value: 'young', text: '18 à 39 ans' }, { value: 'old', text: '40 ans et plus' }] },
  { name: 'wishes', title: 'Souhaits', kind: 'multiple', options: [{ value: 'a', text: 'A' }] },
];

test('margins pasted from a table: by names or words, tabs or semicolons, decimal commas and percent signs; what is wrong names its line', () => {
  assert.deepEqual(readMargins('age\tyoung\t37,5 %\nage\told\t62.5\n', codebook), { margins: [{ item: 'age', targets: [37.5, 62.5] }] });
  assert.deepEqual(readMargins(' quel âge avez-vous ? ; 40 ANS ET PLUS ; 12', codebook), { margins: [{ item: 'age', targets: [0, 12] }] });
  assert.deepEqual(readMargins('\n\n', codebook), { margins: [] });
  const wrong = { 'age young 3': 'shape', 'sex;f;1': 'question', 'wishes;a;1': 'question', 'age;middle;1': 'answer', 'age;young;many': 'number', 'age;young;-1': 'number' };
  for (const [line, what] of Object.entries(wrong)) assert.deepEqual(readMargins(`\n${line}`, codebook), { line: 2, what }, line);
  assert.deepEqual(readMargins('age;young;1\nage;young;2', codebook), { line: 2, what: 'twice' });
});

test('sealed ballots open with their key into .ballots texts, one each; another key, a changed byte and noise open nothing', async () => {
  const hpke = suite();
  const pair = await hpke.kem.generateKeyPair();
  const text = async (key, kind) => Buffer.from(await hpke.kem[`serialize${kind}Key`](key)).toString('base64url');
  const [publicKey, privateKey] = [await text(pair.publicKey, 'Public'), await text(pair.privateKey, 'Private')];
  const ballot = Buffer.from('0100ba1297e282265ec2a0a1a2a3a4a5a6a7a8a9aaabacadaeaf010130b006763766', 'hex').toString('base64url');
  const { text: sealed } = await seal(ballot, publicKey);
  const file = readSealed(`{"format":"triptych-sealed","version":1,"survey":"made"}\n${sealed}\nnoise\n`);
  assert.deepEqual(file, { survey: 'made', ballots: [sealed, 'noise'] });
  for (const none of ['', 'noise', '{"format":"triptych-ballots","version":1,"survey":"made"}']) assert.equal(readSealed(none), null);
  const key = readKey(JSON.stringify({ format: 'triptych-private-key', version: 1, private: privateKey, public: publicKey }));
  for (const none of ['', '{}', '{"format":"triptych-private-key","private":"AAAA"}', '{"format":"triptych-private-key","private":"é"}']) assert.equal(readKey(none), null, none);
  const open = await opener(key, 'made');
  const [heading, opened] = (await open(sealed)).trim().split('\n');
  assert.equal(opened, ballot);
  assert.deepEqual([JSON.parse(heading).format, JSON.parse(heading).survey, JSON.parse(heading).simulated], ['triptych-ballots', 'made', false]);
  const spoiled = Buffer.from(sealed, 'base64url');
  spoiled[40] ^= 1;
  const other = await hpke.kem.generateKeyPair();
  const otherKey = readKey(JSON.stringify({ format: 'triptych-private-key', version: 1, private: await text(other.privateKey, 'Private') }));
  assert.equal(await open(spoiled.toString('base64url')), null);
  assert.equal(await (await opener(otherKey, 'made'))(sealed), null);
  for (const noise of ['noise', '', ballot]) assert.equal(await open(noise), null);
});
