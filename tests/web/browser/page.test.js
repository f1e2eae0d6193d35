// SPDX-License-Identifier: MIT
// Tests: the widget in pages that are not ours: one script tag, other people's styles, no scripts, spoiled files, denied storage.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { turnTo } from '../journey/ax/record.js';
import { Visitor } from '../journey/visitor.js';
import { startStatic } from './site.js';

let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(() => browser.close());

/** A site, a visitor on it, and nothing left behind. */
async function visit({ language = 'fr', arrive = true, forgives = /$^/, visitor: options = {}, ...site }, act) {
  const started = await startStatic(site);
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', width: 1280, ...options });
  try {
    const visitor = new Visitor(page, language);
    if (arrive) await visitor.arrive(started.url);
    await act({ page, visitor, site: started, t: words(language) });
    assert.deepEqual(page.problems.filter((problem) => !forgives.test(problem)), []);
  } finally {
    await page.close();
    await started.close();
  }
}

const inWidget = (page, script) => page.evaluate(`(() => { const root = document.querySelector('triptych-widget').shadowRoot; return (${script}); })()`);
const snippet = /<script src="triptych\.js" async><\/script>/;

test('the snippet twice, in any place, makes one widget and no global', () => visit({
  page: (html) => html.replace(snippet, '').replace('</main>', '<script src="triptych.js"></script></main><script src="triptych.js" async></script>'),
  visitor: { before: () => { window.before = new Set(Object.getOwnPropertyNames(window)); } },
}, async ({ page }) => {
  assert.equal(await page.evaluate(() => document.querySelectorAll('script[data-triptych]').length), 1);
  const made = await page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !window.before.has(name) && !/^(before|__pw|\d+$)/.test(name)));
  // Lit counts its own versions; nothing else may stand in the page's window.
  assert.deepEqual(made.filter((name) => !/^(lit\w+Versions|reactiveElementVersions|litPropertyMetadata)$/.test(name)), []);
}));

test('an element that is added later starts by itself; one that moves keeps its answers', () => visit({}, async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await page.evaluate(() => { const frame = document.createElement('div'); document.querySelector('main').append(frame); frame.append(document.querySelector('triptych-widget')); });
  await page.waitFor('fieldset.question input:checked');
  await page.evaluate(() => { sessionStorage.clear(); const other = document.createElement('triptych-widget'); other.setAttribute('src', 'content/ai-in-care/widget.json'); document.querySelector('triptych-widget').replaceWith(other); });
  await page.waitFor('.screen.home .door');
}));

test('where an optimiser renames the script, data-base says where the files are', () => visit({
  page: (html) => html.replace(snippet, '<script src="bundle.js" async></script>').replace('<triptych-widget ', '<triptych-widget data-base="./" '),
  first(request, response) {
    if (!request.url.endsWith('/bundle.js')) return false;
    // Merged with another script and run late: there is no current script any more.
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(`setTimeout(() => { ${readFileSync(join(process.cwd(), 'dist/triptych.js'), 'utf8')} }, 50);`);
    return true;
  },
}, async ({ page }) => { await page.waitFor('.screen.home .door'); }));

test('with scripts off the page’s own words are there', () => visit({ arrive: false, visitor: { javaScriptEnabled: false } }, async ({ page, site }) => {
  await page.open(site.url);
  assert.match(await page.page.textContent('triptych-widget'), /contact@association\.example/);
  assert.ok(await page.page.isVisible('triptych-widget p'));
}));

test('a single changed byte of a script is refused, and the page’s own words stay', () => visit({ arrive: false, forgives: /integrity|refused/ }, async ({ page, site }) => {
  const assets = join(site.folder, 'assets');
  const widget = join(assets, readdirSync(assets).find((file) => /^widget-.*\.js$/.test(file)));
  writeFileSync(widget, `${readFileSync(widget, 'utf8')} `);
  await page.open(site.url);
  await until(() => page.problems.some((problem) => /refused/.test(problem)), () => 'the changed script ran');
  assert.ok(await page.page.isVisible('triptych-widget p'));
}));

test('a changed module of WebAssembly is refused: the first screen says so calmly', () => visit({ arrive: false, forgives: /./ }, async ({ page, visitor, site }) => {
  const assets = join(site.folder, 'assets');
  const module = join(assets, readdirSync(assets).find((file) => /^survey-first-.*\.wasm$/.test(file)));
  writeFileSync(module, Buffer.concat([readFileSync(module), Buffer.from([0])]));
  await page.open(site.url);
  await visitor.reads('widget.engine_unavailable');
}));

const isWhole = ({ url }) => /\/survey-[\w-]{8}\.wasm$/.test(url);
const checked = (page) => inWidget(page, '[...root.querySelectorAll("fieldset.question input:checked")].map(({ value, name }) => name + value).join()');

test('what a visitor answers before the whole engine is there stays as it stands, and the whole knows of it', () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  let asked = false;
  return visit({
    first(request, response) {
      if (!isWhole(request)) return false;
      asked = true;
      held.then(() => response.writeHead(200, { 'content-type': 'application/wasm' }).end(readFileSync(join(process.cwd(), 'dist', request.url.replace('/a/b/', '')))));
      return true;
    },
  }, async ({ page, visitor }) => {
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    const given = await checked(page);
    assert.notEqual(given, '');
    await visitor.press('question.next');
    await until(() => asked, () => 'the whole engine was not asked for');
    assert.equal(await checked(page), given);
    assert.equal(await page.has('.note.problem'), false);
    const before = await page.text();
    release();
    await until(async () => (await page.text()) !== before, () => 'the next page did not come');
    await visitor.turns(() => visitor.press('question.previous'));
    assert.equal(await checked(page), given);
  });
});

test('where the whole engine does not come the page says so; the next step finds everything that was said', () => {
  let reachable = false;
  return visit({
    forgives: /503|integrity|failed to fetch/i,
    first(request, response) {
      if (reachable || !isWhole(request)) return false;
      response.writeHead(503).end();
      return true;
    },
  }, async ({ page, visitor }) => {
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.reads('widget.unavailable');
    const given = await checked(page);
    assert.notEqual(given, '', 'the answer is still on screen');
    reachable = true;
    await visitor.turns(() => visitor.press('question.next'));
    assert.equal(await page.has('.note.problem'), false);
    await visitor.turns(() => visitor.press('question.previous'));
    assert.equal(await checked(page), given);
  });
});

test('a server that knows no .wasm is good enough', () => visit({
  first(request, response) {
    if (!request.url.endsWith('.wasm')) return false;
    response.setHeader('content-type', 'text/plain');
    return false;
  },
}, async ({ visitor, page }) => {
  await visitor.beginsToAnswer();
  await page.waitFor('fieldset.question input');
}));

test('the first screen is drawn before the engine is there; a door waits for it', () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  return visit({
    first(request, response) {
      if (!request.url.includes('/survey-') || !request.url.endsWith('.wasm')) return false;
      held.then(() => response.writeHead(200, { 'content-type': 'application/wasm' }).end(readFileSync(join(process.cwd(), 'dist', request.url.replace('/a/b/', '')))));
      return true;
    },
  }, async ({ page, visitor }) => {
    assert.ok(await page.has('.screen.home .door'));
    await visitor.enter('participation');
    await visitor.press('widget.begin');
    await visitor.reads('widget.loading');
    release();
    await page.waitFor('fieldset.question input');
  });
});

// Before the first release there is no snapshot: a plain server answers 404.
test('the page keeps its focus until the visitor acts; then each screen’s heading has it', () => visit({ forgives: /404/ }, async ({ page, visitor }) => {
  await page.page.waitForLoadState('networkidle');
  assert.equal(await page.evaluate(() => document.activeElement === document.body && scrollY === 0), true);
  for (const panel of ['confiance', 'engagement', 'participation']) {
    await visitor.enter(panel);
    await until(() => inWidget(page, 'root.activeElement?.id === "heading"'), () => `${panel}: the heading has not the focus`);
  }
}));

test('an error summary has the focus and leads to its question', () => visit({ survey: 'every-question' }, async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.press('question.next');
  await page.waitFor('.error-summary');
  assert.equal(await inWidget(page, 'root.activeElement.id'), 'errors');
  const before = page.page.url();
  await page.click('.error-summary a');
  assert.equal(await inWidget(page, 'root.activeElement.type'), 'radio');
  assert.equal(page.page.url(), before, 'the address of the page is not ours to change');
  const described = await inWidget(page, 'root.activeElement.closest("fieldset").getAttribute("aria-describedby").split(" ").map((id) => root.getElementById(id)?.textContent.trim()).every(Boolean)');
  assert.equal(described, true, 'what describes the question is there');
}));

test('other people’s styles do not reach in, and ours do not reach out', () => visit({
  page: (html) => html.replace('</head>', '<link rel="stylesheet" href="hostile.css"></head>'),
  first(request, response) {
    if (!request.url.endsWith('/hostile.css')) return false;
    response.writeHead(200, { 'content-type': 'text/css' }).end(`
      html { font-size: 62.5%; }
      * { box-sizing: content-box !important; margin: 3px !important; text-transform: uppercase; }
      button { display: none !important; } fieldset { border: 9px solid red !important; } h1, h2, p { font-size: 7px !important; }`);
    return true;
  },
}, async ({ page, visitor }) => {
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('footer p')).fontSize), '7px');
  const size = (css) => inWidget(page, `parseFloat(getComputedStyle(root.querySelector('${css}')).fontSize)`);
  assert.ok((await size('.why')) >= 18);
  assert.ok((await size('.title')) >= 20);
  await visitor.beginsToAnswer();
  assert.equal(await inWidget(page, 'getComputedStyle(root.querySelector("fieldset")).borderTopWidth'), '0px');
}));

test('heading level, line height and letter spacing follow the page', () => visit({
  survey: 'every-question',
  page: (html) => html.replace('heading-level="1"', 'heading-level="3"').replace('</head>', '<link rel="stylesheet" href="spacing.css"></head>'),
  first(request, response) {
    if (!request.url.endsWith('/spacing.css')) return false;
    response.writeHead(200, { 'content-type': 'text/css' }).end('main { line-height: 2; letter-spacing: 0.12em; word-spacing: 0.16em; }');
    return true;
  },
}, async ({ page, visitor }) => {
  assert.equal(await inWidget(page, 'root.getElementById("heading").localName'), 'h3');
  await visitor.beginsToAnswer();
  const styles = await inWidget(page, '[".hint", ".choice span", ".primary", ".question-title"].map((css) => { const style = getComputedStyle(root.querySelector(css)); return [css, parseFloat(style.letterSpacing) / parseFloat(style.fontSize), parseFloat(style.lineHeight) / parseFloat(style.fontSize)]; })');
  for (const [css, spacing, height] of styles) {
    assert.ok(spacing > 0.07, `${css}: letters ${spacing}`);
    assert.ok(height >= 1.25, `${css}: lines ${height}`);
  }
  assert.ok(styles[0][2] >= 1.95, 'text is as loose as the page’s');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
}));

test('the theme of widget.json is worn, and the page’s own rule wins over it', () => visit({
  visitor: { reducedMotion: 'reduce' },
  widget: { theme: { accent: '#4a148c', radius: '0px', surface: 'url(https://elsewhere.example/x)' } },
}, async ({ page }) => {
  assert.equal(await inWidget(page, 'getComputedStyle(root.querySelector(".door.main")).backgroundColor'), 'rgb(74, 20, 140)');
  assert.equal(await inWidget(page, 'getComputedStyle(root.querySelector(".door.main")).borderTopLeftRadius'), '0px');
  assert.equal(await inWidget(page, 'getComputedStyle(root.host).getPropertyValue("--triptych-surface")'), '', 'a theme fetches nothing');
  await page.evaluate(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('triptych-widget { --triptych-accent: #004d40; }'); document.adoptedStyleSheets.push(sheet); });
  assert.equal(await inWidget(page, 'getComputedStyle(root.querySelector(".door.main")).backgroundColor'), 'rgb(0, 77, 64)');
}));

test('without a controller it is a demonstration, and nothing is sent', () => visit({ widget: { controller: undefined, simulated: false } }, async ({ visitor, site }) => {
  await visitor.reads('widget.demonstration');
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.reads('ballot.title_nothing');
  await visitor.press('ballot.done');
  await visitor.reads('ballot.kept_nothing');
  assert.deepEqual(site.posted, []);
}));

test('“anonymous” is said only where somebody judged it, by name and day', async () => {
  await visit({ language: 'en' }, async ({ visitor, page }) => {
    await visitor.enter('participation');
    await visitor.reads('widget.notice_nameless');
    assert.doesNotMatch(await page.text(), /anonym/i);
  });
  const judged = { anonymity: { judged_by: 'Dr A. Judge', date: '2026-11-02', criteria: {} } };
  await visit({ language: 'en', first(request, response) {
    if (!request.url.endsWith('/disclosure.json')) return false;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(judged));
    return true;
  } }, async ({ visitor }) => {
    await visitor.enter('participation');
    await visitor.reads('notice.anonymous', { by: 'Dr A. Judge', date: 'November 2, 2026' });
  });
});

test('before any answer: who asks, what for, what leaves, where, how long, what cannot be undone, adults only', () => visit({}, async ({ visitor, page, t }) => {
  await visitor.enter('participation');
  const text = await page.text('.facts');
  for (const needed of ['contact@association.example', 'dpo@association.example', 'Ensemble pour nos soins', '30', t('widget.notice_what'), t('widget.notice_then')]) assert.ok(text.includes(needed), `${needed} is not in: ${text}`);
  assert.equal(await inWidget(page, 'root.querySelectorAll(".facts dt").length'), 5);
  assert.match(t('widget.notice_then'), /retirer.*adultes/);
}));

test('where storage is denied the page says so and goes on', () => visit({ visitor: { before: () => {
  for (const area of ['sessionStorage', 'localStorage']) Object.defineProperty(window, area, { get() { throw new DOMException('denied', 'SecurityError'); } });
  Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
} }, collector: () => [503, ''], forgives: /503/ }, async ({ visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.reads('widget.keep_memory');
  await visitor.press('question.finish');
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_memory');
}));

test('keeping on the device is a choice: the answers are there in another tab', () => visit({}, async ({ visitor, page, site }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.page.getByLabel(visitor.t('widget.keep_device')).check();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  const other = await page.context.newPage();
  await other.goto(site.url);
  await other.getByText(visitor.t('ballot.resumed')).waitFor();
  await other.getByRole('button', { name: visitor.t('widget.erase') }).click();
  await other.getByRole('button', { name: visitor.t('widget.erase_yes') }).click();
  await other.getByText(visitor.t('widget.erased')).waitFor();
  assert.equal(await other.evaluate(() => Object.values(localStorage).join('').includes('comfort')), false);
}));

test('a ballot that the collector refuses for good stays, and the page says why', () => visit({ collector: () => [410, ''], forgives: /410/ }, async ({ visitor, site }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.press('ballot.send');
  await visitor.reads('ballot.refused_title');
  assert.equal(site.posted.length, 1);
}));

test('an answer of 200 with a page is no receipt: the ballot waits', () => visit({ collector: () => [200, '<html>Sign in to the wifi</html>'] }, async ({ visitor, page }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'the answers themselves are gone');
  await visitor.press('widget.erase');
  await visitor.press('widget.erase_yes');
  const left = () => page.evaluate(() => new Promise((resolve) => {
    const open = indexedDB.open('triptych');
    open.onsuccess = () => {
      const all = open.result.transaction('letters').objectStore('letters').getAll();
      all.onsuccess = () => { open.result.close(); resolve(all.result.length); };
    };
  }));
  await until(async () => (await left()) === 0, () => 'a ballot is left on the device');
}));

test('the receipt holds words and a week, and no other number', () => visit({}, async ({ visitor, page, site }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.sends();
  assert.equal(site.posted.length, 1);
  const numbers = (await page.text('.screen.receipt')).match(/\d+/g);
  assert.equal(numbers.length, 2, `${numbers}: the week and its year`);
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
}));

test('events: every field of each is known, none holds an answer, a count, a ballot or a time', () => visit({ forgives: /404/, visitor: { before: () => {
  window.heard = [];
  for (const name of ['ready', 'step', 'submitted', 'error']) document.addEventListener(`triptych-${name}`, (event) => window.heard.push([name, event.detail, event.composed]));
} } }, async ({ visitor, page }) => {
  await visitor.enter('engagement');
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.sends();
  const heard = await page.evaluate(() => window.heard);
  const fields = { ready: { survey: 'string' }, step: { survey: 'string', screen: 'string', page: 'number' }, submitted: { survey: 'string' }, error: { survey: 'string', code: 'string' } };
  for (const [name, detail, composed] of heard) {
    assert.equal(composed, true);
    assert.deepEqual(Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, typeof value])), fields[name], name);
  }
  assert.deepEqual([...new Set(heard.map(([name]) => name))].sort(), ['ready', 'step', 'submitted']);
}));

test('the organizer’s HTML is cleaned: words and links stay, nothing runs', () => visit({ survey: 'every-question', language: 'en', forgives: /inline event handler|404/ }, async ({ visitor, page }) => {
  await visitor.beginsToAnswer();
  await turnTo(visitor, 'shown');
  await page.waitFor('.prose b');
  const html = await inWidget(page, 'root.querySelector(".prose").innerHTML');
  assert.doesNotMatch(html, /<script|onerror|javascript:/i);
  assert.match(html, /<a [^>]*rel="noopener noreferrer"/);
  assert.match(await page.text('.screen'), new RegExp(words('en')('notice.unsupported').slice(0, 30)));
}));

test('“other” opens a field that says it stays, and what is written there never leaves', () => visit({ survey: 'every-question', language: 'en', widget: { collect: { kind: 'triptych', url: '../../ballots' }, retention: { days: 30 } } }, async ({ visitor, page, site }) => {
  await visitor.beginsToAnswer();
  await page.click({ css: '.choice', nth: 2 });
  await page.waitFor('.besides textarea');
  await visitor.reads('question.stays');
  await page.type('.besides textarea', 'a rare disease');
  await visitor.press('question.finish');
  await visitor.sends();
  assert.equal(site.posted.length, 1);
  const sent = Buffer.from(site.posted[0], 'base64url').toString('latin1') + site.posted[0];
  assert.doesNotMatch(sent, /rare|disease/);
}));

test('a ranking is made with buttons: the line keeps the focus, the order is said', () => visit({ survey: 'every-question', language: 'en' }, async ({ visitor, page }) => {
  await visitor.beginsToAnswer();
  await turnTo(visitor, 'ranking');
  await visitor.press('rank.down', { item: 'Safety' });
  assert.deepEqual(await inWidget(page, '[...root.querySelectorAll(".rank-text")].map((line) => line.textContent)'), ['Speed', 'Safety', 'Human contact']);
  await until(() => inWidget(page, 'root.activeElement?.textContent.includes("Safety")'), () => 'the focus is lost');
  assert.equal((await inWidget(page, 'root.querySelector(".ranking ~ [role=status]").textContent')), words('en')('rank.place', { item: 'Safety', place: 2, total: 3 }));
}));

test('right to left: the direction is the language’s, and nothing is cut', () => visit({ survey: 'every-question', arrive: false, visitor: { width: 360, height: 740 } }, async ({ visitor, page, site }) => {
  await page.open(site.url);
  await page.click({ role: 'button', name: 'العربية' });
  await until(() => inWidget(page, 'root.querySelector(".widget").dir === "rtl"'), () => 'the direction is still left to right');
  assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').lang), 'ar');
  const english = new Visitor(page, 'en');
  await english.beginsToAnswer();
  const [input, label] = await inWidget(page, '["input", "span"].map((part) => root.querySelector(`.choice ${part}`).getBoundingClientRect().left)');
  assert.ok(input > label, 'the field stands right of its words');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.match(await page.text('.question-title'), /[\u0600-\u06ff]/);
}));

test('the three questions print alone, and the page comes back', () => visit({ forgives: /404/, visitor: { before: () => { window.print = () => { window.printing = true; }; } } }, async ({ visitor, page }) => {
  await visitor.enter('engagement');
  await page.waitFor('#ask');
  await visitor.press('results.print');
  assert.equal(await page.evaluate(() => window.printing), true);
  await page.page.emulateMedia({ media: 'print' });
  const shown = async (css) => inWidget(page, `root.querySelector('${css}').checkVisibility()`);
  assert.equal(await shown('#ask ol'), true);
  for (const css of ['#heading', '.cards', '.foot', '#ask button']) assert.equal(await shown(css), false, css);
  assert.equal(await page.evaluate(() => document.querySelector('footer p').checkVisibility()), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.page.emulateMedia({ media: 'screen' });
  assert.equal(await shown('.cards'), true);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
}));

test('the host’s lang attribute changes the language and keeps the answers', () => visit({}, async ({ visitor, page }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await page.evaluate(() => { document.querySelector('triptych-widget').lang = 'en'; });
  await new Visitor(page, 'en').reads('question.finish');
  await page.waitFor('fieldset.question input:checked');
}));

test('motion is still where the visitor asks for it', () => visit({ visitor: { reducedMotion: 'reduce' } }, async ({ page }) => {
  assert.equal(await inWidget(page, '[...root.querySelectorAll("*")].every((element) => getComputedStyle(element).transitionDuration === "0s")'), true);
}));
