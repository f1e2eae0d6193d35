// SPDX-License-Identifier: MIT
// Tests: the diagnosis explainer as a visitor meets it: its numbers are the model's, its picture counts the same, and nothing is out of reach.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { words } from '../drivers/words.js';
import { overflow, seen, startPanels, violations } from './panels.js';

const file = JSON.parse(readFileSync(new URL('../../../content/ai-in-care/explainers/diagnosis.json', import.meta.url), 'utf8'));
const tag = 'triptych-explainer';
const steps = file.steps.length + 1;
let panels;
before(async () => { panels = await startPanels(); });
after(() => panels.close());

const visit = (properties, options, act) => panels.visit(tag, { file, alone: true, level: 'full', ...properties }, options, act);
const go = async (page, step) => {
  for (let passed = 0; passed < step; passed += 1) await page.evaluate(() => window.panel.next());
  await page.evaluate(() => window.panel.updateComplete);
};
/** No-break spaces, line breaks and indents are all one space. */
const plain = (text) => text.replace(/\s+/g, ' ').trim();
const numberIn = (text) => Number(text.replace(/[^\d]/g, ''));
const legend = (panel) => panel.locator('.legend li').evaluateAll((items) => Object.fromEntries(items.map((item) => [item.dataset.group, Number(item.querySelector('strong').textContent.replace(/[^\d]/g, ''))])));
const tree = (panel) => panel.locator('.tree li').evaluateAll((items) => Object.fromEntries(items.map((item) => [item.dataset.group, Number(item.querySelector('strong').textContent.replace(/[^\d]/g, ''))])));
/** People under each layer of the picture, from the area that its clip shows. */
const drawn = (panel) => panel.locator('svg.people').evaluate((picture) => Object.fromEntries([...picture.querySelectorAll(':scope > path')].map((marks) => {
  const clip = picture.querySelector(marks.getAttribute('clip-path').slice(4, -1)).querySelector('path').getAttribute('d') ?? '';
  let [x, y, area, start] = [0, 0, 0, [0, 0]];
  const to = (nextX, nextY) => { area += x * nextY - nextX * y; [x, y] = [nextX, nextY]; };
  for (const [, command, numbers] of clip.matchAll(/([MHVz])([^MHVz]*)/g)) {
    const [first, second] = numbers.trim().split(/[\s,]+/).map(Number);
    if (command === 'M') { [x, y] = [first, second]; start = [x, y]; } else if (command === 'H') to(first, y); else if (command === 'V') to(x, first); else to(...start);
  }
  return [marks.getAttribute('class'), Math.abs(area) / 2 / 100];
})));
const setSlider = (panel, name, position) => panel.locator(`#${name}`).evaluate((slider, value) => {
  slider.value = String(value);
  slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
}, position);

/** Counts in 1,000 people of the published studies and teaching examples, rounded as a reader would; the shares to two decimals. */
const references = {
  gigerenzer: { counts: [9, 1, 89, 901], shares: [9.17, 99.89] },
  rare: { counts: [9, 1, 99, 891], shares: [8.33, 99.89] },
  less_common: { counts: [90, 10, 90, 810], shares: [50, 98.78] },
  common: { counts: [450, 50, 50, 450], shares: [90, 90] },
  masai_with_ai: { counts: [6, 2, 15, 977], shares: [30.21, 99.84] },
  masai_without_ai: { counts: [6, 2, 15, 977], shares: [28.41, 99.79] },
  idx_trial: { counts: [208, 30, 71, 691], shares: [74.55, 95.78] },
  idx_elsewhere: { counts: [44, 6, 88, 862], shares: [33.04, 99.26] },
  sepsis_alert: { counts: [23, 47, 158, 772], shares: [12.75, 94.27] },
  very_rare: { counts: [1, 0, 10, 989], shares: [9.02, 100] },
};

for (const language of ['fr', 'en']) {
  test(`${language}: the numbers on screen are those of the studies, in legend, tree, picture, sentence and table`, () => visit({ review: true }, { language }, async ({ page, panel }) => {
    const seen = new Set();
    for (let step = 0; step < file.steps.length; step += 1) {
      for (const preset of file.presets.filter(({ id }) => file.steps[step].presets.includes(id))) {
        await panel.getByRole('button', { name: preset.label[language] ?? preset.label.default }).click();
        const { counts: [illFlagged, illUnflagged, wellFlagged, wellUnflagged], shares } = references[preset.id];
        assert.deepEqual(await legend(panel), { illFlagged, illUnflagged, wellFlagged, wellUnflagged }, preset.id);
        const ill = illFlagged + illUnflagged;
        assert.deepEqual(await drawn(panel), { alert: illFlagged + wellFlagged, well: 1000 - ill, ill }, preset.id);
        if (file.steps[step].show.includes('tree')) {
          assert.deepEqual(await tree(panel), { people: 1000, ill, well: 1000 - ill, illFlagged, illUnflagged, wellFlagged, wellUnflagged }, preset.id);
        }
        const t = words(language);
        const said = [t('explainer.diagnosis.alerts', { people: 1000, alerts: illFlagged + wellFlagged, ill: illFlagged }), t('explainer.diagnosis.quiet', { quiet: illUnflagged + wellUnflagged, ill: illUnflagged })];
        assert.equal(plain(await panel.locator('.said').innerText()), plain(said.join(' ')));
        if (!(await panel.locator('.figures').getAttribute('open').then((open) => open !== null))) await panel.locator('.figures summary').click();
        await panel.locator('.figures td').nth(5).waitFor();
        const cells = await panel.locator('.figures td').allTextContents();
        assert.deepEqual(cells.slice(4).map((text) => Number(plain(text).replace(',', '.').replace(/ ?%$/, ''))), shares, preset.id);
        seen.add(preset.id);
      }
      if (step + 1 < file.steps.length) await go(page, 1);
    }
    assert.deepEqual([...seen].sort(), Object.keys(references).sort(), 'a preset of the file is offered nowhere, or has no reference');
  }));
}

test('at every position of the slider, with 100 and with 1,000 people, everybody is drawn once', () => visit({}, {}, async ({ panel }) => {
  const positions = Number(await panel.locator('#prevalence').getAttribute('max')) + 1;
  assert.ok(positions > 50);
  for (const people of [100, 1000]) {
    await panel.locator('.sizes label', { hasText: new RegExp(`^\\s*${people === 100 ? '100' : '1\\s000'} `) }).click();
    let before = -1;
    for (let position = 0; position < positions; position += 1) {
      await setSlider(panel, 'prevalence', position);
      const counts = await legend(panel);
      const ill = counts.illFlagged + counts.illUnflagged;
      assert.equal(Object.values(counts).reduce((sum, count) => sum + count), people);
      assert.deepEqual(await drawn(panel), { alert: counts.illFlagged + counts.wellFlagged, well: people - ill, ill });
      assert.ok(people === 100 ? ill >= before : ill > before, `position ${position} shows ${ill} ill after ${before}`);
      before = ill;
    }
  }
}));

test('moving a slider changes outlines and numbers, and makes or drops no element', () => visit({}, {}, async ({ panel }) => {
  const count = () => panel.evaluate((element) => element.shadowRoot.querySelectorAll('*').length);
  await setSlider(panel, 'prevalence', 10);
  const before = await count();
  const shapes = await panel.locator('svg.people > path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
  for (const position of [0, 40, 91, 3]) await setSlider(panel, 'prevalence', position);
  assert.equal(await count(), before);
  assert.deepEqual(await panel.locator('svg.people > path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d'))), shapes, 'the static marks were drawn again');
}));

test('a share of nothing is "not computable", never 0 or NaN', () => {
  const control = (from) => ({ ...from, min: 0 });
  const bare = { ...file, controls: { ...file.controls, sensitivity: control(file.controls.sensitivity) }, presets: [{ ...file.presets[0], id: 'silent', values: { prevalence: 0.1, sensitivity: 0, specificity: 1 } }], steps: [{ ...file.steps[0], preset: 'silent', presets: [] }] };
  return visit({ file: bare }, { language: 'en' }, async ({ panel }) => {
    const t = words('en');
    assert.match(await panel.locator('.said').innerText(), /nobody has an alert. The share of right alerts is not computable/);
    await panel.locator('.figures summary').click();
    await panel.locator('.figures td').nth(5).waitFor();
    const cells = await panel.locator('.figures td').allTextContents();
    assert.equal(cells[4].trim(), t('explainer.not_computable'));
    assert.equal(cells[5].trim(), '90%');
    assert.doesNotMatch(await seen(panel), /NaN|undefined|null/);
    assert.match(await seen(panel), /not computable/);
  });
});

test('fewer than one person in the picture is not called nobody', () => visit({}, { language: 'en' }, async ({ panel, page }) => {
  await go(page, 2);
  await panel.locator('.sizes label').first().click();
  await setSlider(panel, 'prevalence', 0);
  await setSlider(panel, 'specificity', 500);
  const { illFlagged, wellFlagged } = await legend(panel);
  assert.equal(illFlagged + wellFlagged, 0);
  assert.match(await panel.locator('.said').innerText(), /^Fewer than one person in 100 has an alert/);
}));

test('what rests on second-hand sources or memory is unseen until signed; review shows it, marked', async () => {
  const unsigned = [...file.presets, ...file.facts].filter(({ evidence, review }) => ['S2', 'K'].includes(evidence) && !review);
  assert.ok(unsigned.length >= 5);
  const read = async (page, panel) => {
    const texts = [];
    for (let step = 0; step < steps; step += 1) {
      texts.push(await panel.evaluate((element) => element.shadowRoot.textContent));
      await go(page, 1);
    }
    return plain(texts.join('\n'));
  };
  await visit({}, {}, async ({ page, panel }) => {
    const text = await read(page, panel);
    for (const { id, label, text: fact } of unsigned) assert.ok(!text.includes(plain((label ?? fact).default)), `${id} is shown unsigned`);
    const hidden = Object.keys(file.sources).filter((id) => ![...file.presets, ...file.facts].some((item) => item.sources.includes(id) && !unsigned.includes(item)));
    for (const id of hidden) assert.ok(!text.includes(plain(file.sources[id].title)), `the source ${id} is named without what rests on it`);
    assert.ok(hidden.length > 0);
    assert.equal(await panel.locator('.waiting').count(), 0);
  });
  await visit({ review: true }, {}, async ({ page, panel }) => {
    const text = await read(page, panel);
    for (const { id, label, text: fact } of unsigned) assert.ok(text.includes(plain((label ?? fact).default)), `${id} is not shown for review`);
    assert.ok(text.includes(plain(words('fr')('explainer.waits_for_review', { evidence: 'K' }))));
  });
  const signed = { name: 'A. Reviewer', society: 'Society', date: '2026-11-01', conflictOfInterest: 'none' };
  await visit({ file: { ...file, presets: file.presets.map((preset) => (preset.id === 'masai_with_ai' ? { ...preset, review: signed } : preset)) } }, {}, async ({ page, panel }) => {
    await go(page, 3);
    assert.ok(await panel.getByRole('button', { name: file.presets.find(({ id }) => id === 'masai_with_ai').label.default }).isVisible());
  });
});

test('every number shown has its source or is called an example; moved ones are called the visitor’s', () => visit({}, {}, async ({ panel, page }) => {
  const t = words('fr');
  assert.equal(await panel.locator('.origin a').getAttribute('href'), file.sources.IDX18.address);
  await panel.getByRole('button', { name: t('explainer.more', { label: file.controls.prevalence.label.default }) }).click();
  assert.match(await panel.locator('.origin').innerText(), new RegExp(t('explainer.own_values').slice(0, 25)));
  await panel.getByRole('button', { name: t('explainer.reset', { label: file.presets[0].label.default }) }).click();
  assert.equal((await legend(panel)).illFlagged, 208);
  for (let step = 0; step < file.steps.length; step += 1) {
    for (const link of await panel.locator('.findings li').all()) assert.ok((await link.locator('a[href^="http"]').count()) > 0, await link.innerText());
    await go(page, 1);
  }
  assert.match(await panel.evaluate((element) => element.shadowRoot.textContent), new RegExp(t('explainer.simplified')));
}));

test('by keyboard: arrows move the slider, buttons too, a step takes the focus to its title', () => visit({}, {}, async ({ page, panel }) => {
  const t = words('fr');
  await panel.locator('#prevalence').focus();
  await setSlider(panel, 'prevalence', 0);
  assert.equal((await legend(panel)).illFlagged + (await legend(panel)).illUnflagged, 1);
  await page.keyboard.press('ArrowRight');
  assert.equal(plain(await panel.locator('#prevalence').getAttribute('aria-valuetext')), '2 sur 1 000 personnes');
  await page.keyboard.press('Home');
  assert.ok(await panel.getByRole('button', { name: t('explainer.less', { label: file.controls.prevalence.label.default }) }).isDisabled());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(plain(await panel.locator('.value').first().innerText()), '2 sur 1 000 personnes');
  await panel.getByRole('button', { name: t('explainer.next') }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => window.panel.shadowRoot.activeElement?.id), 'step');
  assert.match(await panel.locator('#step').innerText(), new RegExp(file.steps[1].title.default));
}));

test('a study’s value between two presses: each button goes to the next on its side', () => visit({}, {}, async ({ panel, page }) => {
  await go(page, 2);
  const value = () => panel.locator('[data-control="sensitivity"] .value').innerText().then((text) => numberIn(text.split(' sur ')[0].split('trouvés')[0]));
  assert.equal(await value(), 872);
  await panel.locator('[data-control="sensitivity"] .nudge').first().click();
  assert.equal(await value(), 870);
  await panel.locator('[data-control="sensitivity"] .nudge').last().click();
  assert.equal(await value(), 880);
  for (let press = 0; press < 12; press += 1) await panel.locator('[data-control="sensitivity"] .nudge').last().click();
  assert.equal(await value(), 1000);
  assert.ok(await panel.locator('[data-control="sensitivity"] .nudge').last().isDisabled());
}));

test('changes are announced in one sentence, once the slider rests', () => visit({}, {}, async ({ panel, page }) => {
  await panel.evaluate((element) => {
    window.announced = [];
    const region = element.shadowRoot.querySelector('[role=status]');
    new MutationObserver(() => window.announced.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await panel.locator('#prevalence').evaluate(async (slider) => {
    for (let position = 20; position < 60; position += 1) {
      slider.value = String(position);
      slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await window.panel.updateComplete;
    }
  });
  await page.waitForFunction(() => window.announced.length > 0);
  const [announced, ...more] = await page.evaluate(() => window.announced);
  assert.deepEqual(more, []);
  assert.match(announced, /^[^.]+\.$/);
  assert.ok((await panel.locator('.said').innerText()).startsWith(announced));
}));

test('says to the shell: opened once, each step, finished once at the end, leave on skip', () => visit({ alone: false }, {}, async ({ page, panel }) => {
  assert.equal(await panel.getByRole('button', { name: words('fr')('explainer.next') }).count(), 0, 'inside the survey the shell alone has the primary action');
  assert.equal(await page.evaluate(() => window.panel.previous()), false);
  await panel.getByRole('button', { name: words('fr')('explainer.skip') }).click();
  for (let step = 1; step < steps; step += 1) assert.equal(await page.evaluate(() => window.panel.next()), true);
  assert.equal(await page.evaluate(() => window.panel.next()), false);
  assert.equal(await page.evaluate(() => window.panel.previous()), true);
  assert.equal(await page.evaluate(() => window.panel.next()), true);
  await page.evaluate(() => window.panel.updateComplete);
  assert.equal(await panel.locator('.question').count(), 0, 'in the survey check questions are the questionnaire’s');
  const heard = await page.evaluate(() => window.heard);
  assert.deepEqual(heard.filter(({ type }) => type === 'explainer-state').map(({ detail }) => detail), [{ id: 'diagnosis', state: 'opened' }, { id: 'diagnosis', state: 'finished' }]);
  assert.deepEqual(heard.find(({ type }) => type === 'explainer-leave').detail, { id: 'diagnosis' });
  assert.deepEqual(heard.find(({ type }) => type === 'explainer-step').detail, { id: 'diagnosis', step: 1, steps });
}));

test('alone: the check questions are asked here, each answer has its own feedback, and nothing leaves', () => visit({}, {}, async ({ page, panel }) => {
  const sent = [];
  page.on('request', (request) => sent.push(request.url()));
  await go(page, steps - 1);
  for (const check of file.checks) {
    for (const choice of check.choices) {
      await panel.getByRole('radio', { name: choice.text.default, exact: true }).click();
      const feedback = panel.locator('.question', { hasText: check.title.default }).locator('.feedback');
      assert.equal(await feedback.innerText(), choice.feedback.default);
      assert.equal(await feedback.getAttribute('data-right'), String(choice.value === check.correct));
    }
  }
  assert.deepEqual(sent, []);
}));

for (const width of [320, 360, 768]) {
  test(`at ${width} px nothing is cut off, and every target is 44 px or more`, () => visit({}, { width, height: 740, hasTouch: true }, async ({ page, panel }) => {
    for (let step = 0; step < steps; step += 1) {
      assert.ok((await overflow(page)) <= 0, `step ${step + 1} scrolls sideways`);
      const small = await panel.locator('button, summary, .sizes label, .choice, input[type=range]').evaluateAll((targets) => targets.filter((target) => target.checkVisibility()).flatMap((target) => {
        const { width: wide, height } = target.getBoundingClientRect();
        return wide < 44 || height < 44 ? [`${target.className || target.tagName} ${wide}×${height}`] : [];
      }));
      assert.deepEqual(small, [], `step ${step + 1}`);
      await go(page, 1);
    }
  }));
}

test('axe finds nothing on any step, light, dark and in forced colours', () => visit({}, { reducedMotion: 'reduce' }, async ({ page }) => {
  for (let step = 0; step < steps; step += 1) {
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
      assert.deepEqual(await violations(page), [], `step ${step + 1} ${JSON.stringify(media)}`);
    }
    await go(page, 1);
  }
}));

test('in forced colours the four groups still differ, by shape and by frame', () => visit({}, { forcedColors: 'active' }, async ({ panel }) => {
  const marks = await panel.locator('.legend li').evaluateAll((items) => items.map((item) => {
    const circle = getComputedStyle(item.querySelector('circle'));
    const frame = item.querySelector('path');
    return [circle.fill === 'none' ? 'ring' : 'disc', frame === null ? 'bare' : getComputedStyle(frame).stroke !== 'none' ? 'frame' : 'lost'].join(' ');
  }));
  assert.deepEqual(marks, ['disc frame', 'disc bare', 'ring frame', 'ring bare']);
}));

test('the picture says its numbers to those who do not see it', () => visit({}, { language: 'en' }, async ({ panel }) => {
  const name = words('en')('explainer.diagnosis.picture_alerts', { people: 1000, illFlagged: 208, illUnflagged: 30, wellFlagged: 71, wellUnflagged: 691 });
  assert.equal(await panel.getByRole('img', { name, exact: true }).count(), 1);
}));

test('right to left: the picture fills from the right', () => visit({}, { direction: 'rtl' }, async ({ panel }) => {
  const place = await panel.locator('svg.people').evaluate((picture) => {
    const clip = picture.querySelector('clipPath:has(+ .ill)') ?? picture.querySelectorAll('clipPath')[2];
    const first = clip.querySelector('path').getBBox();
    const { a } = picture.getScreenCTM();
    return { mirrored: a < 0, from: first.x };
  });
  assert.deepEqual(place, { mirrored: true, from: 0 });
}));

test('on paper: every step’s words, each study as a sentence, sources written out, no slider', () => visit({}, {}, async ({ page, panel }) => {
  await page.emulateMedia({ media: 'print' });
  assert.ok(await panel.locator('.explainer').isHidden());
  const paper = plain(await panel.locator('.paper').innerText());
  for (const step of file.steps) for (const text of step.text) assert.ok(paper.includes(plain(text.default)), text.default);
  assert.ok(paper.includes(plain(words('fr')('explainer.diagnosis.alerts', { people: 1000, alerts: 279, ill: 208 }))));
  assert.ok(paper.includes(plain(file.takeaway.default)));
  assert.match(await panel.locator('.paper a').first().evaluate((link) => getComputedStyle(link, '::after').content), /http/);
  assert.ok((await page.pdf()).length > 5_000);
}));
