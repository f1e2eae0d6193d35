// SPDX-License-Identifier: MIT
// Tests: the whole way: from Plugins → Add → Upload to a result on a visitor’s page and a bundle on research.html, with 12 clicks and 5 fields at most,
// on Debian’s WordPress and on a newer one; then sealed ballots, the closing, and a network of sites.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seal } from '../../web/src/store/seal.ts';
import { root, sampleBallots, temporaryFolder, text, triptych, withId } from '../server/harness.js';
import { until } from '../web/drivers/wait.js';
import { words } from '../web/drivers/words.js';
import { Visitor } from '../web/journey/visitor.js';
import { fromZipToResult, visitorAnswers } from './journey.js';
import { addresses, ask, launch, Member, newerWordPress, startWordPress } from './site.js';

let site;
let browser;
before(async () => {
  site = await startWordPress({ plugin: false });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.stop();
});

test('from the zip to a published result without leaving wp-admin: 11 clicks, 2 fields', async () => {
  await fromZipToResult(site, browser);
});

test('the same on a newer WordPress, under /blog/, with permalinks, where nobody may post unfiltered HTML', async () => {
  const newer = await startWordPress({ plugin: false, wordpress: newerWordPress(), path: 'blog' });
  try {
    assert.match(newer.php('global $wp_version; echo $wp_version;'), /^6\.[5-9]/);
    newer.permalinks('/%postname%/');
    newer.configure("define( 'DISALLOW_UNFILTERED_HTML', true );");
    const placed = await fromZipToResult(newer, browser);
    assert.match(placed, /\/blog\/[a-z-]+\/$/);
    newer.addUser('author', 'author');
    for (const content of ['[triptych lang="en"]', '<!-- wp:triptych/survey {"lang":"en"} /-->']) {
      const page = await browser.page({ locale: 'en-GB' });
      await new Visitor(page, 'en').arrive(await newer.write('author', content));
      await page.close();
    }
    newer.permalinks('');
    const plain = newer.page('[triptych]');
    assert.match(plain, /\/blog\/\?page_id=/);
    const { url } = await visitorAnswers(browser, newer, plain);
    assert.ok(url.startsWith(`${newer.url}?`), url);
    assert.deepEqual(newer.complaints(), []);
  } finally {
    newer.stop();
  }
});

test('with a public key: the workbench takes the sealed ballots too, waits for the private key, and counts all; closing there closes the site’s own route', async () => {
  const keyFile = join(temporaryFolder(), 'key.json');
  const { publicKey } = JSON.parse(execFileSync(triptych, ['keys', '--out', keyFile, '--json'], { encoding: 'utf8' })).value;
  site.settings({ public_key: publicKey, retention: 90 });
  const samples = sampleBallots(root, { survey: 'ai-in-care', count: 100 });
  const send = async (bytes) => assert.equal((await site.post((await seal(text(withId(bytes)), publicKey)).text, { door: 'plain' })).status, 201);
  for (const bytes of samples.slice(0, 40)) await send(bytes);
  // Sealed for somebody else’s key: one that cannot be opened does not stop the others.
  const stranger = JSON.parse(execFileSync(triptych, ['keys', '--out', join(temporaryFolder(), 'other.json'), '--json'], { encoding: 'utf8' })).value.publicKey;
  assert.equal((await site.post((await seal(text(withId(samples[0])), stranger)).text, { door: 'plain' })).status, 201);

  const admin = await Member.arrive(site, browser);
  const { page } = admin;
  try {
    await admin.open('wp-admin/admin.php?page=triptych');
    assert.match(await page.locator('.triptych-fact-weeks').innerText(), /sealed: 41$/);
    await admin.open('wp-admin/admin.php?page=triptych-workbench');
    const frame = page.frameLocator('.triptych-workbench iframe');
    await frame.locator('button.take').click();
    await frame.getByText(words('en')('workbench.no_key')).waitFor();
    assert.equal(await frame.locator('table.items').count(), 0);
    await frame.locator('input.key').setInputFiles(keyFile);
    await frame.locator('table.items').waitFor();
    // 60 open ones of before, 40 sealed.
    await frame.getByText(words('en')('research.counted', { ballots: 100 })).first().waitFor();
    await frame.getByText(words('en')('error.seal_closed')).first().waitFor();

    await frame.locator('input.closing').check();
    await frame.locator('button.publish-now').click();
    // Somebody answers in this very moment.
    await send(samples[41]);
    await frame.locator('button.publish-yes').click();
    await frame.getByText(words('en')('workbench.closed_more')).waitFor();
    for (const door of Object.keys(addresses)) assert.equal((await site.post(text(withId(samples[50])), { door })).status, 410, door);
    assert.equal((await ask(`${site.url}?triptych=results/ai-in-care.json`).then((answer) => answer.json())).state, 'open', 'looked at before it is published');
    await frame.getByText(words('en')('research.counted', { ballots: 101 })).first().waitFor();
    await frame.locator('button.publish-now').click();
    await frame.locator('button.publish-yes').click();
    await frame.locator('p.published').waitFor();
    const due = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(due));
    assert.ok((await frame.locator('p.published').innerText()).includes(words('en')('workbench.publish_due_by_itself', { day })), await frame.locator('p.published').innerText());
    const snapshot = await (await ask(`${site.url}?triptych=results/ai-in-care.json`)).json();
    assert.deepEqual([snapshot.state, snapshot.ballots], ['closed', 101]);

    // As after the button of the overview: its day is noted, and the retention counts from it.
    assert.equal(site.php("echo triptych_closed_on( 'ai-in-care' );"), new Date().toISOString().slice(0, 10));
    assert.equal(site.php("echo triptych_due_on( triptych_closed_on( 'ai-in-care' ) );"), due);
    await admin.open('wp-admin/admin.php?page=triptych');
    assert.match(await page.locator('.triptych-fact-state').innerText(), /^State\s+Closed on .*deleted on /);
    assert.match(await page.locator('.triptych-fact-last').innerText(), /final/);
    assert.equal(await page.locator('.triptych-reopen').count(), 0, 'what is final stays closed');
  } finally {
    await admin.close();
  }
  assert.deepEqual(site.complaints(), []);
});

test('in a network of sites each has its own ballots, settings and daily task, and only the box of its own settings deletes them', async () => {
  const { host } = new URL(site.url);
  site.php(`require_once ABSPATH . 'wp-admin/includes/schema.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php'; foreach ( $wpdb->tables( 'ms_global' ) as $name => $prefixed ) { $wpdb->$name = $prefixed; } install_network(); $said = populate_network( 1, '${host}', 'a@asso.example', 'Network', '/', false ); if ( is_wp_error( $said ) && $said->get_error_code() !== 'no_wildcard_dns' ) { echo $said->get_error_message(); }`);
  site.configure(`define( 'WP_ALLOW_MULTISITE', true ); define( 'MULTISITE', true ); define( 'SUBDOMAIN_INSTALL', false ); define( 'DOMAIN_CURRENT_SITE', '${host}' ); define( 'PATH_CURRENT_SITE', '/' ); define( 'SITE_ID_CURRENT_SITE', 1 ); define( 'BLOG_ID_CURRENT_SITE', 1 );\n$_SERVER['HTTP_HOST'] = $_SERVER['HTTP_HOST'] ?? '${host}';`);
  const within = (id, code) => site.php(`switch_to_blog( ${id} ); ${code}`);
  assert.equal(site.php(`deactivate_plugins( 'triptych/triptych.php' ); $made = wpmu_create_blog( '${host}', '/second/', 'Second', 1 ); echo is_wp_error( $made ) ? $made->get_error_message() : $made; $said = activate_plugin( 'triptych/triptych.php', '', true ); if ( is_wp_error( $said ) ) { echo $said->get_error_message(); }`), '2');
  // WordPress drops a port from the name of a further site.
  site.sql(`UPDATE wp_blogs SET domain = '${host}' WHERE blog_id = 2; UPDATE wp_2_options SET option_value = 'http://${host}/second' WHERE option_name IN ('siteurl', 'home')`);
  // The page alone brings the second site's table about.
  within(2, `update_option( 'triptych_settings', array_merge( triptych_settings(), array( 'name' => 'Second', 'contact' => 'second@asso.example' ) ) );`);
  const page = within(2, `echo get_permalink( wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Survey', 'post_content' => '[triptych]', 'post_author' => 1 ) ) );`);
  const visitor = await browser.page({ locale: 'fr-FR' });
  const person = new Visitor(visitor, 'fr');
  await person.arrive(page);
  await person.beginsToAnswer();
  await person.answersThePage();
  await person.press('question.finish');
  await person.sends();
  await visitor.close();
  const count = (id) => site.sql(`SELECT COUNT(*) FROM wp_${id === 1 ? '' : `${id}_`}triptych_ballots`);
  assert.deepEqual([count(1), count(2)], ['102', '1'], 'the first is closed and has what it had');
  assert.notEqual(within(2, "echo wp_next_scheduled( 'triptych_daily' );"), '');
  const admin = await Member.arrive(site, browser);
  await admin.open('second/wp-admin/admin.php?page=triptych');
  assert.match(await admin.page.locator('.triptych-fact-ballots').innerText(), /1$/);
  await admin.close();
  within(2, "update_option( 'triptych_settings', array_merge( triptych_settings(), array( 'delete_on_uninstall' => true ) ) );");
  site.php("deactivate_plugins( 'triptych/triptych.php', false, true ); define( 'WP_UNINSTALL_PLUGIN', 'triptych/triptych.php' ); require WP_PLUGIN_DIR . '/triptych/uninstall.php';");
  await until(() => site.sql("SELECT GROUP_CONCAT(TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '%triptych%'") === 'wp_triptych_ballots', () => 'the second site keeps its table, or the first lost its own');
  assert.equal(count(1), '102');
  assert.deepEqual(site.complaints(), []);
});
