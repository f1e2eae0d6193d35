// SPDX-License-Identifier: MIT
// Tests: a real WordPress as an association has it, with the plugin's zip beside it, read back by programs that know nothing of the plugin.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, temporaryFolder } from '../server/harness.js';
import { engines } from '../web/drivers/index.js';
import { patience } from '../web/drivers/wait.js';

const script = join(root, 'tests/engines/wordpress.sh');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
export const archive = join(root, `build/triptych-wordpress-${version}.zip`);
/** Where the plugin keeps ballots; the tests read it with MariaDB's own program. */
export const table = 'wp_triptych_ballots';
export const addresses = { rest: '?rest_route=/triptych/v1/ballots&survey=ai-in-care', plain: '?triptych=ballots&survey=ai-in-care' };
export const controller = { name: 'Association', contact: 'contact@association.example' };

/** One request, its answer read to its end: node's fetch may stumble over answers that were left unread. */
export async function ask(address, options) {
  const response = await fetch(address, options);
  const body = await response.arrayBuffer();
  return new Response(response.status === 304 ? null : body, { status: response.status, headers: response.headers });
}

/** The folder of a newer WordPress than Debian's; fetched once for a machine. */
export const newerWordPress = () => execFileSync(script, ['newer', join(homedir(), '.cache/triptych')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/**
 * `path`: under which the site lies. `plugin`: whether the zip is unpacked and active, with somebody who answers for the data. `wordpress`: the
 * folder of another one than Debian's; `front`: fpm, for nginx and php-fpm.
 */
export async function startWordPress({ path = '', plugin = true, wordpress = '', front = '' } = {}) {
  if (!existsSync(archive)) throw new Error(`${archive} is missing: run build-scripts/build`);
  const folder = join(temporaryFolder(), 'wordpress');
  const env = { ...process.env, ...(wordpress && { TRIPTYCH_WORDPRESS: wordpress }), ...(front && { TRIPTYCH_WORDPRESS_FRONT: front }) };
  const run = (...words) => execFileSync(script, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env }).trim();
  const url = run('up', folder, path);
  const wp = join(folder, 'wp');
  const site = {
    url, folder, wp,
    password: readFileSync(join(folder, 'password'), 'utf8').trim(),
    /** Runs PHP inside of WordPress; gives what it printed. */
    php: (code) => execFileSync('php', ['-d', 'display_errors=stderr', '-r', `require '${wp}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/user.php'; ${code}`], { encoding: 'utf8', maxBuffer: 1 << 26 }),
    sql: (query) => execFileSync('mariadb', ['--no-defaults', '-uroot', `--socket=${folder}/my.sock`, '--batch', '--skip-column-names', 'wp'], { input: query, encoding: 'utf8', maxBuffer: 1 << 28 }).trim(),
    stored: () => site.sql(`SELECT LOWER(HEX(bytes)) FROM ${table}`).split('\n').filter(Boolean),
    /** A user with this role and name; everybody has the administrator's password. */
    addUser: (name, role) => site.php(`wp_insert_user( array( 'user_login' => '${name}', 'user_pass' => '${site.password}', 'user_email' => '${name}@asso.example', 'role' => '${role}' ) );`),
    settings: (values) => site.php(`update_option( 'triptych_settings', array_merge( triptych_settings(), json_decode( '${JSON.stringify(values)}', true ) ) );`),
    /** Without permalinks: ''. */
    permalinks: (structure) => site.php(`global $wp_rewrite; $wp_rewrite->set_permalink_structure( '${structure}' ); $wp_rewrite->flush_rules();`),
    /** PHP that runs with every request, as a security plugin, an optimiser or a host's own would. */
    mustUse: (name, code) => writeFileSync(join(wp, 'wp-content/mu-plugins', `${name}.php`), `<?php\n${code}\n`),
    /** Lines of wp-config.php. */
    configure: (code) => writeFileSync(join(folder, 'more.php'), `<?php\n${code}\n`),
    page: (content, { as = 'admin', title = 'Survey' } = {}) =>
      `${url}?page_id=${site.php(`wp_set_current_user( get_user_by( 'login', '${as}' )->ID ); echo wp_insert_post( wp_slash( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => '${title}', 'post_content' => ${phpText(content)} ) ) );`)}`,
    activate: () => {
      execFileSync('unzip', ['-q', '-o', archive, '-d', join(wp, 'wp-content/plugins')]);
      assert.equal(site.php("$e = activate_plugin( 'triptych/triptych.php' ); if ( is_wp_error( $e ) ) { echo $e->get_error_message(); }"), '');
    },
    post: (body, { door = 'rest', type = 'text/plain', headers = {}, address = addresses[door], ...more } = {}) =>
      ask(url + address, { method: 'POST', body, headers: { 'content-type': type, ...headers }, ...more }),
    /** Cookies and nonce of somebody who has signed in, for requests that node makes. */
    async login(name) {
      const answer = await ask(`${url}wp-login.php`, {
        method: 'POST', redirect: 'manual', headers: { cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
        body: new URLSearchParams({ log: name, pwd: site.password, testcookie: '1' }),
      });
      const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
      const nonce = await (await fetch(`${url}wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie } })).text();
      assert.match(nonce, /^[0-9a-f]{10}$/, `${name} did not get in`);
      return { cookie, nonce };
    },
    /** What the block editor sends when a post is saved, with this person's rights. Answers the address of the post. */
    async write(name, content) {
      const { cookie, nonce } = await site.login(name);
      const answer = await ask(`${url}?rest_route=/wp/v2/posts`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-wp-nonce': nonce, cookie }, body: JSON.stringify({ title: 'Post', content, status: 'publish' }) });
      const post = await answer.json();
      assert.equal(answer.status, 201, JSON.stringify(post));
      return post.link;
    },
    killDatabase: () => run('kill-database', folder),
    startDatabase: () => run('start-database', folder),
    /** What PHP complained of in our files. */
    complaints: () => (existsSync(join(folder, 'log/debug')) ? readFileSync(join(folder, 'log/debug'), 'utf8').split('\n').filter((line) => /plugins\/triptych|triptych_/.test(line)) : []),
    stop: () => run('down', folder),
  };
  if (plugin) {
    site.activate();
    site.settings(controller);
  }
  return site;
}

const phpText = (text) => `base64_decode( '${Buffer.from(text).toString('base64')}' )`;

/** Somebody in wp-admin, by Chromium. */
export class Member {
  /** Signed in, by cookies that the login form gave; `form`: through the form itself, to where it leads. */
  static async arrive(site, browser, name = 'admin', { form = false, ...options } = {}) {
    const { page } = await browser.page({ width: 1280, height: 900, locale: 'en-GB', acceptDownloads: true, ...options });
    page.setDefaultTimeout(patience);
    const { origin } = new URL(site.url);
    // wp-admin asks for pictures of people elsewhere: here there is no elsewhere, and waiting for it takes seconds.
    await page.context().route((address) => address.origin !== origin && address.protocol.startsWith('http'), (route) => route.abort());
    const member = new Member();
    Object.assign(member, { site, page, clicks: 0, fields: 0 });
    if (form) {
      await page.goto(`${site.url}wp-login.php`);
      await page.locator('#user_login').fill(name);
      await page.locator('#user_pass').fill(site.password);
      await Promise.all([page.waitForURL(/wp-admin/), page.locator('#wp-submit').click()]);
    } else {
      const { cookie } = await site.login(name);
      await page.context().addCookies(cookie.split('; ').map((one) => ({ name: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1), url: origin })));
    }
    return member;
  }

  /** What the person does is counted: a journey may ask for so many clicks and no more. */
  async click(target) {
    this.clicks += 1;
    await (typeof target === 'string' ? this.page.locator(target).first() : target).click();
  }

  async fill(target, text) {
    this.fields += 1;
    await this.page.locator(target).fill(text);
  }

  async open(path) {
    await this.page.goto(this.site.url + path);
  }

  close() {
    return this.page.context().close();
  }
}

export const launch = () => engines.chromium.launch();
