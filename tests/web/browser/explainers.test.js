// SPDX-License-Identifier: MIT
// Tests: every explainer but the pattern (explainer.test.js) as a visitor meets it: its numbers, its words, and nothing out of reach.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { words } from '../drivers/words.js';
import { overflow, startPanels, violations } from './panels.js';

const read = (path) => JSON.parse(readFileSync(new URL(`../../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const files = read('widget.json').explainers.filter((id) => id !== 'diagnosis').map((id) => read(`explainers/${id}.json`));
const tag = 'triptych-explainer';
let panels;
before(async () => { panels = await startPanels(); });
after(() => panels.close());

const go = async (page, steps) => {
  for (let passed = 0; passed < steps; passed += 1) await page.evaluate(() => window.panel.next());
  await page.evaluate(() => window.panel.updateComplete);
};
const say = (text, language) => text[language] ?? text.default;
const plain = (text) => text.replace(/\s+/g, ' ').trim();

/** What the sentence says at presets, by the reference values that the models' own tests hold; of one preset, by the parts shown. */
const all = (t, ...said) => said.map(([key, numbers]) => t(`explainer.${key}`, numbers)).join(' ');
const groups = (a, b, overall) => (t) => all(t, ['learning.groups', { a, b }], ['learning.mean', { overall, gap: a === b ? 'no' : 'yes' }]);
const helped = (a, b) => (t) => all(t, ['learning.helped', { a, b }], ['learning.fair', { fair: 10 }]);
const scores = (found, missed, alarms, cost, best) => (t) => all(t, ['deciding.scores', { found, missed, alarms }], ['deciding.ill', { people: 100, ill: 10 }], ['deciding.best', { cost, best }]);
const team = (right) => (t) => all(t, ['deciding.team', { cases: 100, right }], ['deciding.alone', { ai: 90, human: 80 }]);
const avoided = (harmed) => (t) => all(t, ['treatment.groups', { low: 10, middle: 25, high: 75 }], ['treatment.of', { people: 1000, harmed }]);
const policies = (errors) => (t) => all(t, ['treatment.policies', { errors }], ['treatment.others', { people: 1000, nobody: 110, everybody: 102.5, personalised: 97.5 }]);
const waits = (before, urgent, others, missed, ...more) => (t) => all(t, ['pathways.said', { urgent, others }], ['pathways.compared', { missed, before }], ...more);
const crowd = (people, profiles, alone, below) => (t) => all(t, ['anonymity.crowd', { alone }], ['anonymity.profiles', { people, profiles, below, k: 5 }]);
const cells = (least, hidden, companions, found) => (t, parts) => (parts.includes('small')
  ? all(t, ['anonymity.small', { hidden, found }], ['anonymity.small_means', { least }], ['anonymity.from_totals'])
  : all(t, ['anonymity.cells', { hidden, companions, found: 0 }], ['anonymity.small_means', { least }]));
const twice = (arrived, verdict, batch) => (t) => all(t, [`anonymity.${verdict}`, { batch }], ['anonymity.twice', { arrived }]);
const coin = (said, changed, estimate, low, high) => (t) => all(t, ['anonymity.estimate', { people: 100, estimate }], ['anonymity.in_truth', { low, high, truth: 81 }], ['anonymity.coin', { said, changed }]);

const references = {
  learning: {
    few_of_b: groups(86, 77, 85),
    one_of_b: groups(86, 75, 85),
    some_of_b: groups(85, 81, 85),
    half_of_b: groups(84, 84, 84),
    cost: helped(17, 3),
    fair: helped(10, 10),
  },
  deciding: {
    middle: scores(8, 2, 14, 1, 2.1),
    careful: scores(9, 1, 28, 1, 2.1),
    quiet: scores(5, 5, 2, 1, 2.1),
    weigh: scores(8, 2, 14, 10, 0.9),
    blind: team(90),
    trusting: team(89),
    checking: team(94),
    ignoring: team(80),
  },
  treatment: {
    opening: (t, parts) => (parts.includes('policies') ? policies(101)(t) : avoided(20)(t)),
    no_harm: avoided(0),
    no_errors: policies(97.5),
    many_errors: policies(106.3),
  },
  pathways: {
    good: waits(48, 12, 57, 62),
    misses: waits(48, 27, 53, 58),
    noisy: waits(48, 20, 55, 99),
    coin: waits(48, 48, 48, 86),
    one_more: waits(6, 3, 6, 7),
    nearly_full: waits(188, 33, 226, 250),
    quiet: waits(9, 4, 10, 11),
    too_many: (t) => all(t, ['pathways.grows'], ['pathways.no_mean']),
    capped: waits(48, 12, 57, 62, ['pathways.limit']),
  },
  // Of the people that the model draws; explainers_anonymity_test.cpp holds the same numbers.
  anonymity: {
    one: crowd(35, 4, 0, 0),
    two: crowd(35, 8, 0, 15),
    three: crowd(35, 80, 19, 35),
    many: crowd(500, 80, 0, 65),
    eleven: cells(11, 2, 2, 2),
    five: cells(5, 1, 3, 1),
    one_more: twice(1, 'too_few', 11),
    enough: twice(15, 'allowed', 11),
    no_batch: twice(1, 'one_category', 1),
    half: coin(66, 23, 82, 63, 100),
    mostly: coin(79, 8, 89, 77, 100),
    always: coin(81, 0, 81, 73, 89),
  },
};

const visit = (file, properties, options, act) => panels.visit(tag, { file, alone: true, ...properties }, options, act);

for (const file of files) {
  const visit = (properties, options, act) => panels.visit(tag, { file, alone: true, level: 'full', ...properties }, options, act);
  const steps = file.steps.length + 1;

  for (const language of ['fr', 'en']) {
    test(`${file.id}, ${language}: the sentence at each preset says the reference values`, () => visit({ review: true }, { language }, async ({ page, panel }) => {
      const seen = new Set();
      for (let step = 0; step < file.steps.length; step += 1) {
        for (const preset of file.presets.filter(({ id }) => file.steps[step].presets.includes(id))) {
          await panel.locator('.preset', { hasText: say(preset.label, language) }).first().click();
          assert.equal(plain(await panel.locator('.said').innerText()), plain(references[file.id][preset.id](words(language), file.steps[step].show)), preset.id);
          seen.add(preset.id);
        }
        await go(page, 1);
      }
      assert.deepEqual([...seen].toSorted(), Object.keys(references[file.id]).toSorted(), 'a preset of the file is offered nowhere, or has no reference');
    }));
  }

  test(`${file.id}: no number, sentence or label is missing at the ends of any slider`, () => visit({}, { language: 'en' }, async ({ page, panel }) => {
    for (let step = 0; step < file.steps.length; step += 1) {
      for (const name of file.steps[step].controls) {
        for (const end of ['min', 'max']) {
          await panel.locator(`#${name}`).evaluate((slider, which) => {
            slider.value = slider[which];
            slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
          }, end);
          assert.ok((await panel.locator('.said').innerText()).length > 20, `${name} at ${end}`);
          assert.doesNotMatch(await panel.evaluate((element) => element.shadowRoot.textContent), /NaN|undefined|Infinity|∞|\[object/, `${name} at ${end}`);
        }
      }
      await go(page, 1);
    }
  }));

  test(`${file.id}: what nobody has signed is unseen; review shows it`, async () => {
    const unsigned = [...file.presets, ...file.facts, ...file.checks.map((check) => ({ ...check, id: `check ${check.form}`, text: check.title }))].filter(({ evidence, review }) => ['S2', 'K'].includes(evidence) && !review);
    const text = async (page, panel) => {
      const texts = [];
      for (let step = 0; step < steps; step += 1) {
        texts.push(await panel.evaluate((element) => element.shadowRoot.textContent));
        await go(page, 1);
      }
      return plain(texts.join('\n'));
    };
    await visit({}, {}, async ({ page, panel }) => {
      const shown = await text(page, panel);
      for (const { id, label, text: fact } of unsigned) assert.ok(!shown.includes(plain((label ?? fact).default)), `${id} is shown unsigned`);
      assert.match(shown, new RegExp(plain(words('fr')('explainer.simplified'))));
    });
    await visit({ review: true }, {}, async ({ page, panel }) => {
      const shown = await text(page, panel);
      for (const { id, label, text: fact } of unsigned) assert.ok(shown.includes(plain((label ?? fact).default)), `${id} is not shown for review`);
    });
  });

  test(`${file.id}: each answer to a check question has its own feedback; nothing leaves`, () => visit({}, {}, async ({ page, panel }) => {
    const sent = [];
    page.on('request', (request) => sent.push(request.url()));
    await go(page, steps - 1);
    for (const check of file.checks.filter(({ evidence, review }) => !['S2', 'K'].includes(evidence) || review)) {
      for (const choice of check.choices) {
        const question = panel.locator('.question', { hasText: plain(check.title.default) });
        await question.getByRole('radio', { name: choice.text.default, exact: true }).click();
        assert.equal(plain(await question.locator('.feedback').innerText()), plain(choice.feedback.default));
        assert.equal(await question.locator('.feedback').getAttribute('data-right'), String(choice.value === check.correct));
      }
    }
    assert.deepEqual(sent, []);
  }));

  test(`${file.id}: every fact has its source; pictures have a text`, () => visit({}, {}, async ({ page, panel }) => {
    for (let step = 0; step < file.steps.length; step += 1) {
      for (const item of await panel.locator('.findings li').all()) assert.ok((await item.locator('a[href^="http"]').count()) > 0, await item.innerText());
      for (const picture of await panel.locator('.pictures svg:not([aria-hidden=true])').all()) assert.ok((await picture.locator(':scope > title').textContent()).length > 10);
      await go(page, 1);
    }
  }));

  test(`${file.id}: at 320 px nothing is cut off, and every target is 44 px or more`, () => visit({}, { width: 320, height: 740, hasTouch: true }, async ({ page, panel }) => {
    for (let step = 0; step < steps; step += 1) {
      assert.ok((await overflow(page)) <= 0, `step ${step + 1} scrolls sideways`);
      assert.equal(await panel.locator('.scroll').evaluateAll((tables) => tables.filter((table) => table.scrollWidth > table.clientWidth).length), 0, `step ${step + 1}: a total is out of sight`);
      const small = await panel.locator('button, summary, .choice, input[type=range]').evaluateAll((targets) => targets.filter((target) => target.checkVisibility()).flatMap((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 44 || height < 44 ? [`${target.className || target.tagName} ${width}×${height}`] : [];
      }));
      assert.deepEqual(small, [], `step ${step + 1}`);
      await go(page, 1);
    }
  }));

  test(`${file.id}: axe finds nothing on any step, light, dark and in forced colours`, () => visit({}, {}, async ({ page }) => {
    for (let step = 0; step < steps; step += 1) {
      for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
        // Colours of the new scheme are painted a frame later, all at once (as the next test says).
        await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
        assert.deepEqual(await violations(page), [], `step ${step + 1} ${JSON.stringify(media)}`);
      }
      await go(page, 1);
    }
  }));

  test(`${file.id}: a change of scheme changes ground and text at once, so that no moment of it is hard to read`, () => visit({}, { colorScheme: 'light' }, async ({ page, panel }) => {
    await panel.evaluate((element) => {
      window.lingering = [];
      element.shadowRoot.addEventListener('transitionrun', ({ target, propertyName }) => window.lingering.push(`${target.className} ${propertyName}`));
    });
    for (const step of [0, steps - 1]) {
      await go(page, step);
      const ground = () => panel.locator('button').first().evaluate((button) => getComputedStyle(button).backgroundColor + getComputedStyle(button).color);
      const light = await ground();
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.notEqual(await ground(), light);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    }
    assert.deepEqual(await page.evaluate(() => window.lingering), []);
  }));

  test(`${file.id}: on paper every step’s words, each preset as a sentence`, () => visit({}, {}, async ({ page, panel }) => {
    await page.emulateMedia({ media: 'print' });
    const paper = plain(await panel.locator('.paper').innerText());
    for (const step of file.steps) for (const text of step.text) assert.ok(paper.includes(plain(text.default)), text.default);
    const preset = file.presets.find(({ evidence }) => !['S2', 'K'].includes(evidence));
    assert.ok(paper.includes(plain(references[file.id][preset.id](words('fr'), file.steps[0].show))));
  }));
}

/** What holds for the pattern too. */
const six = [read('explainers/diagnosis.json'), ...files];

for (const file of six) {
  for (const language of ['fr', 'en']) {
    test(`${file.id}, ${language}: opens at the simple level, in its own words; the other is one press away at any step, and stays chosen`, () => visit(file, {}, { language }, async ({ page, panel }) => {
      const t = words(language);
      const shows = async (texts, simple) => {
        const seen = plain(await panel.locator('.explainer').innerText());
        for (const text of texts) assert.ok(seen.includes(plain(say(text, language))), say(text, language));
        assert.equal(await panel.locator('.figures').count(), simple ? 0 : 1, 'numbers that are not rounded are for the detailed level');
        if (simple) assert.doesNotMatch(seen, /%/);
      };
      await shows([file.simple], true);
      for (const step of file.steps) {
        await shows(step.simple, true);
        const facts = file.facts.filter(({ id, simple, evidence, review }) => step.facts.includes(id) && simple && (!['S2', 'K'].includes(evidence) || review));
        await shows(facts.map(({ simple }) => simple), true);
        assert.equal(await panel.locator('.findings li').count(), facts.length);
        await panel.getByRole('radio', { name: t('explainer.level_full'), exact: true }).check();
        await shows(step.text, false);
        await panel.getByRole('radio', { name: t('explainer.level_simple'), exact: true }).check();
        await go(page, 1);
      }
    }));
  }

  test(`${file.id}: the picture’s own text, its legend and the sentence say the same numbers, at both levels`, async () => {
    for (const level of ['simple', 'full']) {
      await visit(file, { level }, { language: 'en' }, async ({ page, panel }) => {
        for (const step of file.steps) {
          for (const picture of await panel.locator('.pictures svg[role=img]').all()) {
            const numbers = (text) => [...text.replace(/(?<=\d),(?=\d{3})/g, '').matchAll(/\d+/g)].map(([digits]) => digits);
            const said = numbers(await picture.locator(':scope > title').textContent());
            const legend = await picture.evaluate((element) => [...(element.closest('.group') ?? element.parentElement).querySelectorAll('.legend strong')].map((strong) => strong.textContent));
            for (const number of legend.map((text) => numbers(text)[0])) assert.ok(said.includes(number), `${step.id}: ${number} is in the legend, not in “${said}”`);
            assert.ok(legend.length >= 2);
          }
          await go(page, 1);
        }
      });
    }
  });

  test(`${file.id}: each part that a step shows is drawn, and at most four examples are offered`, () => visit(file, {}, {}, async ({ page, panel }) => {
    for (const step of file.steps) {
      assert.ok((await panel.locator('.preset').count()) <= 4);
      const drawn = await panel.locator('.pictures').evaluate((pictures) => [...pictures.children].filter((child) => !child.matches('.sizes')).length);
      assert.ok(drawn >= step.show.filter((part) => part !== 'sentence').length, step.id);
      for (const control of await panel.locator('.control').all()) assert.equal(await control.locator('button').count(), 2, 'a slider has its − and +');
      await go(page, 1);
    }
  }));

  for (const language of ['fr', 'en']) {
    test(`${file.id}, ${language}: at every step each change is announced once, in one sentence, which is also to be read`, () => visit(file, {}, { language }, async ({ page, panel }) => {
      await panel.evaluate((element) => {
        window.announced = [];
        const region = element.shadowRoot.querySelector('.explainer > [role=status]');
        new MutationObserver(() => { if (region.textContent) window.announced.push(region.textContent); }).observe(region, { childList: true, characterData: true, subtree: true });
      });
      for (const step of file.steps) {
        // All at once, as a hand that does not rest.
        await page.evaluate(async (names) => {
          window.announced.length = 0;
          for (const name of names) {
            for (const side of ['first', 'last']) {
              window.panel.shadowRoot.querySelector(`[data-control="${name}"] .nudge:${side}-of-type`).click();
              await window.panel.updateComplete;
            }
          }
        }, step.controls);
        await page.waitForFunction(() => window.announced.length > 0, null, { timeout: 5000 });
        const announced = await page.evaluate(() => window.announced);
        assert.equal(announced.length, 1, `${step.id}: ${announced.join(' | ')}`);
        assert.match(announced[0], /^\S.*[.]$/, step.id);
        assert.doesNotMatch(announced[0], /[.!?…]\s/, `${step.id}: more than one sentence`);
        assert.ok((await panel.locator('.said').innerText()).startsWith(announced[0]), step.id);
        await go(page, 1);
      }
    }));
  }

  test(`${file.id}: by keyboard alone from the first slider to the end`, () => visit(file, {}, { language: 'en' }, async ({ page, panel }) => {
    const t = words('en');
    const active = () => page.evaluate(() => { const { activeElement } = window.panel.shadowRoot; return activeElement ? activeElement.className || activeElement.id || activeElement.tagName : ''; });
    for (let step = 0; step <= file.steps.length; step += 1) {
      let moved = false;
      for (let press = 0; press < 60 && !(await active()).includes('primary'); press += 1) {
        await page.keyboard.press('Tab');
        if (!moved && (await page.evaluate(() => window.panel.shadowRoot.activeElement?.type)) === 'range') {
          await page.keyboard.press('Home');
          const least = await panel.locator('.said').innerText();
          await page.keyboard.press('End');
          assert.notEqual(await panel.locator('.said').innerText(), least, `step ${step + 1}`);
          moved = true;
        }
      }
      assert.match(await active(), /primary/, `step ${step + 1} has no way on by keyboard`);
      assert.equal(moved, step < file.steps.length, `step ${step + 1}: a slider is out of reach`);
      if (step < file.steps.length) await page.keyboard.press('Enter');
      await page.evaluate(() => window.panel.updateComplete);
    }
    assert.equal(plain(await panel.locator('.takeaway').first().innerText()), plain(say(file.takeaway, 'en')));
    assert.ok(await panel.getByRole('button', { name: t('explainer.print') }).isVisible());
  }));

  test(`${file.id}: the leaflet is two pages, at both levels and in both languages`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaflet-'));
    try {
      for (const language of ['fr', 'en']) {
        for (const level of ['simple', 'full']) {
          await visit(file, { level }, { language }, async ({ page }) => {
            const path = join(folder, `${level}-${language}.pdf`);
            writeFileSync(path, await page.pdf({ format: 'A4', margin: { top: '12mm', right: '12mm', bottom: '12mm', left: '12mm' } }));
            assert.match(execFileSync('pdfinfo', [path], { encoding: 'utf8' }), /^Pages:\s+2$/m, `${level} ${language}`);
            const pages = [1, 2].map((number) => plain(execFileSync('pdftotext', ['-f', String(number), '-l', String(number), path, '-'], { encoding: 'utf8' })));
            // A line that breaks in a word gives the reader's eye no trouble, and this one some: compare without spaces.
            const bare = (text) => text.replace(/[\s\u00ad-]/g, '');
            assert.ok(bare(pages[0]).includes(bare(say(file.takeaway, language))), 'what to remember stands on the first page');
            assert.ok(bare(pages[1]).includes(bare(words(language)('explainer.sources'))), 'where it was read stands on the second');
            for (const id of Object.keys(file.sources).filter((source) => pages[1].includes(source))) assert.ok(bare(pages[1]).includes(bare(file.sources[id].address).slice(0, 30)), id);
          });
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('the address shows a reviewer what waits; nobody else sees it', async () => {
  const file = files.find(({ id }) => id === 'deciding');
  const law = file.facts.find(({ id }) => id === 'law_csp');
  for (const [address, shown] of [['', false], ['?review=1', true], ['?review=0', false]]) {
    await visit(file, { level: 'full' }, { address }, async ({ page, panel }) => {
      await go(page, 3);
      assert.equal(plain(await panel.evaluate((element) => element.shadowRoot.textContent)).includes(plain(law.text.default)), shown, address);
    });
  }
});

test('only a voice of the device reads aloud; a voice of a server is never used, and without one there is no button', async () => {
  const file = files.find(({ id }) => id === 'pathways');
  const t = words('fr');
  /** Runs in the page before its own scripts: a device with these voices. */
  const device = (voices) => {
    const said = [];
    class Utterance extends EventTarget {
      constructor(text) { super(); this.text = text; }
    }
    const speech = Object.assign(new EventTarget(), {
      getVoices: () => window.voices,
      speak: (utterance) => { said.push([utterance.text, utterance.voice?.name]); window.last = utterance; },
      cancel: () => { window.cancelled = (window.cancelled ?? 0) + 1; },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, voices, said });
  };
  const far = { name: 'far', lang: 'fr-FR', localService: false };
  const near = { name: 'near', lang: 'fr-CA', localService: true };
  const english = { name: 'english', lang: 'en-GB', localService: true };
  const listen = (panel) => panel.getByRole('button', { name: t('explainer.listen'), exact: true });
  await visit(file, {}, { before: [device, [far, english]] }, async ({ page, panel }) => {
    assert.equal(await listen(panel).count(), 0);
    // Some devices name their voices late.
    await page.evaluate((voices) => { window.voices = voices; window.speechSynthesis.dispatchEvent(new Event('voiceschanged')); }, [far, english, near]);
    await listen(panel).click();
    const said = await page.evaluate(() => window.said);
    assert.deepEqual([...new Set(said.map(([, voice]) => voice))], ['near']);
    const texts = said.map(([text]) => plain(text));
    for (const text of [file.simple, file.steps[0].title, ...file.steps[0].simple]) assert.ok(texts.includes(plain(text.default)), text.default);
    assert.ok(texts.join(' ').includes(plain(await panel.locator('.said').innerText())), 'the numbers are read too');
    await panel.getByRole('button', { name: t('explainer.listen_stop') }).click();
    assert.equal(await page.evaluate(() => window.cancelled), 1);
    await listen(panel).click();
    await page.evaluate(() => window.last.dispatchEvent(new Event('end')));
    await listen(panel).waitFor();
    await listen(panel).click();
    await go(page, 1);
    assert.equal(await page.evaluate(() => window.cancelled), 2, 'the next step stops the voice');
  });
});

test('the waiting room plays, pauses and goes on by a button; a frame makes no element; with less motion it shows its end', async () => {
  const file = files.find(({ id }) => id === 'pathways');
  const minute = (panel) => panel.locator('.room-said').innerText().then((text) => Number(/\d+/.exec(text)[0]));
  await panels.visit(tag, { file, alone: true }, { language: 'en' }, async ({ page, panel }) => {
    const t = words('en');
    assert.equal(await minute(panel), 0);
    await panel.getByRole('button', { name: t('explainer.pathways.forward') }).click();
    assert.equal(await minute(panel), 10);
    const elements = await panel.evaluate((element) => element.shadowRoot.querySelectorAll('*').length);
    await panel.getByRole('button', { name: t('explainer.pathways.play') }).click();
    await page.waitForFunction(() => !/ 10 min/.test(window.panel.shadowRoot.querySelector('.room-said').textContent));
    await panel.getByRole('button', { name: t('explainer.pathways.pause') }).click();
    const stopped = await minute(panel);
    await page.waitForTimeout(300);
    assert.equal(await minute(panel), stopped);
    assert.ok(stopped > 10);
    assert.equal(await panel.evaluate((element) => element.shadowRoot.querySelectorAll('*').length), elements);
  });
  await panels.visit(tag, { file, alone: true }, { language: 'en', reducedMotion: 'reduce' }, async ({ panel }) => {
    await panel.getByRole('button', { name: words('en')('explainer.pathways.play') }).click();
    assert.ok((await minute(panel)) > 300);
    assert.ok(await panel.getByRole('button', { name: words('en')('explainer.pathways.play') }).isVisible(), 'it does not play');
  });
});
