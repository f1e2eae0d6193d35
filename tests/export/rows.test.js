// SPDX-License-Identifier: MIT
// Tests: rows of people in the programs they are made for, and counted again from the written file: nobody stands out, and what was not
// blanked is what the tables say.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { program, root, run } from './bundle.js';

const content = join(root, 'content/ai-in-care');
const k = 11;
let folder;
let bundle;
const text = (name) => readFileSync(join(bundle, name), 'utf8');
const cwd = () => ({ cwd: bundle, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'triptych-rows-'));
  bundle = join(folder, 'bundle');
  run(program, ['simulate', join(content, 'questionnaire.json'), '--count', '5000', '--seed', '3', '--out', join(folder, 'wave.ballots')]);
  run(program, ['export', join(content, 'questionnaire.json'), join(folder, 'wave.ballots'), '--policy', join(content, 'disclosure.json'), '--close', '--labelled', '--date', '2026-11-26', '--lang', 'fr', '--out', bundle]);
});
after(() => rmSync(folder, { recursive: true }));

/** Rows by heading, as Python's own reader gives them. */
const rowsOf = (name) => JSON.parse(run('/usr/bin/python3', ['-c', `import csv, json; print(json.dumps(list(csv.DictReader(open("${name}", encoding="utf-8", newline="")))))`], { ...cwd(), maxBuffer: 1 << 28 }));
const report = () => JSON.parse(text('simulated-privacy-report.json')).rows;

test('counted again from the file: as many rows as the report says, each group that looks alike of 11 people or more', () => {
  const rows = rowsOf('simulated-data.csv');
  const { released, rows: count, dropped, k: least, quasi_identifiers: known } = report();
  assert.ok(released && least === k);
  assert.equal(rows.length, count);
  assert.equal(count + dropped, 5000);
  const names = Object.keys(rows[0]);
  const shown = known.filter(({ level, height }) => level < height).map(({ item, level }) => (level === 0 ? item : names.find((name) => name === `${item}_group`)));
  assert.ok(shown.length > 0 && shown.every((name) => names.includes(name)), `quasi-identifiers ${shown}`);
  for (const { item, level, height } of known) if (level === height) assert.ok(!names.some((name) => name === item || name === `${item}_group`), item);
  const classes = Map.groupBy(rows, (row) => shown.map((name) => row[name]).join());
  assert.ok(Math.min(...[...classes.values()].map(({ length }) => length)) >= k);
  assert.ok(rows.every(({ simulated }) => simulated === '1'));
});

test('where nothing is blanked the rows add up to the released tables, boxes too; the order of rows is that of their cells', () => {
  const rows = rowsOf('simulated-data.csv');
  const tables = rowsOf('simulated-tables.csv');
  let compared = 0;
  for (const { variable, category, code, count, others } of tables) {
    if (category !== 'option' || count === '' || !(variable in rows[0]) || others !== '') continue;
    if (rows.some((row) => row[variable] === '-96')) continue;
    const missing = Number(count) - rows.filter((row) => row[variable] === code).length;
    if (report().dropped === 0) assert.equal(missing, 0, `${variable} ${code}`);
    else assert.ok(missing >= 0, `${variable} ${code}`);
    compared += 1;
  }
  assert.ok(compared > 20, `${compared} cells compared`);
});

test('R: import.R reads the rows with their words; what is missing is NA, don’t know is an answer', () => {
  const script = `source("import.R")
    entries <- codebook[codebook$category == "dont_know" & codebook$variable %in% names(data), ]
    stopifnot(nrow(entries) > 3)
    for (v in unique(entries$variable)) stopifnot(sum(!is.na(answers(v))) == sum(!is.na(data[[v]]) & !(data[[v]] %in% c(-99, -97, -96))))
    cat(nrow(data), ncol(data))`;
  const rows = rowsOf('simulated-data.csv');
  assert.equal(run('Rscript', ['-e', script], cwd()).trim(), `${rows.length} ${Object.keys(rows[0]).length}`);
});

test('PSPP: import.sps labels the rows without a word of complaint; haven finds three missing codes and the words', () => {
  assert.doesNotMatch(run('pspp', ['-o', 'out.txt', 'import.sps'], cwd()), /error|warning/i);
  const script = `library(haven); ours <- read_sav("simulated-data.sav", user_na = TRUE); theirs <- read_sav("data.sav", user_na = TRUE); csv <- read.csv("simulated-data.csv")
    stopifnot(identical(names(ours), names(csv)), identical(names(theirs), names(csv)))
    for (v in names(csv)) stopifnot(identical(as.numeric(ours[[v]]), as.numeric(csv[[v]])), identical(as.numeric(theirs[[v]]), as.numeric(csv[[v]])))
    stopifnot(setequal(attr(ours$effect, "na_values"), c(-99, -97, -96)), setequal(attr(theirs$effect, "na_values"), c(-99, -97, -96)))
    cat(sum(is.na(read_sav("simulated-data.sav")$effect)), names(attr(ours$effect, "labels"))[1], sep = "|")`;
  const missing = rowsOf('simulated-data.csv').filter(({ effect }) => ['', '-99', '-97', '-96'].includes(effect)).length;
  const [count, label] = run('Rscript', ['-e', script], cwd()).split('|');
  assert.equal(Number(count), missing);
  assert.ok(label.length > 2 && !/^\d/.test(label));
});

test('Stata’s file keeps the three kinds of missing apart, as .a, .c and .d', () => {
  const script = `library(haven); d <- read_dta("simulated-data.dta"); csv <- read.csv("simulated-data.csv")
    same <- function(v, tag, code) sum(na_tag(d[[v]]) == tag, na.rm = TRUE) == sum(csv[[v]] == code, na.rm = TRUE)
    for (v in names(csv)[-1]) stopifnot(same(v, "a", -99), same(v, "c", -97), same(v, "d", -96))
    cat(nrow(d))`;
  assert.equal(run('Rscript', ['-e', script], cwd()), String(rowsOf('simulated-data.csv').length));
});

test('Python and pandas: whole numbers, words by the codebook, and the spreadsheet’s file holds words alone', () => {
  const script = `import json, runpy, pandas
b = runpy.run_path("import.py")
d = pandas.read_csv("simulated-data.csv", dtype="Int64")
assert len(b["data"]) == len(d) and list(b["data"][0]) == list(d.columns)
for name in d.columns[1:]:
    assert [None if pandas.isna(v) else int(v) for v in d[name]] == [row[name] for row in b["data"]], name
    words = b["answers"](name)
    assert sum(w is not None for w in words) == int((d[name].notna() & ~d[name].isin([-99, -97, -96])).sum()), name
e = pandas.read_csv("simulated-data-excel.csv", sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
print(json.dumps([len(d), len(e), len(e.columns) == len(d.columns), bool(e.iloc[:, 1:].stack().str.match(r"^-?\\\\d+$").all())]))`;
  const [rows, words, columns, numbersOnly] = JSON.parse(run('/usr/bin/python3', ['-c', script], { ...cwd(), maxBuffer: 1 << 26 }));
  assert.ok(rows > 4000 && words === rows && columns && !numbersOnly);
});

test('the Data Package and the DDI codebook know data.csv', () => {
  const { resources } = JSON.parse(text('datapackage.json'));
  const data = resources.find(({ name }) => name === 'data');
  assert.deepEqual(data.schema.missingValues.map(({ value }) => value), ['', '-99', '-97', '-96']);
  const rows = rowsOf('simulated-data.csv');
  assert.deepEqual(data.schema.fields.map(({ name }) => name), Object.keys(rows[0]));
  for (const { name, categories } of data.schema.fields) {
    const allowed = new Set(categories.map(({ value }) => String(value)));
    for (const row of rows) assert.ok(allowed.has(row[name]) || ['', '-99', '-97', '-96'].includes(row[name]), `${name}: ${row[name]}`);
  }
  const ddi = text('simulated-ddi-codebook.xml');
  assert.match(ddi, new RegExp(`<caseQnty>${rows.length}</caseQnty>`));
  assert.equal([...ddi.matchAll(/<var [^>]*files="F1"/g)].length, Object.keys(rows[0]).length - 1);
});
