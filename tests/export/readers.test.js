// SPDX-License-Identifier: MIT
// Tests: the bundle in the programs it is made for: R, PSPP, haven, Python, pandas and LibreOffice find the numbers that were released, and no others.
// Not tried: SPSS, Stata and Excel themselves, which are not to be had here.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { golden, makeBundle, program, run } from './bundle.js';

let bundle;
before(() => { bundle = makeBundle(); });
after(() => bundle.remove());

const cwd = (folder) => ({ cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
const shown = () => bundle.snapshot.tables.filter(({ released }) => released);
const total = () => shown().reduce((sum, { source, cells, refused, dont_know: dontKnow, unanswered }) => sum + cells.reduce((a, b) => a + b, 0)
  + (source === 'question' || source === 'matrix_row' ? refused + dontKnow + unanswered : ['learning', 'rise', 'change'].includes(source) ? unanswered : 0), 0);

test('R: import.R counts every released table as the snapshot does, and knows no withheld number', () => {
  const script = `source("import.R")
    for (item in unique(tables$item)) { t <- counts(item); cat(item, t$count, sep = "\\t"); cat("\\n") }
    cat("effect", sum(counts("effect")$share), round(counts("effect")$low[1], 6), round(counts("effect")$high[1], 6), sep = "\\t"); cat("\\n")
    cat(c(cross("effect", "role")), sep = "\\t"); cat("\\n")
    cat(codebook$label[codebook$variable == "effect"][1])`;
  const lines = run('Rscript', ['-e', script], cwd(bundle.folder)).trim().split('\n');
  const { tables } = bundle.snapshot;
  for (const [at, table] of tables.entries()) {
    assert.deepEqual(lines[at].split('\t'), [table.name, ...table.values.map((_, i) => (table.released ? String(table.cells[i]) : 'NA'))]);
  }
  // Wilson's interval of 29 among 313, as R's own prop.test(29, 313, correct = FALSE) gives it.
  assert.deepEqual(lines[tables.length].split('\t'), ['effect', '1', '0.065285', '0.129896']);
  assert.deepEqual(lines[tables.length + 1].split('\t'), ['16', '88', '84', 'NA', 'NA', 'NA']);
  assert.equal(lines[tables.length + 2], 'Mieux ou moins bien ?');
});

test('PSPP: import.sps runs without a word of complaint; haven reads what it saved, with labels', () => {
  const folder = bundle.copy('spss');
  const printed = run('pspp', ['-o', 'out.txt', 'import.sps'], cwd(folder));
  assert.doesNotMatch(printed, /error|warning/i);
  for (const name of ['tables', 'crossed', 'codebook']) assert.ok(existsSync(join(folder, `${name}.sav`)), name);
  const script = `library(haven); t <- read_sav("tables.sav"); c <- read_sav("crossed.sav"); b <- read_sav("codebook.sav")
    cat(nrow(t), sum(t$count, na.rm = TRUE), sum(is.na(c$count)), attr(t$count, "label"), names(attr(t$simulated, "labels")), "\\n", sep = "|")
    cat(sort(unique(b$code[b$category == "dont_know"])), sort(unique(b$code[b$missing == 1])), "\\n", sep = "|")
    cat(b$label[b$variable == "worries_errors"][1])`;
  const [first, codes, label] = run('Rscript', ['-e', script], cwd(folder)).split('\n');
  const rows = bundle.text('simulated-tables.csv').trim().split('\r\n').length - 1;
  const hidden = bundle.snapshot.crossed.reduce((sum, { released, cells, row_values: r, column_values: c }) => sum + (released ? cells.filter((cell) => cell === null).length : r.length * c.length), 0);
  assert.equal(first, `${rows}|${total()}|${hidden}|Personnes|non|oui|`);
  // Don't know is an answer; three codes are missing, which is all that SPSS can take.
  assert.equal(codes, '-98|-99|-97|-96|');
  assert.equal(label, 'Quelles inquiétudes ? — Erreurs');
});

test('--labelled: .sav and .dta hold the same cells with their labels, for haven; the manifest vouches for them; the same bytes each time', () => {
  const [labelled, again] = [makeBundle('--labelled'), makeBundle('--labelled')];
  try {
    const rows = bundle.text('simulated-tables.csv').trim().split('\r\n').length - 1;
    for (const [format, reader] of [['sav', 'read_sav'], ['dta', 'read_dta']]) {
      const script = `library(haven); t <- ${reader}("simulated-tables.${format}"); csv <- read.csv("simulated-tables.csv", encoding = "UTF-8")
        b <- ${reader}("simulated-codebook.${format}"); c <- ${reader}("simulated-crossed.${format}")
        cat(nrow(t), sum(t$count, na.rm = TRUE), sum(is.na(t$count)), attr(t$count, "label"), names(attr(t$simulated, "labels")), "\n", sep = "|")
        stopifnot(identical(as.numeric(t$count), as.numeric(csv$count)), identical(as.character(t$value), as.character(csv$value)), nrow(c) == 16)
        cat(as.character(b$label[b$variable == "worries_errors"][1]), sort(unique(as.numeric(b$code[b$missing == 1]))), sep = "|")`;
      const [first, second] = run('Rscript', ['-e', script], cwd(labelled.folder)).split('\n');
      const hidden = bundle.text('simulated-tables.csv').split('\r\n').filter((line) => line.endsWith(',withheld')).length;
      assert.equal(first, `${rows}|${total()}|${hidden}|Personnes|non|oui|`, format);
      assert.equal(second, 'Quelles inquiétudes ? — Erreurs|-99|-97|-96', format);
      for (const name of ['tables', 'crossed', 'codebook']) {
        const file = `simulated-${name}.${format}`;
        assert.deepEqual(readFileSync(join(labelled.folder, file)), readFileSync(join(again.folder, file)), `${file} differs from one run to the next`);
        assert.match(labelled.text('manifest.sha256'), new RegExp(`  ${file}\n`));
        assert.ok(labelled.text('README.md').includes(file));
      }
    }
    run('/usr/bin/python3', ['import.py'], cwd(labelled.folder));
    assert.equal(labelled.text('simulated-tables.csv'), bundle.text('simulated-tables.csv'));
  } finally {
    labelled.remove();
    again.remove();
  }
});

test('Python: import.py checks the manifest and counts as the snapshot does; one changed byte stops it', () => {
  const script = (folder) => `import runpy, json
b = runpy.run_path(${JSON.stringify(join(folder, 'import.py'))})
print(json.dumps({item: [row["count"] for row in b["counts"](item)] for item in dict.fromkeys(row["item"] for row in b["tables"])}))`;
  const counted = JSON.parse(run('/usr/bin/python3', ['-c', script(bundle.folder)]));
  for (const { name, values, released, cells } of bundle.snapshot.tables) assert.deepEqual(counted[name], released ? cells : values.map(() => null), name);
  const spoiled = bundle.copy('spoiled');
  appendFileSync(join(spoiled, 'simulated-tables.csv'), ' ');
  const { status, stderr } = spawnSync('/usr/bin/python3', ['-c', script(spoiled)], { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /ValueError: simulated-tables\.csv/);
});

test('pandas: whole numbers stay whole, nothing withheld becomes zero', () => {
  const script = `import pandas, json
t = pandas.read_csv("simulated-tables.csv", dtype={"count": "Int64", "code": "Int64"}, keep_default_na=False, na_values={"count": [""], "code": [""], "answered": [""], "others": [""]})
print(json.dumps([len(t), int(t["count"].sum()), int(t[t.state == "withheld"]["count"].count()), [int(code) for code in t[t.category == "dont_know"].code.unique()], t.columns[0]]))`;
  const [rows, sum, withheld, codes, first] = JSON.parse(run('/usr/bin/python3', ['-c', script], cwd(bundle.folder)));
  assert.equal(rows, bundle.text('simulated-tables.csv').trim().split('\r\n').length - 1);
  assert.equal(sum, total());
  assert.equal(withheld, 0);
  assert.deepEqual(codes, [-98]);
  assert.equal(first, 'simulated', 'a byte-order mark became part of the first name');
});

test('the spreadsheet’s file: a byte-order mark, semicolons, accents, nothing that would run, in headings either', () => {
  const script = `import csv, json
print(json.dumps([row for name in ("tables", "crossed", "codebook") for row in csv.reader(open(f"simulated-{name}-excel.csv", encoding="utf-8-sig", newline=""), delimiter=";")]))`;
  const rows = JSON.parse(run('/usr/bin/python3', ['-c', script], cwd(bundle.folder)));
  assert.equal(bundle.text('simulated-tables-excel.csv').codePointAt(0), 0xfeff);
  assert.ok(rows.some((row) => row.includes('Mieux ou moins bien ?')));
  const risky = rows.flat().filter((cell) => /^[\s\u00a0]*[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell));
  assert.deepEqual(risky, []);
});

test('Stata’s script names every file and every column, and holds no macro of the questionnaire’s', () => {
  const script = bundle.text('import.do');
  for (const name of ['tables', 'crossed', 'codebook']) {
    assert.match(script, new RegExp(`import delimited using \`"simulated-${name}\\.csv"'`));
    const [heading] = bundle.text(`simulated-${name}.csv`).split('\r\n');
    for (const column of heading.split(',')) assert.match(script, new RegExp(`^label variable ${column} `, 'm'));
  }
  // Outside of text a backquote or a dollar would be read as a macro.
  assert.doesNotMatch(script.replaceAll(/`"(?:(?!"').)*"'/g, ''), /[`$]/);
});

test('a bundle of a hostile questionnaire is still text to every reader', () => {
  const folder = bundle.copy('hostile');
  const questionnaire = join(folder, 'hostile.json');
  const nasty = ['=cmd|\'/c calc\'!A1', '"; system("touch owned"); "', '\'.\nHOST COMMAND=[\'touch owned\'].\n', '`touch owned` $(touch owned) "\' $owned', '</script><img src=x onerror=alert(1)>', '&lt;\u0001&'];
  writeFileSync(questionnaire, JSON.stringify({
    title: nasty.join(' '),
    elements: nasty.map((text, i) => ({ type: 'radiogroup', name: `q${i} =+"'\\ <x>`, title: text, choices: [1, 2].map((number) => ({ value: `${text.replaceAll('|', '/')}${number}`, text: `${text}${number}` })) })),
  }));
  run(program, ['simulate', questionnaire, '--survey', 'hostile', '--count', '60', '--seed', '1', '--out', join(folder, 'h.ballots')]);
  const policy = join(folder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ ...JSON.parse(readFileSync(join(golden, 'disclosure.json'), 'utf8')), survey: 'hostile', crossed: undefined }));
  const out = join(folder, 'out');
  run(program, ['export', questionnaire, join(folder, 'h.ballots'), '--survey', 'hostile', '--policy', policy, '--close', '--date', '2026-11-26', '--out', out, '--lang', 'en']);
  run('Rscript', ['-e', 'source("import.R"); stopifnot(nrow(counts(tables$item[1])) == 2)'], cwd(out));
  assert.doesNotMatch(run('pspp', ['-o', 'out.txt', 'import.sps'], cwd(out)), /error|warning/i);
  run('/usr/bin/python3', ['-c', 'import runpy; b = runpy.run_path("import.py"); assert len(b["counts"](b["tables"][0]["item"])) == 2'], cwd(out));
  assert.ok(!existsSync(join(out, 'owned')));
});

test('LibreOffice: the files for spreadsheets open as words and numbers, and a question that looks like a formula stays text', () => {
  const work = bundle.copy('calc');
  const survey = join(work, 'survey');
  cpSync(golden, survey, { recursive: true });
  const file = join(survey, 'questionnaire.json');
  const questionnaire = JSON.parse(readFileSync(file, 'utf8'));
  const asked = questionnaire.pages.flatMap(({ elements }) => elements).find(({ name }) => name === 'effect');
  asked.title = { default: '=1+2', fr: '=1+2', en: '=1+2' };
  writeFileSync(file, JSON.stringify(questionnaire));
  run(program, ['export', file, '--survey', 'golden', '--snapshot', 'snapshot-3.json', '--policy', 'disclosure.json', '--date', '2026-11-26', '--lang', 'fr', '--out', join(work, 'made')], { cwd: golden });
  const table = join(work, 'made', 'simulated-tables-excel.csv');
  // Separator ;, quote ", UTF-8, from line 1: what its own dialog proposes for a file with a byte-order mark.
  run('soffice', [`-env:UserInstallation=file://${join(work, 'profile')}`, '--headless', '--infilter=Text - txt - csv (StarCalc):59,34,76,1', '--convert-to', 'fods', '--outdir', work, table], { timeout: 120_000 });
  const sheet = readFileSync(join(work, 'simulated-tables-excel.fods'), 'utf8');
  assert.doesNotMatch(sheet, /table:formula=/);
  const cells = [...sheet.matchAll(/<table:table-cell[^>]*office:value-type="(\w+)"[^>]*>\s*<text:p>([^<]*)<\/text:p>/g)].map(([, kind, text]) => [kind, text]);
  const ours = cells.filter(([, text]) => /=1\+2/.test(text));
  assert.ok(ours.length > 0 && ours.every(([kind]) => kind === 'string'), JSON.stringify(ours));
  assert.ok(cells.some(([, text]) => text === 'Montré'), 'words of the page, accents whole');
  // Counts are numbers to add up: the released ones, each in its row.
  const numbers = cells.filter(([kind]) => kind === 'float').map(([, text]) => text.replace(/\s/g, ''));
  for (const { cells: counts } of shown()) for (const count of counts) assert.ok(numbers.includes(String(count)), String(count));
});
