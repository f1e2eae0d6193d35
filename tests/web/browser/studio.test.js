// SPDX-License-Identifier: MIT
// Tests: studio.html: a survey is started, written, translated, set, coloured, looked at, checked and taken away; what was taken away works.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import decodeQR from 'qr/decode.js';
import { contentSecurityPolicy } from '../../../web/build/page.ts';
import { engines } from '../drivers/index.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const triptych = join(root, 'build/native/triptych');
const work = mkdtempSync(join(tmpdir(), 'triptych-studio-'));
let browser;
let site;
before(async () => {
  browser = await engines.chromium.launch();
  site = await serve(dist, {
    prefix: '/a/b/',
    answer(_request, response) {
      response.setHeader('content-security-policy', contentSecurityPolicy({}));
      return false;
    },
  });
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(work, { recursive: true });
});

/** An organizer at the studio. Nothing but our own files may ever be asked for, and nothing sent. */
async function visit({ language = 'fr', address = `${site.url}studio.html`, ...options }, act) {
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', width: 1280, acceptDownloads: true, ...options });
  const sent = [];
  page.page.on('request', (request) => sent.push(`${request.method()} ${request.url().startsWith('blob:') ? 'blob:' : new URL(request.url()).origin}`));
  try {
    await page.open(address);
    await page.waitFor('button.blank');
    const studio = page.page.locator('triptych-studio');
    await act({
      page, studio, t: words(language),
      to: (section) => studio.locator(`.to-${section}`).click(),
      field: (key, params) => studio.getByLabel(words(language)(key, params), { exact: true }),
      async write(target, text) {
        await target.fill(text);
        await target.blur();
      },
      async saved(selector) {
        const [download] = await Promise.all([page.page.waitForEvent('download'), studio.locator(selector).click()]);
        return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
      },
      has: (text) => until(async () => (await page.text()).includes(text), () => `the page does not say “${text}”`),
      hasNot: (text) => until(async () => !(await page.text()).includes(text), () => `the page still says “${text}”`),
    });
    const origin = address.startsWith('file:') ? 'null' : new URL(address).origin;
    assert.deepEqual([...new Set(sent)].filter((one) => ![`GET ${origin}`, 'GET blob:'].includes(one)), [], 'something was asked elsewhere, or sent');
    assert.deepEqual(page.problems, []);
  } finally {
    await page.close();
  }
}

const example = async ({ studio }) => {
  await studio.locator('button.template[value="ai-in-care"]').click();
  await studio.locator('section.questions .cards').first().waitFor();
};

test('from nothing to files that work: a question written, a preview answered, nothing sent; the folder is sound and is asked on a site', () => visit({}, async (at) => {
  const { studio, t, to, field, write, saved, has } = at;
  await studio.locator('button.blank').click();
  await write(field('studio.survey_title'), 'Votre salle d’attente');
  const card = studio.locator('.card').first();
  await card.locator('summary').click();
  await write(card.getByLabel(t('studio.question'), { exact: true }), 'La salle est-elle calme ?');
  const answers = card.getByLabel(t('studio.words'), { exact: true });
  await write(answers.nth(0), 'Oui');
  await write(answers.nth(1), 'Non');
  await card.getByRole('button', { name: t('studio.add_choice') }).click();
  await write(answers.nth(2), 'Parfois');
  await studio.locator('select.add').selectOption({ label: t('studio.type_rating') });
  const second = studio.locator('.card').nth(1);
  await write(second.getByLabel(t('studio.question'), { exact: true }), 'Combien de fois êtes-vous venu ?');

  // Who asks is missing, and said where it is to be written.
  await to('settings');
  await has(t('error.package_controller'));
  await write(field('studio.controller_name'), 'Association du Calme');
  await write(field('studio.controller_contact'), 'calme@association.example');
  await write(field('studio.survey'), 'calme');
  await field('studio.collect').selectOption('triptych');

  await to('preview');
  const widget = studio.locator('triptych-widget');
  await widget.locator('[part~="door"]').first().waitFor();
  const width = async () => (await widget.boundingBox()).width;
  assert.ok((await width()) <= 320, `a telephone is ${await width()} px wide`);
  await studio.locator('.preview-size').selectOption('desk');
  await until(async () => (await width()) > 700, async () => `a desk is ${await width()} px wide`);
  for (const [panel, sign] of [['confiance', 'widget.panel_confiance'], ['engagement', 'widget.panel_engagement'], ['participation', 'widget.panel_participation']]) {
    await studio.locator('.preview-panel').selectOption(panel);
    await widget.getByRole('button', { name: t(sign), exact: true }).and(widget.locator('[aria-current="page"]')).waitFor();
  }
  await widget.getByRole('button', { name: t('widget.begin'), exact: true }).click();
  await widget.getByText('La salle est-elle calme').waitFor();
  await widget.getByRole('radio', { name: 'Parfois' }).check();
  await widget.getByRole('button', { name: t('question.finish') }).click();
  await widget.getByRole('button', { name: t('ballot.send') }).click();
  await widget.getByText(t('ballot.received_title')).first().waitFor();

  await to('check');
  await has(t('studio.totals', { errors: 0, warnings: 0, notes: 0 }));
  await to('leave');
  await has(t('studio.leave_sound'));
  const { name, bytes } = await saved('.save-files');
  assert.equal(name, 'calme.zip');
  const files = unzipSync(bytes);
  assert.deepEqual(Object.keys(files).toSorted(), ['content/calme/disclosure.json', 'content/calme/questionnaire.json', 'content/calme/widget.json']);
  const folder = join(work, 'own-site');
  cpSync(dist, folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  assert.equal(spawnSync(triptych, ['check', join(folder, 'content/calme'), '--publish'], { encoding: 'utf8' }).status, 0);

  // From another site the script is vouched for.
  await write(field('studio.folder_address'), 'https://files.example/triptych');
  const hash = createHash('sha384').update(readFileSync(join(dist, 'triptych.js'))).digest('base64');
  await until(async () => (await studio.locator('.snippet code').textContent()).includes(`src="https://files.example/triptych/triptych.js" integrity="sha384-${hash}" crossorigin="anonymous"`), () => 'no hash');

  // The lines of the last step, in a page of their own.
  await write(field('studio.folder_address'), '/');
  const snippet = await studio.locator('.snippet code').textContent();
  const frame = await studio.locator('.frame code').textContent();
  const early = await studio.locator('.early code').textContent();
  assert.ok((await studio.locator('.early + .hint').textContent()).includes(createHash('sha256').update(/<style[^>]*>([^]*)<\/style>/.exec(early)[1]).digest('base64')), 'the hash said is not that of the style');
  writeFileSync(join(folder, 'early.html'), `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Chez nous</title><main><h1>Chez nous</h1>${early}</main></html>`);
  writeFileSync(join(folder, 'own.html'), `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Chez nous</title><main><h1>Chez nous</h1>${snippet}</main></html>`);
  writeFileSync(join(folder, 'frame.html'), `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Chez nous</title><main><h1>Chez nous</h1>${frame}</main></html>`);
  const own = await serve(folder);
  const visitor = await browser.page({ locale: 'fr-FR' });
  try {
    await visitor.open(`${own.url}own.html`);
    await visitor.page.getByRole('heading', { name: 'Votre salle d’attente' }).waitFor();
    // The first screen in the page: there without any script, the widget's afterwards.
    await visitor.page.route(/\.js$/, (route) => route.abort());
    await visitor.page.goto(`${own.url}early.html`);
    const words = () => visitor.page.locator('.screen.home').innerText();
    const drawn = await words();
    assert.match(drawn, /Votre salle d’attente/);
    await visitor.page.unroute(/\.js$/);
    await visitor.page.goto(`${own.url}early.html`);
    await visitor.page.waitForFunction(() => !document.querySelector('triptych-widget').shadowRoot.querySelector('.early'));
    assert.equal(await words(), drawn);
    await visitor.open(`${own.url}frame.html`);
    await visitor.page.frameLocator('iframe').getByRole('heading', { name: 'Votre salle d’attente' }).waitFor();
    assert.equal(await visitor.page.locator('iframe').getAttribute('title'), 'Votre salle d’attente');
    await until(async () => (await visitor.page.locator('iframe').boundingBox()).height !== 700, () => 'the frame keeps its first height');
    // No icon stands beside that page.
    assert.deepEqual(visitor.problems.filter((problem) => !/404|ERR_FAILED/.test(problem)), []);
  } finally {
    await visitor.close();
    await own.close();
  }
}));

test('a fault is told at its field, in the list, and in the file; one press leads there; undo takes it back', () => visit({ language: 'en' }, async (at) => {
  const { studio, t, to, write, has, hasNot, field } = at;
  await example(at);
  const card = studio.locator('.card').nth(1);
  await card.locator('summary').click();
  const condition = card.getByLabel(t('studio.visible_if'), { exact: true });
  await write(condition, "{efect} = 'neither'");
  const fault = card.locator('.findings li').first();
  await fault.waitFor();
  assert.match(await fault.textContent(), /efect/);
  const describedBy = await condition.getAttribute('aria-describedby');
  assert.ok(describedBy.split(' ').some((id) => id.endsWith('-found')), 'the field does not name what is wrong with it');
  await to('check');
  const line = studio.locator('.check .findings li', { hasText: 'efect' });
  assert.equal(await line.count(), 1);
  await line.getByRole('button').click();
  await studio.locator('.section.questions').waitFor();
  await studio.locator('.card details[open] .findings li', { hasText: 'efect' }).first().waitFor();
  await to('files');
  await studio.locator('.file-name').selectOption('questionnaire.json');
  await studio.locator('.section.files .findings button').first().click();
  await until(async () => /efect/.test(await studio.locator('textarea.source').evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd))), () => 'the line is not selected');
  await studio.locator('.undo').click();
  await hasNot('efect');
  await studio.locator('.redo').click();
  await has('efect');
  await studio.locator('.undo').click();
  // A file that is no JSON is kept as it is, told at its line, and the rest of the page says where to mend it.
  const whole = await studio.locator('textarea.source').inputValue();
  // Written at once: two thousand lines typed into a page take a browser half a minute.
  await studio.locator('textarea.source').evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new Event('change', { bubbles: true }));
  }, whole.replace('"pages": [', '"pages": [['));
  await studio.locator('.section.files .findings .error').first().waitFor();
  await to('questions');
  await has(t('studio.unreadable', { file: 'questionnaire.json' }));
  await studio.locator('.undo').click();
  await field('studio.survey_title').waitFor();
}));

test('two languages side by side: what a third one lacks is counted, found, written, and shown by the widget', () => visit({ language: 'en' }, async (at) => {
  const { studio, t, to, write, has } = at;
  await example(at);
  await to('texts');
  const covered = async () => (await studio.locator('.coverage li').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
  await until(async () => (await covered()).length === 2, () => 'two languages are counted');
  const [first, second] = (await covered()).map((text) => /([\d,]+) of ([\d,]+)/.exec(text).slice(1));
  assert.deepEqual(first, second, 'English has all that French has');
  assert.ok(Number(first[1].replace(',', '')) > 300);
  await to('settings');
  await write(studio.locator('input.language'), 'es');
  await studio.locator('input.language').press('Enter');
  await to('texts');
  await studio.locator('select.target').selectOption('es');
  await until(async () => / 0 of /.test((await covered())[2] ?? ''), async () => String(await covered()));
  await studio.locator('.only-missing').check();
  const questionnaire = studio.locator('details.file').filter({ hasText: 'questionnaire.json' });
  await questionnaire.locator('summary').click();
  const left = async () => questionnaire.locator('.pair').count();
  await questionnaire.locator('.pair').first().waitFor();
  const before = await left();
  const title = questionnaire.locator('.pair').first().locator('textarea[lang=es]');
  assert.match(await title.evaluate((area) => area.className), /missing/);
  await write(title, 'La inteligencia artificial en la atención: ¿y usted?');
  await until(async () => (await left()) === before - 1, async () => `${await left()} of ${before} are left`);
  await until(async () => / 1 of /.test((await covered())[2]), async () => String(await covered()));
  await to('preview');
  await studio.locator('.preview-locale').selectOption('es');
  await studio.locator('triptych-widget').getByText('La inteligencia artificial en la atención').first().waitFor();
  await to('check');
  await has(t('error.questionnaire_translation', { language: 'es' }));
}));

test('reading levels are those of `triptych check --reading`', () => visit({ language: 'en' }, async (at) => {
  const { studio, to } = at;
  await example(at);
  await to('check');
  await studio.locator('table.reading tbody tr').first().waitFor();
  const rows = await studio.locator('table.reading tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  const { stdout } = spawnSync(triptych, ['check', join(root, 'content/ai-in-care'), '--reading', '--json'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const measured = JSON.parse(stdout).value.filter(({ code, file }) => code === 'reading_measured' && !file.includes('locales'));
  assert.equal(rows.length, measured.length);
  const sorted = (list) => list.filter(Boolean).toSorted((a, b) => a - b);
  assert.deepEqual(sorted(rows.map((row) => Number(row.at(-1)))), sorted(measured.map(({ params }) => params.ease)));
}));

test('colours that some cannot read are refused with the pair and the ratio; sound ones reach the widget, light and dark', () => visit({}, async (at) => {
  const { studio, t, to, hasNot } = at;
  await example(at);
  await to('look');
  const accent = studio.locator('.colours li').first();
  const pick = (scheme, value) => accent.locator(`input.${scheme}`).evaluate((input, colour) => {
    input.value = colour;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
  await pick('light', '#9fb6c9');
  const refusal = accent.locator('.findings .error').first();
  await refusal.waitFor();
  assert.match(await refusal.textContent(), /\d,\d\s+pour 1/);
  await pick('light', '#4a148c');
  await hasNot(t('studio.error'));
  await to('preview');
  const colourOf = (scheme) => until(async () => {
    const doors = studio.locator(`triptych-widget[scheme=${scheme}] .primary`);
    return (await doors.count()) > 0 && doors.first().evaluate((button) => getComputedStyle(button).backgroundColor);
  }, () => 'no button');
  await studio.locator('.preview-scheme').selectOption('light');
  await studio.locator('.preview-panel').selectOption('participation');
  assert.equal(await colourOf('light'), 'rgb(74, 20, 140)');
  await studio.locator('.preview-scheme').selectOption('dark');
  assert.equal(await colourOf('dark'), 'rgb(142, 216, 210)', 'the dark page keeps its own');
}));

test('the notice says what the settings say, in French and in English; the code to scan holds the address', () => visit({}, async (at) => {
  const { studio, t, to, field, write, saved } = at;
  await example(at);
  await to('settings');
  await write(field('studio.controller_name'), 'Ligue <du> Souffle');
  await write(field('studio.controller_contact'), 'ecrire@souffle.example');
  await write(field('studio.controller_dpo'), 'dpo@souffle.example');
  await write(field('studio.retention'), '45');
  await field('studio.collect').selectOption('http');
  await write(field('studio.collect_url'), 'https://collecte.souffle.example/bulletins');
  await studio.locator('.marker').check();
  await write(field('studio.marker_days'), '60');
  await studio.locator('details', { hasText: t('studio.omit', { count: 0 }) }).last().locator('summary').click();
  const role = JSON.parse(readFileSync(join(root, 'content/ai-in-care/questionnaire.json'), 'utf8')).pages.flatMap(({ elements }) => elements).find(({ name }) => name === 'role');
  await studio.getByRole('checkbox', { name: role.title.default, exact: true }).first().check();
  await to('leave');
  for (const [language, days, weeks] of [['fr', '45 jours', '60 jours'], ['en', '45 days', '60 days']]) {
    await studio.locator(`.notice-${language} > summary`).click();
    const { name, bytes } = await saved(`.notice-${language} .save-notice`);
    assert.equal(name, `ai-in-care-notice-${language}.html`);
    const text = bytes.toString('utf8').replaceAll(/[\u00a0\u202f]/g, ' ');
    assert.match(text, new RegExp(`<html lang="${language}">`));
    for (const part of ['Ligue &lt;du&gt; Souffle', 'ecrire@souffle.example', 'dpo@souffle.example', 'collecte.souffle.example', days, weeks, 'triptych:ai-in-care:1:sent', words(language)('widget.notice_nameless')]) assert.ok(text.includes(part), `${language}: ${part}`);
    const effect = JSON.parse(readFileSync(join(root, 'content/ai-in-care/questionnaire.json'), 'utf8')).pages.flatMap(({ elements }) => elements).find(({ name: one }) => one === 'effect');
    const said = (localized) => (language === 'fr' ? localized.default : localized.en).replaceAll(/[\u00a0\u202f]/g, ' ');
    assert.ok(text.includes(said(effect.title)), 'a question that is asked is not listed');
    assert.ok(!text.includes(said(role.title)), 'a question that is left out is listed');
    // In the page as in the file.
    const shown = (await studio.locator(`.notice-${language} .notice`).innerText()).replaceAll(/\s+/g, ' ');
    assert.ok(shown.includes('Ligue <du> Souffle') && shown.includes('collecte.souffle.example'));
  }
  // What is still being written breaks nothing: an address without a host, a judgment without its day.
  await to('settings');
  await write(field('studio.collect_url'), 'https://');
  await to('rules');
  await field('studio.judged').check();
  await write(field('studio.judged_by'), 'Dr Exemple');
  await to('leave');
  await studio.locator('.notice-fr > summary').click();
  await until(async () => (await studio.locator('.notice-fr .notice').innerText()).includes('Dr Exemple'), () => 'the notice is gone');
  await to('settings');
  await field('studio.collect').selectOption('none');
  await to('leave');
  await studio.locator('.notice-fr > summary').click();
  assert.ok((await studio.locator('.notice-fr .notice').innerText()).replaceAll(/\s+/g, ' ').includes(t('notice.nowhere')));

  await studio.locator('.page-address').fill('https://souffle.example/avis?de=affiche');
  await studio.locator('svg.qr').waitFor();
  const { bytes } = await saved('.save-qr');
  // Drawn large enough for a camera, as the file says.
  const [, size] = /viewBox="0 0 (\d+) \1"/.exec(bytes.toString('utf8'));
  const scale = 8;
  const pixels = new Uint8Array((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y] of bytes.toString('utf8').matchAll(/M(\d+) (\d+)h1/g))
    for (let row = 0; row < scale; row += 1)
      for (let column = 0; column < scale; column += 1) pixels.fill(0, (((Number(y) * scale + row) * size * scale) + Number(x) * scale + column) * 4, (((Number(y) * scale + row) * size * scale) + Number(x) * scale + column) * 4 + 3);
  assert.equal(decodeQR({ width: size * scale, height: size * scale, data: pixels }), 'https://souffle.example/avis?de=affiche');
}));

test('explainers are taken from the site, moved, taken out; the preview shows the first one', () => visit({}, async (at) => {
  const { studio, t, to } = at;
  await studio.locator('button.blank').click();
  await to('explainers');
  await studio.locator('select.add-explainer').selectOption({ label: 'learning (ai-in-care)' });
  await studio.locator('.card', { hasText: 'learning' }).waitFor();
  await studio.locator('select.add-explainer').selectOption({ label: 'diagnosis (ai-in-care)' });
  await studio.locator('.card', { hasText: 'diagnosis' }).getByRole('button', { name: new RegExp(`^${t('studio.up')}`) }).click();
  await until(async () => /diagnosis/.test(await studio.locator('.card').first().textContent()), () => 'it did not move');
  await to('preview');
  await studio.locator('.preview-panel').selectOption('confiance');
  const first = JSON.parse(readFileSync(join(root, 'content/ai-in-care/explainers/diagnosis.json'), 'utf8'));
  await studio.locator('triptych-widget').getByText(first.title.default).first().waitFor();
  await to('explainers');
  await studio.locator('.card').first().getByRole('button', { name: new RegExp(`^${t('studio.remove')}`) }).click();
  await until(async () => (await studio.locator('.card').count()) === 1, () => 'it is still there');
}));

test('a reload loses nothing; what the browser kept can be forgotten; files that are no survey change nothing', () => visit({}, async (at) => {
  const { page, studio, t, field, write, has } = at;
  await studio.locator('button.blank').click();
  await write(field('studio.survey_title'), 'À reprendre');
  await page.page.reload();
  await has(t('studio.left_here', { title: 'À reprendre' }));
  await studio.locator('.go-on').click();
  await until(async () => (await field('studio.survey_title').inputValue()) === 'À reprendre', () => 'the title is gone');
  await studio.locator('.close').click();
  writeFileSync(join(work, 'noise.json'), '{"a":');
  await studio.locator('input.own').setInputFiles(join(work, 'noise.json'));
  await has(t('studio.open_json', { file: 'noise.json' }));
  await studio.locator('.go-on').click();
  await studio.locator('.close').click();
  await studio.getByRole('button', { name: t('studio.forget') }).click();
  await page.page.reload();
  await page.waitFor('button.blank');
  assert.equal(await studio.locator('.go-on').count(), 0);
}));

test('as one file from a disk: everything, the preview too, and no request but for itself; its policy lets nothing out', async () => {
  const file = join(work, 'studio.html');
  copyFileSync(join(dist, 'studio-alone.html'), file);
  const address = pathToFileURL(file).href;
  await visit({ address }, async (at) => {
    const { page, studio, t, to, saved } = at;
    const asked = [];
    page.page.on('request', (request) => asked.push(request.url()));
    await example(at);
    await to('preview');
    await studio.locator('.preview-panel').selectOption('confiance');
    await studio.locator('triptych-widget triptych-explainer, triptych-widget .explainers').first().waitFor();
    await to('check');
    await studio.locator('table.reading tbody tr').first().waitFor();
    await to('leave');
    const { bytes } = await saved('.save-files');
    const files = unzipSync(bytes);
    const there = readdirSync(join(root, 'content/ai-in-care/explainers')).map((name) => `content/ai-in-care/explainers/${name}`);
    assert.ok(there.every((name) => name in files), Object.keys(files).join(' '));
    assert.deepEqual(JSON.parse(Buffer.from(files['content/ai-in-care/questionnaire.json'])), JSON.parse(readFileSync(join(root, 'content/ai-in-care/questionnaire.json'), 'utf8')));
    assert.deepEqual(asked.filter((url) => !url.startsWith('blob:')), []);
    assert.ok(await studio.getByText(t('studio.leave_sound')).count());
    const reached = await page.evaluate(() => fetch('https://example.invalid/').then(() => 'went', () => 'refused'));
    assert.equal(reached, 'refused');
    page.problems.length = 0;
  });
  const text = readFileSync(file, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)[1];
  for (const rule of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"]) assert.ok(policy.split('; ').includes(rule), rule);
  const code = /<script type="module">([^]*?)<\/script>/.exec(text)[1];
  assert.ok(policy.includes(`'sha256-${createHash('sha256').update(code).digest('base64')}'`), 'another script than the one of the policy');
});
