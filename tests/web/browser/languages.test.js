// SPDX-License-Identifier: MIT
// Tests: a language is added by adding files. Arabic and Ukrainian are made here of the English words, letter by letter, with every plural form that
// their rules know, in a copy of the sources that is built and shown: direction, plurals, and nothing cut.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from '../drivers/index.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Inside the project, so that the copy finds the same packages. */
const copy = join(root, 'build/tests/languages');
const alphabets = { ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنه', uk: 'абвгдежзиіклмнопрстуфхцчшщ' };
const english = JSON.parse(readFileSync(join(root, 'content/locales/en.json'), 'utf8'));

/** The place after the brace that closes the one at `open`. */
function closing(text, open) {
  let depth = 0;
  for (let at = open; ; ++at) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) return at + 1;
  }
}

/** An ICU message of English in another language's letters; each plural has the forms of that language, each marked with its name. */
function translated(text, language) {
  const letters = (part) => part.replace(/[a-z]/gi, (letter) => alphabets[language][letter.toLowerCase().charCodeAt(0) - 97]);
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '{') {
      const end = text.indexOf('{', at) < 0 ? text.length : text.indexOf('{', at);
      out += letters(text.slice(at, end));
      at = end;
      continue;
    }
    const end = closing(text, at);
    const [, name, kind, branches] = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*,?([^]*))?\}$/.exec(text.slice(at, end));
    if (kind !== 'plural' && kind !== 'select') out += text.slice(at, end);
    else {
      const forms = {};
      for (let from = 0; ; ) {
        const open = branches.indexOf('{', from);
        if (open < 0) break;
        const stop = closing(branches, open);
        forms[branches.slice(from, open).trim()] = translated(branches.slice(open + 1, stop - 1), language);
        from = stop;
      }
      if (kind === 'plural')
        for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) forms[form] = `${forms.other}‹${form}›`;
      out += `{${name}, ${kind}, ${Object.entries(forms).map(([form, words]) => `${form} {${words}}`).join(' ')}}`;
    }
    at = end;
  }
  return out;
}

let browser;
let site;
before(async () => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const folder of ['web', 'content']) cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: (path) => !/node_modules|screenshots|integrations/.test(path) });
  mkdirSync(join(copy, 'src/base'), { recursive: true });
  cpSync(join(root, 'src/base/error_codes.def'), join(copy, 'src/base/error_codes.def'));
  for (const language of Object.keys(alphabets)) {
    const words = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, translated(text, language)]));
    writeFileSync(join(copy, `content/locales/${language}.json`), JSON.stringify(words));
  }
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: join(copy, 'web'), stdio: ['ignore', 'ignore', 'inherit'] });
  const file = join(copy, 'dist/content/ai-in-care/widget.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), languages: ['ar', 'uk', 'fr', 'en'], collect: { kind: 'device' } }));
  site = await serve(join(copy, 'dist'));
  browser = await engines.chromium.launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(copy, { recursive: true, force: true });
});

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

for (const [language, direction] of [['ar', 'rtl'], ['uk', 'ltr']]) {
  /** As the page says it; parameters by name. */
  const said = (key, start = 12) => translated(english[key].split('{')[0], language).trim().slice(0, start);

  test(`${language}: from the first screen to the kept ballot in its words, ${direction}, nothing cut at 320 px, no violation`, async () => {
    const page = await browser.page({ locale: language, width: 320, height: 740 });
    const reads = (text) => until(async () => (await page.text()).includes(text), async () => `“${text}” is not on the page: ${await page.text()}`);
    const judge = async () => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), await page.text());
      const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
    };
    try {
      await page.open(`${site.url}embed.html?lang=${language}`);
      await reads(said('widget.panel_participation'));
      const widget = await page.evaluate(() => { const one = document.querySelector('triptych-widget'); return [one.lang, one.shadowRoot.querySelector('.widget').dir]; });
      assert.deepEqual(widget, [language, direction]);
      // Eight minutes: a plural of that language's own.
      await reads(`‹${new Intl.PluralRules(language).select(8)}›`);
      await judge();
      await page.click('.door.main');
      await reads(said('widget.notice'));
      await judge();
      await page.click('.actions .primary');
      await page.waitFor('.screen.question form');
      await judge();
      await page.click('fieldset.question input[type=radio]');
      await page.click({ role: 'button', name: translated(english['question.finish'], language) });
      await page.waitFor('.screen.review');
      await judge();
      await page.click({ role: 'button', name: translated(english['ballot.done'], language) });
      await reads(said('ballot.kept_title'));
      await judge();
      assert.deepEqual(page.problems.filter((problem) => !/404/.test(problem)), []);
    } finally {
      await page.close();
    }
  });
}

test('triptych check names what the survey itself lacks in a new language, place by place', () => {
  const survey = join(copy, 'content/ai-in-care');
  const file = join(survey, 'widget.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), languages: ['fr', 'en', 'uk'] }));
  const { status, stdout, stderr } = spawnSync(join(root, 'build/native/triptych'), ['check', survey, '--lang', 'en'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, 'visitors read another language meanwhile: no error');
  const said = stdout + stderr;
  assert.match(said, /questionnaire\.json:\d+:\d+: warning: This text is missing in “uk”/);
  assert.match(said, /explainers\/diagnosis\.json:\d+:\d+: warning: This text is not translated \(uk\)/);
  assert.doesNotMatch(said, /missing in “(?:fr|en)”|not translated \((?:fr|en)\)/);
});
