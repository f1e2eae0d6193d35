// SPDX-License-Identifier: MIT
// Tests: datapackage.json against the rules of Data Package 2.0, ddi-codebook.xml against a table of DDI-Codebook 2.5's sequences (neither is
// validated against its published schema, which is not to be had here), METHODS.md against CHERRIES, every word in both languages.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeBundle, root, run } from './bundle.js';

let bundle;
before(() => { bundle = makeBundle(); });
after(() => bundle.remove());

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('the manifest names every other file once, with its hash', () => {
  const lines = bundle.text('manifest.sha256').trim().split('\n').map((line) => line.split('  '));
  assert.deepEqual(lines.map(([, name]) => name), readdirSync(bundle.folder).filter((name) => name !== 'manifest.sha256').sort());
  for (const [sum, name] of lines) assert.equal(sha256(readFileSync(join(bundle.folder, name))), sum, name);
});

/** The rows of a machine's file as Python's own reader gives them. */
const rowsOf = (path) => JSON.parse(run('/usr/bin/python3', ['-c', `import csv, json; print(json.dumps(list(csv.reader(open(${JSON.stringify(join(bundle.folder, path))}, encoding="utf-8", newline="")))))`]));

test('Data Package 2.0: what the standard asks for is there, and every cell of every table obeys its field', () => {
  const described = JSON.parse(bundle.text('datapackage.json'));
  assert.equal(described.$schema, 'https://datapackage.org/profiles/2.0/datapackage.json');
  assert.match(described.name, /^[a-z0-9._/-]+$/);
  assert.match(described.version, /^\d+\.\d+\.\d+$/);
  assert.ok(!Number.isNaN(Date.parse(described.created)));
  for (const key of ['title', 'description', 'sources', 'resources', 'citation']) assert.ok(described[key].length > 0, key);
  assert.deepEqual(described.resources.map(({ name }) => name), ['tables', 'crossed', 'codebook']);
  for (const { name, type, path, format, mediatype, encoding, bytes, hash, dialect, schema } of described.resources) {
    assert.deepEqual([type, format, mediatype, encoding, dialect.delimiter, dialect.lineTerminator], ['table', 'csv', 'text/csv', 'utf-8', ',', '\r\n'], name);
    const content = readFileSync(join(bundle.folder, path));
    assert.equal(content.length, bytes);
    assert.equal(`sha256:${sha256(content)}`, hash);
    assert.ok(!('fieldsMatch' in schema), 'its JSON profile and its prose disagree on it');
    const missing = schema.missingValues.map(({ value }) => value);
    const [heading, ...rows] = rowsOf(path);
    assert.deepEqual(heading, schema.fields.map((field) => field.name), name);
    assert.ok(rows.length > 10, `${name} has ${rows.length} rows`);
    for (const [at, field] of schema.fields.entries()) {
      assert.ok(['string', 'integer', 'number'].includes(field.type), field.name);
      for (const { value } of field.categories ?? []) assert.ok(!missing.includes(String(value)), `${field.name}: a category is a missing value`);
      const allowed = field.categories?.map(({ value }) => String(value));
      for (const row of rows) {
        if (missing.includes(row[at])) continue;
        if (field.type === 'integer') assert.match(row[at], /^-?\d+$/, `${name}.${field.name}`);
        if (field.type === 'number') assert.ok(Number.isFinite(Number(row[at])), `${name}.${field.name}`);
        if (allowed) assert.ok(allowed.includes(row[at]), `${name}.${field.name}: ${row[at]}`);
      }
    }
  }
});

test('no name of a variable troubles R, SPSS, Stata or Python', () => {
  const [heading, ...rows] = rowsOf('simulated-codebook.csv');
  const names = [...new Set(rows.map((row) => row[heading.indexOf('variable')]))];
  assert.ok(names.length > 15);
  for (const name of names) assert.match(name, /^[a-z][a-z0-9_]{0,30}(?<!_)$/);
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
});

/**
 * DDI-Codebook 2.5, codebook.xsd: the order in which the children of an element may come (each type is an xs:sequence) and the attributes
 * it must have. Of each sequence only what we write, and its neighbours.
 */
const ddi = {
  codeBook: { children: ['docDscr', 'stdyDscr', 'fileDscr', 'dataDscr', 'otherMat'], attributes: ['version', 'xml:lang', 'xsi:schemaLocation'], needs: ['stdyDscr'] },
  docDscr: { children: ['citation', 'guide', 'docStatus', 'docSrc', 'controlledVocabUsed', 'notes'] },
  stdyDscr: { children: ['citation', 'studyAuthorization', 'stdyInfo', 'studyDevelopment', 'method', 'dataAccs', 'othrStdyMat', 'notes'], needs: ['citation'] },
  citation: { children: ['titlStmt', 'rspStmt', 'prodStmt', 'distStmt', 'serStmt', 'verStmt', 'biblCit', 'holdings', 'notes'], needs: ['titlStmt'] },
  titlStmt: { children: ['titl', 'subTitl', 'altTitl', 'parTitl', 'IDNo'], needs: ['titl'] },
  rspStmt: { children: ['AuthEnty', 'othId'] },
  prodStmt: { children: ['producer', 'copyright', 'prodDate', 'prodPlac', 'software', 'fundAg', 'grantNo'] },
  distStmt: { children: ['distrbtr', 'contact', 'depositr', 'depDate', 'distDate'] },
  verStmt: { children: ['version', 'verResp', 'notes'] },
  stdyInfo: { children: ['studyBudget', 'subject', 'abstract', 'sumDscr', 'qualityStatement', 'notes', 'exPostEvaluation'] },
  sumDscr: { children: ['timePrd', 'collDate', 'nation', 'geogCover', 'geogUnit', 'geoBndBox', 'boundPoly', 'anlyUnit', 'universe', 'dataKind'] },
  method: { children: ['dataColl', 'notes', 'anlyInfo', 'stdyClas', 'dataProcessing', 'codingInstructions'] },
  dataColl: { children: ['timeMeth', 'dataCollector', 'collectorTraining', 'frequenc', 'sampProc', 'sampleFrame', 'targetSampleSize', 'deviat', 'collMode', 'resInstru', 'instrumentDevelopment', 'sources', 'collSitu', 'actMin', 'ConOps', 'weight', 'cleanOps'] },
  dataAccs: { children: ['setAvail', 'useStmt', 'notes'] },
  useStmt: { children: ['confDec', 'specPerm', 'restrctn', 'contact', 'citReq', 'deposReq', 'conditions', 'disclaimer'] },
  fileDscr: { children: ['fileTxt', 'locMap', 'notes'], attributes: ['ID', 'URI'], needs: ['fileTxt'] },
  fileTxt: { children: ['fileName', 'fileCitation', 'dataFingerprint', 'fileCont', 'fileStrc', 'dimensns', 'fileType', 'format', 'filePlac', 'dataChck', 'ProcStat', 'dataMsng', 'software', 'verStmt'] },
  dimensns: { children: ['caseQnty', 'varQnty', 'logRecl', 'recPrCas', 'recNumTot'] },
  fileType: { children: [], attributes: ['charset'] },
  dataDscr: { children: ['varGrp', 'nCubeGrp', 'var', 'nCube', 'notes'] },
  var: { children: ['location', 'labl', 'imputation', 'security', 'embargo', 'respUnit', 'anlysUnit', 'qstn', 'valrng', 'invalrng', 'undocCod', 'universe', 'TotlResp', 'sumStat', 'txt', 'stdCatgry', 'catgryGrp', 'catgry', 'codInstr', 'verStmt', 'concept', 'derivation', 'varFormat', 'geoMap', 'catLevel', 'notes'], attributes: ['ID', 'name'], needs: ['labl', 'varFormat'] },
  qstn: { children: ['preQTxt', 'qstnLit', 'postQTxt', 'forward', 'backward', 'ivuInstr'] },
  invalrng: { children: ['item', 'range', 'key', 'notes'], needs: ['item'] },
  catgry: { children: ['catValu', 'labl', 'txt', 'catStat', 'mrow'], needs: ['catValu'] },
  otherMat: { children: ['typ', 'labl', 'txt', 'notes', 'table', 'citation'], attributes: ['URI', 'level'], needs: ['labl'] },
  item: { children: [], attributes: ['VALUE'] },
  varFormat: { children: [], attributes: ['type'] },
  catStat: { children: [], attributes: ['type'] },
  prodDate: { children: [], attributes: ['date'] },
  distDate: { children: [], attributes: ['date'] },
  version: { children: [], attributes: ['date'] },
  IDNo: { children: [], attributes: ['agency'] },
};

/** Element tree by Python's expat, which knows XML and nothing of DDI. */
function treeOf(path) {
  const script = `import json, sys, xml.etree.ElementTree as E
XML = "{http://www.w3.org/XML/1998/namespace}"; XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
def tree(e):
    space, _, name = e.tag[1:].partition("}")
    assert space == "ddi:codebook:2_5", e.tag
    return {"name": name, "attributes": {k.replace(XML, "xml:").replace(XSI, "xsi:"): v for k, v in e.attrib.items()}, "text": e.text or "", "children": [tree(c) for c in e]}
print(json.dumps(tree(E.parse(sys.argv[1]).getroot())))`;
  return JSON.parse(run('/usr/bin/python3', ['-c', script, path], { maxBuffer: 1 << 26 }));
}

function faultsOf(node, path = node.name) {
  const rule = ddi[node.name] ?? { children: [] };
  const faults = [];
  let last = -1;
  for (const child of node.children) {
    const at = rule.children.indexOf(child.name);
    if (at < 0) faults.push(`${path}: ${child.name} does not belong here`);
    else if (at < last) faults.push(`${path}: ${child.name} comes too late`);
    last = Math.max(last, at);
    faults.push(...faultsOf(child, `${path}/${child.name}`));
  }
  for (const need of rule.needs ?? []) if (!node.children.some(({ name }) => name === need)) faults.push(`${path}: no ${need}`);
  for (const attribute of rule.attributes ?? []) if (!node.attributes[attribute]) faults.push(`${path}: no @${attribute}`);
  return faults;
}

test('DDI-Codebook 2.5: elements in the order of its sequences, required attributes there; the table refuses what it should', () => {
  const tree = treeOf(join(bundle.folder, 'simulated-ddi-codebook.xml'));
  assert.deepEqual(faultsOf(tree), []);
  const variable = tree.children.find(({ name }) => name === 'dataDscr').children[3];
  variable.children.reverse();
  assert.ok(faultsOf(tree).length > 2);
  variable.children.reverse();
  delete variable.attributes.name;
  variable.children.push({ name: 'colour', attributes: {}, children: [], text: '' });
  assert.equal(faultsOf(tree).length, 2);
});

test('DDI: frequencies are the released ones; don’t know is an answer, three codes are missing', () => {
  const tree = treeOf(join(bundle.folder, 'simulated-ddi-codebook.xml'));
  const variables = tree.children.find(({ name }) => name === 'dataDscr').children;
  assert.equal(new Set(variables.map(({ attributes }) => attributes.ID)).size, variables.length);
  const find = (name) => variables.find(({ attributes }) => attributes.name === name);
  const texts = (node, name) => node.children.filter((child) => child.name === name).map(({ text }) => text);
  const categories = (name) => find(name).children.filter((child) => child.name === 'catgry').map((node) => ({ code: texts(node, 'catValu')[0], count: texts(node, 'catStat')[0], missing: node.attributes.missing }));
  const effect = bundle.snapshot.tables.find(({ name }) => name === 'effect');
  assert.deepEqual(categories('effect'), [
    ...effect.cells.map((count, i) => ({ code: String(i + 1), count: String(count), missing: undefined })),
    { code: '-98', count: String(effect.dont_know), missing: undefined },
    { code: '-99', count: String(effect.refused), missing: 'Y' },
    { code: '-97', count: undefined, missing: 'Y' },
    { code: '-96', count: undefined, missing: 'Y' },
  ]);
  assert.deepEqual(find('effect').children.find(({ name }) => name === 'invalrng').children.map(({ attributes }) => attributes.VALUE), ['-99', '-97', '-96']);
  // Withheld: no number at all.
  assert.ok(categories('ease').every(({ count }) => count === undefined));
});

test('METHODS.md follows CHERRIES: its thirty items in its order, and says where the organizer said nothing', () => {
  const methods = bundle.text('METHODS.md');
  const words = JSON.parse(readFileSync(join(root, 'content/locales/fr.json'), 'utf8'));
  const source = readFileSync(join(root, 'src/export/documents.cpp'), 'utf8');
  const topics = [...source.matchAll(/^ {4}\{"\w*", "(\w+)", (true|false)\},$/gm)].map(([, name, organizer]) => ({ name, organizer: organizer === 'true' }));
  assert.equal(topics.length, 30);
  let at = 0;
  for (const { name, organizer } of topics) {
    const heading = `**${words[`export.word.topic_${name}`]}.** `;
    const found = methods.indexOf(heading, at);
    assert.ok(found >= at, `${heading} is not there, or not in its place`);
    at = found + heading.length;
    assert.ok(methods.slice(at).startsWith(words[organizer ? 'export.word.not_stated' : `export.word.methods_${name}`].slice(0, 20)), name);
  }
  assert.match(methods, /Révision des textes 2\*\*: retenu/);
});

test('the privacy report says the rules, what they hid, and that nobody has judged the three criteria', () => {
  const report = JSON.parse(bundle.text('simulated-privacy-report.json'));
  assert.equal(report.snapshot, sha256(bundle.text('simulated-snapshot.json')));
  assert.deepEqual(report.one_way.withheld, bundle.snapshot.tables.filter(({ released }) => !released).map(({ name }) => name));
  assert.deepEqual([report.one_way.min_answers, report.crossed.primary_most, report.crossed.min_protection], [11, 10, 11]);
  assert.deepEqual(report.crossed.tables[0], { rows: 'effect', columns: 'role', released: true, cells: 6, hidden: 3 });
  assert.deepEqual(Object.keys(report.criteria), ['singling_out', 'linkability', 'inference']);
  for (const { measure, finding } of Object.values(report.criteria)) assert.ok(measure.length > 40 && finding === null);
  assert.equal(report.judged, null);
});

test('every word that the exports ask for is there in each language, and none is there for nothing', () => {
  const sources = readdirSync(join(root, 'src/export')).map((file) => readFileSync(join(root, 'src/export', file), 'utf8')).join('\n');
  // What is put together from a name: these prefixes, and the values of an envelope.
  const composed = /^(section|topic|methods|file|limit|criterion|special|item|mode|language|simulated|flow)_|^(first|step|number|day|month|option|dont_know|unanswered|refused|not_asked|suppressed)$/;
  for (const language of ['en', 'fr']) {
    const words = JSON.parse(readFileSync(join(root, `content/locales/${language}.json`), 'utf8'));
    const keys = Object.keys(words).filter((key) => key.startsWith('export.word.')).map((key) => key.slice(12));
    for (const [, key] of sources.matchAll(/word(?:_of)?\((?:edition_?, )?"(\w+)"\)/g)) assert.ok(keys.includes(key), `${language}: ${key}`);
    for (const key of keys) assert.ok(composed.test(key) || sources.includes(`"${key}"`), `${language}: nobody says ${key}`);
    for (const key of keys) assert.doesNotMatch(words[`export.word.${key}`], /[{}']/, 'words of exports are not messages');
  }
});
