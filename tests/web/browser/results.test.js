// SPDX-License-Identifier: MIT
// Tests: the results panel: the numbers it was given, all of them, in words and in drawing, and none that it was not given.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { words } from '../drivers/words.js';
import { overflow, seen, startPanels, violations } from './panels.js';

const tag = 'triptych-results';
let panels;
before(async () => { panels = await startPanels(); });
after(() => panels.close());

const plain = (text) => text.replace(/\s+/g, ' ').trim();
const rest = { estimated: false, own: [], beside: [], references: [], themes: [], taught: null, why: null };
const sentence = { key: 'results.sentence.single', params: { percent: 40, option: 'Plutôt améliorés', count: 142, n: 352, low: 35, high: 46 } };
const bar = (code, text, count, percent, low, high, own = false) => ({ code, text, count, percent, low, high, own });
const figure = {
  sponsor: '', dateFrom: '', measured: '', subject: 'ai', wording: null, notes: [], address: 'https://example.org/source', count: null, low: null, high: null, ours: null,
};

const effect = {
  ...rest,
  name: 'effect', question: 'effect', title: 'L’expérience des patients serait-elle améliorée ?', kind: 'single', status: 'released', n: 352, sentence,
  bars: [bar(4, 'Beaucoup améliorés', 84, 24, 20, 29), bar(5, 'Plutôt améliorés', 142, 40, 35, 46, true), bar(6, 'Ni l’un ni l’autre', 126, 36, 31, 41)],
  beside: [{ kind: 'unanswered', count: 5, own: false }, { kind: 'dontknow', count: 31, own: false }, { kind: 'refused', count: 0, own: false }],
  references: [
    { ...figure, kind: 'article', label: 'Article du Cercle P', who: '35 représentants de patients', where: 'France', sponsor: 'Groupe de réflexion fondé par Pfizer France.', source: 'Cercle P, 2025', date: '2024-11-26', n: 35, count: 29, percent: 83, low: 67, high: 92, codes: [4, 5], notes: ['Une note.'], ours: { count: 226, n: 352, percent: 64, low: 59, high: 69 } },
    { ...figure, kind: 'elsewhere', label: 'États-Unis', who: '2 021 adultes', where: 'États-Unis', source: 'Platt, 2024', date: '2023', n: 2021, percent: 63, codes: [5, 4], wording: { language: 'en', text: 'It is important.', options: ['not at all true', 'very true'] }, ours: { count: 226, n: 352, percent: 64, low: 59, high: 69 } },
    { ...figure, kind: 'context', label: 'YouGov', who: 'Adultes', where: 'France', source: 'YouGov', date: '2023-06', n: null, percent: 45, codes: [] },
  ],
  themes: [{ label: 'La relation humaine', who: '5 représentants', where: 'France', sponsor: '', source: 'Cercle P', address: 'https://example.org/theme', date: '2024-10', dateFrom: '', n: 5 }],
  taught: 48,
};
const few = {
  ...rest,
  name: 'informed', question: 'informed', title: 'Être informé ?', kind: 'single', status: 'released', n: 23,
  sentence: { key: 'results.sentence.single_few', params: { count: 14, n: 23, option: 'Toujours' } },
  bars: [bar(4, 'Toujours', 14, null, null, null), bar(5, 'Jamais', 9, null, null, null)],
  beside: [{ kind: 'dontknow', count: 2, own: true }],
  references: [{ ...figure, kind: 'article', label: 'Article', who: '35 représentants', where: 'France', source: 'Cercle P', date: '2024-11-26', n: 35, count: 27, percent: 77, low: 61, high: 88, codes: [4], ours: { count: 14, n: 23, percent: null, low: null, high: null } }],
};
const withheld = {
  ...rest,
  name: 'ready', question: 'ready', title: 'Que seriez-vous prêt à faire ?', kind: 'multiple', status: 'withheld', n: 0, sentence, bars: [], own: ['Tester un outil', 'Donner mon avis'],
  why: { key: 'results.withheld', params: { threshold: 11 } },
};
const summary = { status: 'released', why: null, simulated: true, n: 400, closed: false, threshold: 11, batch: 12, questions: [effect, few, withheld], flows: [], context: [
  { ...figure, kind: 'context', subject: 'digital_tools', label: 'Outils numériques', who: '760 professionnels', where: 'France', source: 'PulseLife', date: '2025-01-15', dateFrom: '2024-11-16', n: 760, percent: 88, codes: [] },
] };
const placed = { effect: 'confiance', informed: 'participation', ready: 'engagement' };
const visit = (change, options, act) => panels.visit(tag, { summary: { ...summary, ...change }, panels: placed }, options, act);
const article = (panel, title) => panel.locator('article', { hasText: title });

test('each answer: its words, count, whole percent, interval in words; the visitor’s own is marked in words', () => visit({}, {}, async ({ panel }) => {
  const t = words('fr');
  const rows = await article(panel, effect.title).locator('.bars').first().locator('li').allInnerTexts();
  assert.equal(rows.length, effect.bars.length);
  for (const [index, { text, count, percent, low, high, own }] of effect.bars.entries()) {
    const row = plain(rows[index]);
    for (const said of [text, t('chart.count', { count }), t('chart.percent', { percent }), t('chart.between', { low, high })]) assert.ok(row.includes(plain(said)), `${row} lacks “${said}”`);
    assert.equal(row.includes(t('chart.own')), own, row);
  }
  assert.equal(plain(await article(panel, effect.title).locator('.sentence').innerText()), plain(t(sentence.key, sentence.params)));
}));

test('bars are as long as their share, brackets span their interval, bands theirs', () => visit({}, {}, async ({ panel }) => {
  const drawn = await article(panel, effect.title).locator('svg.answer, svg.own, svg.bar.answer, svg.bar.own').evaluateAll((bars) => bars.map((one) => {
    const whole = one.getBoundingClientRect().width;
    const at = (x) => Math.round((100 * x) / whole);
    const line = one.querySelector('.line line');
    return [at(one.querySelector('.fill').getBoundingClientRect().width), at(line.x1.baseVal.value), at(line.x2.baseVal.value)];
  }));
  assert.deepEqual(drawn, effect.bars.map(({ percent, low, high }) => [percent, low, high]));
  const bands = await article(panel, effect.title).locator('svg.range').evaluateAll((ranges) => ranges.map((one) => {
    const whole = one.getBoundingClientRect().width;
    const at = (x) => Math.round((100 * x) / whole);
    const band = one.querySelector('.band');
    return [one.classList[1], at(one.querySelector('.point').x1.baseVal.value), band && at(band.x.baseVal.value), band && at(band.x.baseVal.value + band.width.baseVal.value)];
  }));
  assert.deepEqual(bands, [['ours', 64, 59, 69], ['article', 83, 67, 92], ['elsewhere', 63, null, null]]);
}));

test('don’t know and no answer stand beside, on the same scale, outside the percents; what nobody said is not listed', () => visit({}, {}, async ({ panel }) => {
  const t = words('fr');
  const beside = article(panel, effect.title).locator('.bars').nth(1).locator('li');
  assert.deepEqual((await beside.locator('.text').allInnerTexts()).map(plain), [t('chart.dontknow'), t('chart.unanswered')]);
  const widths = await beside.locator('svg').evaluateAll((bars) => bars.map((one) => one.querySelector('.fill').getBoundingClientRect().width / one.getBoundingClientRect().width));
  assert.ok(Math.abs(widths[0] - 31 / 352) < 0.01, `${widths}`);
  assert.doesNotMatch((await beside.allInnerTexts()).join(' '), /%/);
  assert.ok(plain(await article(panel, few.title).locator('.bars').nth(1).innerText()).includes(t('chart.own')), 'an own “don’t know” is marked too');
}));

test('a table behind every chart says the same', () => visit({}, {}, async ({ panel }) => {
  const t = words('fr');
  assert.equal(await panel.locator('article:not(.withheld) details.table').count(), 2);
  await article(panel, effect.title).locator('details.table summary').click();
  const rows = await article(panel, effect.title).locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())));
  assert.deepEqual(rows, [
    ...effect.bars.map(({ text, count, percent, low, high, own }) => [own ? `${text} (${t('chart.own')})` : text, String(count), plain(t('chart.percent', { percent })), t('chart.between', { low, high })]),
    [t('chart.dontknow'), '31', '–', '–'],
    [t('chart.unanswered'), '5', '–', '–'],
  ]);
}));

test('below thirty answers: counts only, no percent and no interval, for ours beside the article’s too', () => visit({ questions: [few] }, {}, async ({ panel }) => {
  const text = plain(await article(panel, few.title).innerText());
  const [chart, beside] = text.split(words('fr')('chart.references'));
  assert.match(chart, /14 personnes/);
  assert.doesNotMatch(chart, /%| sur 100/);
  assert.match(beside, /14 sur 23/);
  assert.ok(chart.includes(plain(words('fr')('chart.few'))));
  assert.deepEqual(await article(panel, few.title).locator('svg.range').evaluateAll((ranges) => ranges.map((one) => one.classList[1])), ['article']);
  await article(panel, few.title).locator('details.table summary').click();
  assert.equal(await article(panel, few.title).locator('thead th').count(), 2);
}));

test('figures set beside say who, where, when, who asked, in which words, or that these are unknown', () => visit({}, {}, async ({ panel }) => {
  const t = words('fr');
  const [, cercle, platt, yougov, theme] = (await article(panel, effect.title).locator('.figure').allInnerTexts()).map(plain);
  for (const said of ['29 sur 35', '83 %', 'entre 67 et 92 sur 100', '35 représentants de patients. France, 26 novembre 2024.', 'fondé par Pfizer France', t('chart.unknown'), 'Une note.', 'Cercle P, 2025']) assert.ok(cercle.includes(said), `${cercle} lacks “${said}”`);
  for (const said of ['63 %', 'États-Unis, 2023.', 'It is important.', 'not at all true · very true']) assert.ok(platt.includes(said), `${platt} lacks “${said}”`);
  assert.doesNotMatch(platt, /entre/);
  assert.ok(yougov.includes('45 %') && yougov.includes('juin 2023'));
  assert.match(theme, /5 entretiens/);
  assert.doesNotMatch(theme, /%/);
  assert.equal(await article(panel, effect.title).locator('.figure', { hasText: t('chart.ours') }).count(), 1, 'one row of ours serves both figures');
  assert.ok(plain(await article(panel, effect.title).locator('.compared').innerText()).includes('« Beaucoup améliorés » ou « Plutôt améliorés »'));
  assert.ok(plain(await article(panel, effect.title).innerText()).includes(plain(t('chart.taught', { taught: 48 }))));
  for (const link of await panel.locator('.figure a').all()) assert.match(await link.getAttribute('rel'), /noopener noreferrer/);
}));

test('figures on digital tools are labelled so, and stand apart from every question', () => visit({}, {}, async ({ panel }) => {
  const last = plain(await panel.locator('section').last().innerText());
  for (const said of [words('fr')('chart.digital_tools'), '88 %', '760 personnes interrogées', '16 novembre 2024']) assert.ok(last.includes(said), `${last} lacks “${said}”`);
  assert.equal(await panel.locator('section').last().locator('svg.range').count(), 0, 'context is told in words, off the chart');
}));

test('under the threshold: why, in words, no number of ours, no bar, the visitor’s own answer', () => visit({ questions: [withheld] }, {}, async ({ panel }) => {
  const one = article(panel, withheld.title);
  const text = plain(await one.innerText());
  assert.ok(text.includes(plain(words('fr')('results.withheld', { threshold: 11 }))));
  assert.ok(text.includes('« Tester un outil » et « Donner mon avis »'));
  assert.deepEqual(text.match(/\d+/g), ['11']);
  assert.equal(await one.locator('svg, table, .bars').count(), 0);
}));

for (const [status, key] of [['waiting', 'results.waiting'], ['none', 'results.not_yet']]) {
  const rule = status === 'none' ? { threshold: 0, batch: 0 } : { threshold: 11, batch: 12 };
  const before = { status, why: { key, params: { threshold: 11 } }, simulated: false, n: 0, ...rule, context: [] };
  test(`${status}: it says so and why, with no other number than those of the rule`, () => visit({ ...before, questions: [] }, {}, async ({ panel }) => {
    const text = await seen(panel);
    assert.ok(text.includes(plain(words('fr')(key, { threshold: 11 }))));
    assert.deepEqual([...new Set(text.match(/\d+/g) ?? [])].sort(), status === 'none' ? [] : ['11', '12']);
  }));

  test(`${status}: the visitor’s own answers and the figures from elsewhere are there, and no row of ours`, () => {
    const mine = { ...effect, status: 'withheld', n: 0, bars: [], beside: [], taught: null, own: ['Plutôt améliorés'], why: before.why, references: effect.references.map((one) => ({ ...one, ours: null })) };
    const nothing = { ...withheld, own: [], why: before.why };
    return visit({ ...before, questions: [mine, nothing] }, {}, async ({ panel }) => {
      assert.equal(await panel.locator('article').count(), 1, 'a question with nothing to show is left out');
      const text = plain(await panel.locator('article').innerText());
      assert.ok(text.includes('« Plutôt améliorés »') && text.includes('29 sur 35'));
      assert.equal(await panel.locator('.figure', { hasText: new RegExp(`^\\s*${words('fr')('chart.ours')}\\b`) }).count(), 0);
      assert.equal(await panel.locator('svg.bar').count(), 0);
      assert.equal((await seen(panel)).split(plain(words('fr')(key, { threshold: 11 }))).length, 2, 'the reason is said once');
    });
  });
}

test('the standing lines: volunteers, at least so many, simulated, batches and how to read', () => visit({}, {}, async ({ panel }) => {
  const t = words('fr');
  const text = plain(await panel.evaluate((element) => element.shadowRoot.textContent));
  for (const key of ['chart.volunteers', 'chart.simulated', 'chart.how_interval', 'chart.how_few', 'chart.how_own']) assert.ok(text.includes(plain(t(key))), key);
  assert.ok(text.includes(plain(t('chart.total', { n: 400 }))) && text.includes(plain(t('chart.batches', { threshold: 11, batch: 12 }))));
  assert.ok(await panel.locator('.standing > p').isVisible() && await panel.locator('.simulated').isVisible());
}));

test('not simulated: the banner is not there; closed: the total is exact', () => visit({ simulated: false, closed: true, n: 403 }, {}, async ({ panel }) => {
  assert.equal(await panel.locator('.simulated').count(), 0);
  assert.ok(plain(await panel.locator('.standing').innerText()).includes(plain(words('fr')('chart.total_closed', { n: 403 }))));
}));

test('headings in order: the panels of the triptych, then each question; links of the contents move the focus, not the address', () => visit({}, {}, async ({ page, panel }) => {
  const levels = await panel.evaluate((element) => [...element.shadowRoot.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((one) => Number(one.tagName[1])));
  assert.equal(levels[0], 2);
  for (const [index, level] of levels.entries()) assert.ok(index === 0 || level <= levels[index - 1] + 1, `a level is skipped: ${levels}`);
  assert.deepEqual(await panel.locator('.section-title').allInnerTexts(), ['Confiance', 'Participation', 'Engagement', words('fr')('chart.context')]);
  const address = page.url();
  await panel.locator('.contents summary').click();
  await panel.locator('.contents a').nth(2).click();
  assert.equal(page.url(), address);
  assert.equal(await page.evaluate(() => window.panel.shadowRoot.activeElement?.textContent), withheld.title);
}));

for (const [width, media] of [[320, {}], [320, { forcedColors: 'active' }], [768, { colorScheme: 'dark' }], [1280, {}]]) {
  for (const direction of ['ltr', 'rtl']) {
    test(`${width} px, ${direction}, ${JSON.stringify(media)}: nothing is cut off and axe finds nothing`, () => visit({}, { width, direction, reducedMotion: 'reduce', ...media }, async ({ page, panel }) => {
      for (const summaryLine of await panel.locator('summary').all()) await summaryLine.click();
      assert.ok((await overflow(page)) <= 0);
      assert.deepEqual(await violations(page), []);
    }));
  }
}

test('of many questions, the first and those of the article show everything, the others their sentence; a link, a press or paper opens them', () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ ...effect, name: `q${i}`, question: `q${i}`, title: `Question ${i} ?`, references: i === 3 ? effect.references : [] }));
  return visit({ questions: many, context: [] }, {}, async ({ page, panel }) => {
    const charts = () => panel.locator('article').evaluateAll((all) => all.map((one) => one.querySelector('svg.bar').checkVisibility()));
    const sentences = await panel.locator('article .sentence').all();
    assert.equal(sentences.length, many.length);
    for (const said of sentences) assert.ok(await said.isVisible());
    assert.deepEqual(await charts(), [true, false, false, true, false, false, false]);
    await panel.locator('article').nth(1).locator('details.answers > summary').click();
    await panel.locator('.contents > summary').click();
    await panel.locator('.contents a').nth(5).click();
    assert.deepEqual(await charts(), [true, true, false, true, false, true, false]);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.deepEqual(await charts(), many.map(() => true));
  });
});

const flow = {
  name: 'learned', kind: 'learning', title: 'La précision', status: 'released', why: null, n: 100, upwards: '', downwards: '', chance: 0.008,
  sentence: { key: 'results.flow.learning', params: { n: 100, up: 30, same: 58, down: 12 } },
  verdict: { key: 'results.flow.learning_up', params: { low: 5, high: 30 } },
  moves: [{ move: 'up', count: 30, percent: 30, low: 22, high: 40 }, { move: 'same', count: 58, percent: 58, low: 48, high: 67 }, { move: 'down', count: 12, percent: 12, low: 7, high: 20 }],
};
test('asked twice: both ways are drawn and said alike, with what the interval and the test say', () => {
  const change = {
    ...flow, name: 'moved', kind: 'change', title: 'À l’aise ?', upwards: 'Très à l’aise', downwards: 'Très mal à l’aise', chance: 0,
    sentence: { key: 'results.flow.change', params: { ...flow.sentence.params, upwards: 'Très à l’aise', downwards: 'Très mal à l’aise' } },
    verdict: { key: 'results.flow.change_unsure', params: { low: -4, fewer: 4, high: 9, upwards: 'Très à l’aise', downwards: 'Très mal à l’aise' } },
  };
  const hidden = { ...flow, name: 'hidden', status: 'withheld', why: withheld.why, n: 0, moves: [], verdict: null, chance: null, sentence: withheld.why };
  return visit({ flows: [flow, change, hidden] }, {}, async ({ page, panel }) => {
    const t = words('fr');
    const [learned, moved, none] = await panel.locator('section[aria-labelledby=flows] article').all();
    const text = plain(await learned.innerText());
    for (const said of [t('results.flow.learning', flow.sentence.params), t('results.flow.learning_up', { low: 5, high: 30 }), t('chart.flow_up_learning'), t('chart.flow_down_learning'), t('chart.flow_chance', { chance: 0.008 }), '0,008']) assert.ok(text.includes(plain(said)), `${text} lacks “${said}”`);
    const looks = await learned.locator('svg.bar').evaluateAll((bars) => bars.map((one) => [one.classList[1], getComputedStyle(one.querySelector('.fill')).fill, one.getBoundingClientRect().height]));
    assert.equal(looks.length, 3);
    assert.deepEqual(looks[0], looks[2], 'better and worse look alike');
    const other = plain(await moved.innerText());
    for (const said of ['entre 4 de plus', '9 de plus', '« Très mal à l’aise »', t('chart.flow_chance_least')]) assert.ok(other.includes(plain(said)), `${other} lacks “${said}”`);
    assert.equal(await none.locator('svg').count(), 0);
    assert.ok(plain(await panel.locator('section[aria-labelledby=flows]').innerText()).includes(plain(t('chart.flows_note'))));
    assert.deepEqual(await violations(page), []);
  });
});

test('right to left: bars grow from the right', () => visit({}, { direction: 'rtl' }, async ({ panel }) => {
  const gaps = await panel.locator('svg.bar').first().evaluate((one) => {
    const [whole, fill] = [one.getBoundingClientRect(), one.querySelector('.fill').getBoundingClientRect()];
    return [Math.round(whole.right - fill.right), whole.left < fill.left];
  });
  assert.deepEqual(gaps, [0, true]);
}));

test('in forced colours a bar, an own bar and a bar beside differ from their track', () => visit({}, { forcedColors: 'active' }, async ({ panel }) => {
  const fills = await panel.evaluate((element) => ['.bar.answer', '.bar.own', '.bar.beside'].map((kind) => {
    const one = element.shadowRoot.querySelector(kind);
    const [track, fill] = [getComputedStyle(one.querySelector('.track')), getComputedStyle(one.querySelector('.fill'))];
    return { differs: track.fill !== fill.fill || fill.strokeDasharray !== 'none', fill: fill.fill };
  }));
  assert.ok(fills.every(({ differs }) => differs), JSON.stringify(fills));
  assert.notEqual(fills[0].fill, fills[1].fill);
}));

test('on paper the charts stay, and no question is cut in two', () => visit({}, {}, async ({ page, panel }) => {
  await page.emulateMedia({ media: 'print' });
  assert.ok(await panel.locator('svg.bar').first().isVisible());
  assert.equal(await panel.locator('article').first().evaluate((one) => getComputedStyle(one).breakInside), 'avoid');
  assert.ok((await page.pdf()).length > 5_000);
}));

test('en: the same panel in English', () => visit({}, { language: 'en' }, async ({ panel }) => {
  const text = await seen(panel);
  for (const said of ['142 people', '40%', 'between 35 and 46 in 100', 'Your answer', 'These answers come from volunteers', 'November 26, 2024']) assert.ok(text.includes(said), `no “${said}”`);
}));
