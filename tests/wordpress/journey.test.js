// SPDX-License-Identifier: MIT
// Tests: a volunteer’s way in wp-admin, by Chromium: from Plugins → Add → Upload to a visitor’s ballot; who may place the survey; what stands in its way on real sites.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { root, sampleBallots, temporaryFolder, text, withId } from '../server/harness.js';
import { Visitor } from '../web/journey/visitor.js';
import { words } from '../web/drivers/words.js';
import { visitorAnswers } from './journey.js';
import { addresses, archive, ask, launch, Member, startWordPress, version } from './site.js';

/** Pictures for people to look at, where a folder for them is named. */
const pictures = process.env.TRIPTYCH_SCREENSHOTS ?? '';
const picture = async (page, name, options = {}) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, ...options }); };

let site;
let browser;
let placed;

before(async () => {
  site = await startWordPress({ plugin: false });
  site.permalinks('/%postname%/');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.stop();
});

const visit = (address, { on = site, ...options } = {}) => visitorAnswers(browser, on, address, options);

test('an administrator uploads the zip, says who answers for the data, publishes a page, and a visitor’s ballot arrives exactly once', async () => {
  const admin = await Member.arrive(site, browser, 'admin', { form: true });
  const { page } = admin;
  try {
    await admin.click('#menu-plugins a.menu-top');
    await admin.click('a.page-title-action');
    await admin.click('a.upload-view-toggle');
    await page.locator('#pluginzip').setInputFiles(archive);
    await admin.click('#install-plugin-submit');
    await admin.click(page.getByRole('link', { name: 'Activate Plugin' }));
    await page.getByRole('link', { name: 'Set up Triptych' }).waitFor();
    await picture(page, 'activated');
    await admin.click(page.getByRole('link', { name: 'Set up Triptych' }));
    await admin.fill('#triptych-name', 'Association <i>des</i> patients');
    await admin.fill('#triptych-contact', 'contact@association.example');
    await picture(page, 'settings');
    await admin.click('#submit');
    await page.locator('#setting-error-settings_updated').waitFor();
    assert.equal(await page.locator('#triptych-name').inputValue(), 'Association des patients');
    await admin.click('.triptych-page input[type=submit]');
    await page.locator('.triptych-fact-placed a').waitFor();
    placed = await page.locator('.triptych-fact-placed a').getAttribute('href');
    await picture(page, 'placed');
    assert.deepEqual([admin.clicks, admin.fields], [8, 2], 'clicks and fields from Plugins to a page that collects');
    assert.equal(await page.locator('.triptych-page').count(), 0, 'one page is enough');
  } finally {
    await admin.close();
  }
  assert.equal(site.sql("SELECT post_content FROM wp_posts WHERE post_status = 'publish' AND post_content LIKE '%triptych%'"), '<!-- wp:triptych/survey /-->');
  assert.ok(!placed.includes('?'), placed);
  const { url } = await visit(placed);
  assert.equal(url, site.url + addresses.rest);
  assert.equal(site.stored().length, 1);
});

test('in the block editor an administrator places the survey by its block, with a language of its own', async () => {
  const admin = await Member.arrive(site, browser);
  const { page } = admin;
  let address;
  try {
    await admin.open('wp-admin/post-new.php?post_type=page');
    await page.locator('.edit-post-welcome-guide, .editor-post-title__input').first().waitFor();
    if (await page.locator('.edit-post-welcome-guide').count()) await page.keyboard.press('Escape');
    await admin.fill('.editor-post-title__input', 'English opinions');
    await admin.click('.edit-post-header-toolbar__inserter-toggle');
    await admin.fill('.block-editor-inserter__search input', 'triptych');
    await admin.click('.editor-block-list-item-triptych-survey');
    await page.locator('.wp-block-triptych-survey').waitFor();
    await admin.click('.edit-post-header-toolbar__inserter-toggle');
    await page.locator('.wp-block-triptych-survey').click();
    assert.match(await page.locator('.wp-block-triptych-survey').innerText(), /Visitors see the survey here/);
    if ((await page.locator('.interface-complementary-area').count()) === 0) await page.locator('.interface-pinned-items button').first().click();
    await page.locator('.interface-complementary-area').getByLabel('Language').selectOption('en');
    await picture(page, 'block');
    await admin.click('.editor-post-publish-panel__toggle');
    await admin.click('.editor-post-publish-button');
    address = await page.locator('.post-publish-panel__postpublish-buttons a, .components-snackbar a').first().getAttribute('href');
  } finally {
    await admin.close();
  }
  assert.equal(site.sql("SELECT post_content FROM wp_posts WHERE post_status = 'publish' AND post_title = 'English opinions'"), '<!-- wp:triptych/survey {"lang":"en"} /-->');
  await visit(address, { language: 'en' });
});

test('the page has no nonce, so that a cache may keep it; its script and files are the plugin’s own, and visitors get no cookie', async () => {
  const response = await ask(placed);
  const html = await response.text();
  assert.equal(response.headers.get('set-cookie'), null);
  assert.ok(!/nonce/i.test(html), html.match(/.{40}nonce.{40}/i)?.[0]);
  assert.equal(html.match(/<triptych-widget /g).length, 1);
  assert.match(html, /<script[^>]*src='[^']*\/wp-content\/plugins\/triptych\/site\/triptych\.js\?ver=/);
  // The same for everybody: what a cache keeps for one serves all.
  assert.equal(await (await ask(placed, { headers: { 'user-agent': 'other', 'accept-language': 'en' } })).text(), html);
  const code = `${site.url}wp-content/plugins/triptych/site/`;
  const wasm = readFileSync(join(site.wp, 'wp-content/plugins/triptych/site/triptych.js'), 'utf8').match(/assets\/survey-[\w-]{8}\.wasm/)[0];
  assert.equal((await ask(code + wasm)).headers.get('content-type'), 'application/wasm');
});

test('pictures of the public page, narrow and wide: the widget keeps inside of the theme’s column', async () => {
  for (const width of [360, 1280]) {
    const page = await browser.page({ locale: 'fr-FR', width });
    await new Visitor(page, 'fr').arrive(placed);
    await picture(page.page, `page-${width}`);
    const { left, right, inner } = await page.evaluate(() => ({ ...document.querySelector('triptych-widget').getBoundingClientRect().toJSON(), inner: document.documentElement.clientWidth }));
    assert.ok(left >= 0 && right <= inner, `${left} to ${right} of ${inner}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'the page scrolls sideways');
    await page.close();
  }
});

test('editors and authors place it by shortcode and by block, where unfiltered HTML is theirs and where it is nobody’s', async () => {
  for (const name of ['editor', 'author']) site.addUser(name, name);
  for (const [name, rules] of [['author', ''], ['editor', ''], ['editor', "define( 'DISALLOW_UNFILTERED_HTML', true );"], ['admin', "define( 'DISALLOW_UNFILTERED_HTML', true );"]]) {
    site.configure(rules);
    const may = site.php(`echo (int) user_can( get_user_by( 'login', '${name}' )->ID, 'unfiltered_html' );`);
    assert.equal(may, rules || name === 'author' ? '0' : '1');
    for (const content of ['[triptych lang="en"]', '<!-- wp:triptych/survey {"lang":"en"} /-->']) {
      const address = await site.write(name, `${content}\n<p>x</p><script>window.foreign = 1;</script>`);
      const html = await (await ask(address)).text();
      assert.equal(html.match(/<triptych-widget [^>]*lang="en"/g)?.length, 1, `${name} ${content}`);
      // Those rights were really off: their own script is gone.
      assert.equal(html.includes('<script>window.foreign'), may === '1', name);
      // One whole visit for each person, by either way.
      if (content.startsWith('[') === (name === 'author')) await visit(address, { language: 'en' });
    }
  }
  site.configure('');
});

test('attributes of strangers reach the page only as text', async () => {
  const html = await (await ask(site.page('[triptych lang="\'><script>alert(1)</script>" src="https://evil.example/"]'))).text();
  assert.ok(html.includes('<triptych-widget ') && !html.includes('<script>alert(1)') && !html.includes('evil.example'));
  site.settings({ title: '<img src=x onerror=alert(1)>', contact: '"><script>alert(2)</script>' });
  const again = await (await ask(site.page('[triptych]'))).text();
  assert.ok(!again.includes('<img src=x') && !again.includes('<script>alert(2)'));
  site.settings({ title: '', contact: 'contact@association.example' });
});

test('where a security plugin shuts REST, one press of the test button sends visitors’ ballots by the plain address', async () => {
  site.mustUse('shut', "add_filter( 'rest_authentication_errors', function ( $result ) { return is_user_logged_in() ? $result : new WP_Error( 'rest_shut', 'Only for members.', array( 'status' => 401 ) ); } );");
  const admin = await Member.arrive(site, browser);
  try {
    const before = site.stored().length;
    await admin.open('wp-admin/admin.php?page=triptych');
    await admin.click('.triptych-test input[type=submit]');
    await admin.page.locator('.triptych-tested').waitFor();
    assert.match(await admin.page.locator('.triptych-tried-rest').innerText(), /HTTP 401/);
    assert.match(await admin.page.locator('.triptych-tried-plain').innerText(), /answers/);
    assert.match(await admin.page.locator('.triptych-fact-door').innerText(), /plain address/);
    await picture(admin.page, 'overview-tested');
    assert.equal(site.stored().length, before, 'the test ballot is not kept');
  } finally {
    await admin.close();
  }
  const { url } = await visit(placed);
  assert.equal(url, site.url + addresses.plain);
  // Saving the settings tries as well: REST is open again.
  site.mustUse('shut', '');
  const again = await Member.arrive(site, browser);
  try {
    await again.open('wp-admin/admin.php?page=triptych-settings');
    await again.fill('#triptych-title', 'Votre avis');
    await again.click('#submit');
    await again.page.locator('#setting-error-settings_updated').waitFor();
    await again.open('wp-admin/admin.php?page=triptych');
    assert.match(await again.page.locator('.triptych-fact-door').innerText(), /REST route/);
  } finally {
    await again.close();
  }
  assert.equal((await visit(placed)).url, site.url + addresses.rest);
});

/**
 * What optimisers do to a page, as small as it can honestly be said; the real ones are in no package registry that the tests reach. Each leaves alone
 * what its own documentation lets a script or a plugin ask for, or nothing.
 */
const rewriting = (body) => `add_action( 'template_redirect', function () { ob_start( function ( $html ) {
    $scripts = '#<script(?<before>[^>]*)\\ssrc=[\\'"](?<src>[^\\'"]+)[\\'"](?<after>[^>]*)></script>#';
    ${body}
  } ); } );`;
const optimisers = {
  // Autoptimize: one deferred file of all scripts, without their attributes; what has data-noptimize, or is named by the filter, stays as it is.
  merging: (listens) => rewriting(`$merged = '';
    $excluded = array_filter( array_map( 'trim', explode( ',', ${listens === 'filter' ? "apply_filters( 'autoptimize_filter_js_exclude', 'wp-includes/js/dist/, js/jquery/jquery.js' )" : "''"} ) ) );
    $html = preg_replace_callback( $scripts, function ( $found ) use ( &$merged, $excluded ) {
      if ( ${listens === 'attribute'} && false !== strpos( $found[0], 'data-noptimize' ) ) { return $found[0]; }
      foreach ( $excluded as $one ) { if ( false !== strpos( $found[0], $one ) ) { return $found[0]; } }
      $path = ABSPATH . ltrim( (string) parse_url( $found['src'], PHP_URL_PATH ), '/' );
      if ( ! is_file( $path ) ) { return $found[0]; }
      $merged .= file_get_contents( $path ) . ";\\n";
      return '';
    }, $html );
    file_put_contents( WP_CONTENT_DIR . '/uploads/merged.js', $merged );
    return str_replace( '</head>', '<script defer src="' . content_url( 'uploads/merged.js' ) . '"></script></head>', $html );`),
  // WP Rocket, "delay JavaScript execution": each script gets a type that no browser runs, and is made anew at the first touch, key or move.
  delaying: (listens) => rewriting(`$excluded = ${listens === 'filter' ? "apply_filters( 'rocket_delay_js_exclusions', array( 'js-before' ) )" : 'array()'};
    $html = preg_replace_callback( $scripts, function ( $found ) use ( $excluded ) {
      if ( ${listens === 'attribute'} && false !== strpos( $found[0], 'nowprocket' ) ) { return $found[0]; }
      foreach ( $excluded as $one ) { if ( false !== strpos( $found[0], $one ) ) { return $found[0]; } }
      return '<script type="delayed/javascript" data-delayed-src="' . $found['src'] . '"></script>';
    }, $html );
    return str_replace( '</body>', '<script>(() => { const go = () => { for (const old of document.querySelectorAll("script[type=\\"delayed/javascript\\"]")) { const made = document.createElement("script"); made.async = false; made.src = old.dataset.delayedSrc; old.replaceWith(made); } }; for (const kind of ["keydown", "mousemove", "touchstart", "wheel"]) addEventListener(kind, go, { once: true, passive: true }); })()</script></body>', $html );`),
  // LiteSpeed Cache, "load JS deferred: delayed", which also takes the quotes and spaces of HTML that it minifies.
  minifying: (listens) => rewriting(`$html = preg_replace_callback( $scripts, function ( $found ) {
      return ${listens === 'attribute'} && false !== strpos( $found[0], 'data-no-defer="1"' ) ? $found[0] : '<script data-kept=1 type="litespeed/javascript" data-src="' . $found['src'] . '"></script>';
    }, $html );
    $html = preg_replace( array( '#<!--.*?-->#s', '#>\\s+<#', '#="([\\w-]+)"#' ), array( '', '><', '=$1' ), $html );
    return str_replace( '</body>', '<script>addEventListener("load", () => { for (const old of document.querySelectorAll("script[type=\\"litespeed/javascript\\"]")) { const made = document.createElement("script"); made.src = "data:text/javascript;base64,"; fetch(old.dataset.src).then((answer) => answer.text()).then((text) => { made.removeAttribute("src"); made.textContent = text; old.replaceWith(made); }); } })</script></body>', $html );`),
};

for (const [name, listening] of [['merging', ['attribute', 'filter', 'nothing']], ['delaying', ['attribute', 'filter', 'nothing']], ['minifying', ['attribute', 'nothing']]]) {
  test(`an optimiser that is ${name} scripts leaves the survey working, whether it listens (${listening.join(', ')}) or not`, async () => {
    try {
      for (const listens of listening) {
        site.mustUse('optimiser', optimisers[name](listens));
        const html = await (await ask(placed)).text();
        const touched = { merging: /uploads\/merged\.js/, delaying: / data-delayed-src=/, minifying: /<script data-kept=1 / }[name];
        assert.match(html, touched, 'the optimiser did nothing');
        const own = /<script[^>]*\ssrc=['"]?[^'"> ]*\/site\/triptych\.js/.test(html);
        assert.equal(own, listens !== 'nothing', `${listens}: the survey’s script is as it was`);
        // What its attributes say to one the filters say to the other: the same page.
        if (listens === 'filter') continue;
        if (name !== 'delaying' && listens === 'nothing') {
          await visit(placed);
          continue;
        }
        const page = await browser.page({ locale: 'fr-FR' });
        if (listens === 'nothing') {
          await page.open(placed);
          await page.page.locator('triptych-widget > p').waitFor();
          await page.page.mouse.move(20, 20);
          await page.page.mouse.move(40, 40);
          await page.waitFor('.screen.home .door');
        } else await new Visitor(page, 'fr').arrive(placed);
        await page.close();
      }
    } finally {
      site.mustUse('optimiser', '');
    }
  });
}

test('a page that a cache stored serves ballots days later: after other settings, other permalinks, other keys of the site, and with REST shut since', async () => {
  // As WordPress loads page caches: wp-content/advanced-cache.php, before everything else. It keeps what strangers are given, and never asks again.
  const dropIn = join(site.wp, 'wp-content/advanced-cache.php');
  writeFileSync(dropIn, `<?php
    $stored = WP_CONTENT_DIR . '/uploads/stored-' . md5( $_SERVER['REQUEST_URI'] ) . '.html';
    if ( 'cli' !== PHP_SAPI && 'GET' === $_SERVER['REQUEST_METHOD'] && ! preg_grep( '/^wordpress_logged_in_/', array_keys( $_COOKIE ) ) && ! preg_match( '/wp-admin|wp-login|rest_route|triptych=/', $_SERVER['REQUEST_URI'] ) ) {
      if ( is_file( $stored ) ) { header( 'X-Stored: yes' ); readfile( $stored ); exit; }
      ob_start( function ( $html ) use ( $stored ) { file_put_contents( $stored, $html ); return $html; } );
    }`);
  site.configure("define( 'WP_CACHE', true );");
  try {
    const first = await ask(placed);
    const html = await first.text();
    assert.equal(first.headers.get('x-stored'), null);
    const later = await ask(placed);
    assert.deepEqual([later.headers.get('x-stored'), await later.text()], ['yes', html]);
    // All nonces and cookies of before are worth nothing any more.
    site.configure("define( 'WP_CACHE', true ); define( 'AUTH_KEY', 'x1' ); define( 'SECURE_AUTH_KEY', 'x2' ); define( 'LOGGED_IN_KEY', 'x3' ); define( 'NONCE_KEY', 'x4' ); define( 'NONCE_SALT', 'x5' );");
    site.permalinks('');
    site.settings({ title: 'Autre titre', accent: '#0b5157' });
    site.mustUse('shut', "add_filter( 'rest_authentication_errors', function ( $result ) { return is_user_logged_in() ? $result : new WP_Error( 'rest_shut', 'Only for members.', array( 'status' => 401 ) ); } );");
    site.php('triptych_choose_door();');
    assert.equal((await ask(placed)).headers.get('x-stored'), 'yes');
    assert.equal((await visit(placed)).url, site.url + addresses.plain);
  } finally {
    rmSync(dropIn);
    site.mustUse('shut', '');
    site.configure('');
    site.permalinks('/%postname%/');
    site.settings({ title: 'Votre avis', accent: '' });
    site.php('triptych_choose_door();');
  }
});

test('a server that gives WebAssembly as plain text, with nosniff, and one that calls it a download: the survey starts all the same', async () => {
  for (const type of ['text/plain', 'application/octet-stream']) {
    const page = await browser.page({ locale: 'fr-FR' });
    let given = 0;
    await page.page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      given += 1;
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': type, 'x-content-type-options': 'nosniff' } });
    });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(placed);
    await visitor.beginsToAnswer();
    assert.ok(given > 0, type);
    // Not by the twin without WebAssembly, which is several times slower.
    assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /twin/.test(name)).length), 0);
    await page.close();
  }
});

test('the workbench opens inside wp-admin with this site’s survey; a release comes back to visitors and to research.html', async () => {
  for (const bytes of sampleBallots(root, { survey: 'ai-in-care', count: 200 })) assert.ok((await site.post(text(bytes), { door: 'plain' })).ok);
  const admin = await Member.arrive(site, browser);
  try {
    await admin.open('wp-admin/admin.php?page=triptych');
    await picture(admin.page, 'overview');
    assert.match(await admin.page.locator('.triptych-fact-next').innerText(), /Now, if the workbench/);
    const count = site.stored().length;
    assert.match(await admin.page.locator('.triptych-fact-ballots').innerText(), new RegExp(`${count}$`));
    const [download] = await Promise.all([admin.page.waitForEvent('download'), admin.page.locator('.triptych-copy').first().click()]);
    assert.equal(download.suggestedFilename(), 'ai-in-care.ballots');
    const copy = join(temporaryFolder(), 'ai-in-care.ballots');
    writeFileSync(copy, readFileSync(await download.path()));
    assert.equal(readFileSync(copy, 'utf8').trimEnd().split('\n').length, 1 + count);

    await admin.click('a.triptych-publish');
    const frame = admin.page.frameLocator('.triptych-workbench iframe');
    await frame.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await frame.locator('input.ballots').setInputFiles(copy);
    await frame.locator('table.items').waitFor();
    await picture(admin.page, 'workbench', { fullPage: false });
    // The file that the workbench makes, as its own page hands it over; the module brings it back.
    const [made] = await Promise.all([admin.page.waitForEvent('download'), frame.locator('.save-site').click()]);
    const files = unzipSync(readFileSync(await made.path()));
    // In the frame itself, under its policy and with the person's own cookie.
    const inside = admin.page.frames().find((one) => one.url().includes('/workbench.html'));
    const own = stripTypeScriptTypes(readFileSync(join(root, 'web/src/desk/wordpress.ts'), 'utf8')).replaceAll(/^export /gm, '');
    const read = await inside.evaluate(`(async () => {
      ${own}
      const { base, nonce, survey } = connectionFrom(document.URL);
      const files = new Map(${JSON.stringify(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]))});
      for (const [name, text] of files) files.set(name, Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      await publish(base, nonce, publicationOf(files));
      const file = await readBallots(base, nonce, { survey });
      return { name: file.name, text: await file.text() };
    })()`);
    assert.deepEqual(read, { name: 'ai-in-care.ballots', text: readFileSync(copy, 'utf8') });
    await admin.open('wp-admin/admin.php?page=triptych');
    // What is published says its total by steps of five.
    const said = count - (count % 5);
    assert.match(await admin.page.locator('.triptych-fact-last').innerText(), new RegExp(`of ${said} ballots`));
    assert.match(await admin.page.locator('.triptych-fact-next').innerText(), new RegExp(`at least ${11 - (count - said)} more`));
  } finally {
    await admin.close();
  }
  const visitor = await browser.page({ locale: 'fr-FR' });
  try {
    const person = new Visitor(visitor, 'fr');
    await person.arrive(placed);
    await person.enter('engagement');
    await person.seesAChart();
    await picture(visitor.page, 'results', { fullPage: false });
  } finally {
    await visitor.close();
  }
  const researcher = await browser.page({ locale: 'fr-FR', width: 1280 });
  try {
    await researcher.open(`${site.url}wp-content/uploads/triptych/research.html`);
    await researcher.click({ role: 'button', name: words('fr')('research.open') });
    await researcher.waitFor('table.answers');
    assert.deepEqual(researcher.problems, []);
  } finally {
    await researcher.close();
  }
});

test('closed by its button the survey takes no more ballots, and can be opened again until something final was published', async () => {
  const admin = await Member.arrive(site, browser);
  const ballot = text(withId(sampleBallots(root, { survey: 'ai-in-care', count: 1 })[0]));
  try {
    await admin.open('wp-admin/admin.php?page=triptych');
    await admin.page.locator('.triptych-close input[name=sure]').check();
    await admin.click('.triptych-close input[type=submit]');
    await admin.page.locator('.triptych-reopen').waitFor();
    assert.match(await admin.page.locator('.triptych-fact-state').innerText(), /Closed on/);
    assert.equal((await site.post(ballot)).status, 410);
    await admin.click('.triptych-reopen input[type=submit]');
    await admin.page.locator('.triptych-close').waitFor();
    assert.equal((await site.post(ballot)).status, 201);
    // Without the nonce of the form, with the cookie: another site’s page could send that.
    const forged = await admin.page.evaluate(async (address) => (await fetch(address, { method: 'POST', body: new URLSearchParams({ action: 'triptych_close', sure: '1' }) })).status, `${site.url}wp-admin/admin-post.php`);
    assert.equal(forged, 403);
    assert.equal((await site.post(ballot)).status, 200, 'still open');
  } finally {
    await admin.close();
  }
  const editor = await Member.arrive(site, browser, 'editor');
  try {
    for (const page of ['triptych', 'triptych-settings', 'triptych-workbench']) {
      await editor.open(`wp-admin/admin.php?page=${page}`);
      assert.match(await editor.page.locator('body').innerText(), /not allowed/, page);
    }
  } finally {
    await editor.close();
  }
});

test('in French, wp-admin speaks French', async () => {
  site.php("update_user_meta( 1, 'locale', 'fr_FR' ); update_option( 'WPLANG', 'fr_FR' );");
  const admin = await Member.arrive(site, browser);
  try {
    await admin.open('wp-admin/admin.php?page=triptych-settings');
    assert.match(await admin.page.locator('.triptych-settings').innerText(), /Qui répond des données/);
    await picture(admin.page, 'settings-fr');
    await admin.open('wp-admin/admin.php?page=triptych');
    const said = await admin.page.locator('.triptych-overview').innerText();
    assert.match(said, /Bulletins reçus/);
    await picture(admin.page, 'overview-fr');
  } finally {
    await admin.close();
    site.php("delete_user_meta( 1, 'locale' ); update_option( 'WPLANG', '' );");
  }
});

test('a newer zip is uploaded over it: ballots, settings and results are there, the new version writes the survey’s files, a visitor’s ballot arrives', async () => {
  const newer = join(temporaryFolder(), 'triptych-wordpress-9.9.9.zip');
  const files = Object.entries(unzipSync(readFileSync(archive))).filter(([name]) => !name.endsWith('/'));
  const renewed = (name, bytes) => (/\/(triptych\.php|readme\.txt)$/.test(name) ? Buffer.from(Buffer.from(bytes).toString().replaceAll(version, '9.9.9')) : bytes);
  writeFileSync(newer, zipSync(Object.fromEntries(files.map(([name, bytes]) => [name, renewed(name, bytes)]))));
  const [stored, settings] = [site.stored(), site.php("echo wp_json_encode( get_option( 'triptych_settings' ) );")];
  const results = await (await ask(`${site.url}?triptych=results/ai-in-care.json`)).text();
  assert.ok(stored.length > 200 && results.includes('triptych-snapshot'));
  const html = await (await ask(placed)).text();
  const admin = await Member.arrive(site, browser);
  try {
    await admin.open('wp-admin/plugin-install.php?tab=upload');
    await admin.page.locator('#pluginzip').setInputFiles(newer);
    await admin.click('#install-plugin-submit');
    assert.match(await admin.page.locator('.update-from-upload-comparison').innerText(), /9\.9\.9/);
    await admin.click('a.update-from-upload-overwrite');
    await admin.page.getByText('Plugin updated successfully').waitFor();
    await admin.open('wp-admin/plugins.php');
    assert.match(await admin.page.locator('#the-list tr.active[data-slug=triptych]').innerText(), /9\.9\.9/);
  } finally {
    await admin.close();
  }
  assert.deepEqual(site.stored().sort(), stored.sort());
  assert.equal(site.php("echo wp_json_encode( get_option( 'triptych_settings' ) );"), settings);
  assert.equal(await (await ask(`${site.url}?triptych=results/ai-in-care.json`)).text(), results);
  assert.match(await (await ask(placed)).text(), /triptych\.js\?ver=9\.9\.9/);
  // By the page of before, as a cache has stored it.
  assert.ok(html.includes(`triptych.js?ver=${version}`));
  await visit(placed, { html });
  assert.equal(site.stored().length, stored.length + 1);
});

test('deleted from the list of plugins, which says so beforehand, it keeps ballots; with the box ticked it takes them along', async () => {
  const admin = await Member.arrive(site, browser);
  admin.page.on('dialog', (dialog) => dialog.accept());
  const row = '#the-list tr[data-slug=triptych]';
  const remove = async () => {
    await admin.open('wp-admin/plugins.php');
    const said = await admin.page.locator(row).first().innerText();
    await admin.click(`${row} .deactivate a`);
    await admin.page.locator(`${row} .delete a`).waitFor();
    await admin.click(`${row} .delete a`);
    await admin.page.locator('#the-list tr.deleted, .plugin-deleted-tr, #the-list tr.no-items').first().waitFor();
    assert.ok(!existsSync(join(site.wp, 'wp-content/plugins/triptych')));
    return said;
  };
  try {
    const count = site.stored().length;
    assert.ok(count > 200);
    assert.match(await remove(), /Deleting the plugin keeps its ballots/);
    assert.equal(site.stored().length, count);
    site.activate();
    assert.equal(site.php("echo triptych_count( 'ai-in-care' );"), String(count));
    site.settings({ delete_on_uninstall: true });
    assert.match(await remove(), /Deleting the plugin deletes its ballots/);
    assert.equal(site.sql("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '%triptych%'"), '0');
    assert.ok(!existsSync(join(site.wp, 'wp-content/uploads/triptych')));
  } finally {
    await admin.close();
  }
  assert.deepEqual(site.complaints(), []);
});
