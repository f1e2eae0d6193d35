// SPDX-License-Identifier: MIT
// Tests: the plugin's PHP as it is written: it parses, nothing is reached around WordPress, every sentence is in French too.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, temporaryFolder } from '../server/harness.js';

const folder = join(root, 'web/integrations/wordpress/triptych');
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.php'));
const read = (name) => readFileSync(join(folder, name), 'utf8');
const code = (name) => read(name).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

test('PHP’s own linter takes each file', () => {
  assert.ok(files.length > 15, String(files.length));
  for (const name of files) assert.match(execFileSync('php', ['-l', join(folder, name)], { encoding: 'utf8' }), /^No syntax errors/, name);
});

test('the WordPress Coding Standards find nothing in it, and do find what they are asked for', () => {
  const standards = execFileSync(join(root, 'tests/engines/wpcs.sh'), [join(homedir(), '.cache/triptych')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const sniff = (path) => {
    // The standards are older than this PHP, which says so about their code.
    const { stdout } = spawnSync('php', ['-d', 'error_reporting=0', '/usr/bin/phpcs', '--runtime-set', 'installed_paths', standards, `--standard=${join(folder, '../phpcs.xml')}`, '--report=json', '-q', path], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const report = JSON.parse(stdout);
    return Object.entries(report.files).flatMap(([file, { messages }]) => messages.map(({ source, line, message }) => ({ source, where: `${file.slice(folder.length + 1)}:${line}: ${message} (${source})` })));
  };
  assert.deepEqual(sniff(folder).map(({ where }) => where), []);
  const bad = join(temporaryFolder(), 'bad.php');
  writeFileSync(bad, `<?php
/**
 * Bad.
 *
 * @package Bad
 */

echo $_GET['x'];
$wpdb->query( "DELETE FROM x WHERE y = $z" );
$said = esc_html__( 'Words' );
if ($said == 'a') {
    exec( $said );
}
`);
  const found = new Set(sniff(bad).map(({ source }) => source.split('.').slice(0, 3).join('.')));
  for (const one of ['Security.EscapeOutput', 'Security.ValidatedSanitizedInput', 'DB.PreparedSQL', 'WP.I18n', 'NamingConventions.PrefixAllGlobals', 'WhiteSpace.ControlStructureSpacing', 'PHP.YodaConditions'])
    assert.ok(found.has(`WordPress.${one}`), `${one}: ${[...found].join(', ')}`);
  for (const one of ['Generic.PHP.ForbiddenFunctions', 'Generic.WhiteSpace.DisallowSpaceIndent']) assert.ok(found.has(one), one);
});

test('each file says its licence and what it is, and does nothing when asked for by its own address', () => {
  for (const name of files) {
    assert.match(read(name), /^<\?php\n\/\*\*\n \* SPDX-License-Identifier: GPL-2.0-or-later\n \*( \S|\n)/, name);
    // A list of dependencies that WordPress itself reads has nothing to do.
    if (name !== 'block/editor.asset.php') assert.match(read(name), /defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/, name);
  }
});

test('values reach the database only through prepare(), pages only through an escape', () => {
  let queries = 0;
  for (const name of files) {
    for (const [, call] of code(name).matchAll(/\$wpdb->(?:query|get_\w+)\(\s*([^;]*);/g)) {
      queries += 1;
      const bare = call.replace(/\$wpdb->prepare\([^;]*|`\$table`|\$wpdb->prefix/g, '');
      assert.ok(!/\$(?!said\b)/.test(bare), `${name}: ${call.trim()}`);
    }
    for (const [line] of code(name).matchAll(/^.*\becho\b.*$/gm))
      assert.ok(/esc_html|esc_attr|wp_json_encode|triptych_json|triptych_encode|echo \$more;|echo \$bytes;|echo '<\/?\w/.test(line), `${name}: ${line.trim()}`);
    assert.ok(!/\b(eval|exec|system|shell_exec|passthru|unserialize|extract|curl_init)\s*\(/.test(code(name)), name);
    assert.ok(!/REMOTE_ADDR|FORWARDED_FOR|HTTP_USER_AGENT|setcookie/.test(code(name)), `${name}: nobody’s address is looked at`);
  }
  assert.ok(queries >= 8, String(queries));
});

test('what a form of wp-admin starts asks for the capability and the nonce before anything else', () => {
  const all = files.map(code).join('\n');
  const actions = [...all.matchAll(/add_action\( 'admin_post_(\w+)', '(\w+)' \)/g)];
  assert.ok(actions.length >= 3);
  for (const [, action, callback] of actions) assert.match(all, new RegExp(`function ${callback}\\(\\): void \\{\\s*triptych_check_form\\( '${action.replace('triptych_', '')}' \\);`), callback);
  assert.ok(!/admin_post_nopriv|wp_ajax_nopriv/.test(all));
  for (const [, route] of all.matchAll(/'\/(\w+)',\s*array\(\s*'methods' /g)) {
    const permission = new RegExp(`'/${route}',[^;]*?'permission_callback' => '(\\w+)'`).exec(all)[1];
    assert.equal(permission, route === 'ballots' ? '__return_true' : 'triptych_may_manage', route);
  }
  for (const callback of ['triptych_overview_page', 'triptych_settings_page', 'triptych_workbench_page']) assert.match(all, new RegExp(`function ${callback}\\(\\): void \\{\\s*if \\( ! current_user_can`), callback);
});

test('every sentence has its French, with spaces that do not break, and no French is left over', () => {
  const french = JSON.parse(execFileSync('php', ['-r', `define( 'ABSPATH', '/' ); echo json_encode( require '${folder}/includes/words-fr.php' );`], { encoding: 'utf8' }));
  const description = /^ \* Description: +(.*)$/m.exec(read('triptych.php'))[1];
  const said = new Set([description]);
  for (const name of files) for (const [, text] of read(name).matchAll(/(?:\b__|esc_html__|esc_attr__)\( '((?:[^'\\]|\\.)*)', 'triptych' \)/g)) said.add(text.replace(/\\'/g, "'"));
  assert.ok(said.size > 90, String(said.size));
  assert.deepEqual(Object.keys(french).sort(), [...said].sort());
  for (const text of Object.values(french)) {
    assert.ok(!/ [:;!?»]|« |'/.test(text), text);
    assert.ok(!/[^\u00a0][;!?»]/.test(text), text);
  }
  const places = (text) => [...text.matchAll(/%(?:\d\$)?[sd]/g)].map(String).sort();
  for (const [english, text] of Object.entries(french)) assert.deepEqual(places(text), places(english), english);
});

test('the version is the build’s, in one form everywhere', () => {
  assert.equal(read('triptych.php').match(/0\.0\.0/g).length, 2);
  assert.ok(readFileSync(join(folder, '../readme.txt'), 'utf8').includes('Stable tag: 0.0.0'));
});
