// SPDX-License-Identifier: MIT
// Bench: ballots a second through the plugin on a real WordPress with MariaDB, each on the disk before its answer: by the REST route and by the plain
// address, behind nginx with php-fpm and behind PHP's own server; beside them the barest hook that stores what it is sent, and a REST route that only answers; wrk on the same machine.
// Usage: node tests/bench/wordpress.js [rounds] [seconds] [connections]   (3 rounds of 5 seconds at 16 connections by default)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { root, sampleBallots, temporaryFolder, text } from '../server/harness.js';
import { addresses, startWordPress, table } from '../wordpress/site.js';
import { median, report } from './shared/report.js';

const [rounds, seconds, connections] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5), Number(process.argv[4] ?? 16)];
const folder = join(temporaryFolder(), 'site');
cpSync(join(root, 'content/ai-in-care'), join(folder, 'content/ai-in-care'), { recursive: true });
const [ballot] = sampleBallots(folder, { survey: 'ai-in-care', count: 1 });
/** A route of nobody's that stores nothing: what WordPress itself takes for a REST request. */
const bare = "add_action( 'rest_api_init', function () { register_rest_route( 'bare/v1', '/answer', array( 'methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => function () { return new WP_REST_Response( array( 'ok' => true ), 201 ); } ) ); } );";
/** The barest hook that stores: no check, no setting, one row. What a plain address can take here at most. */
const barest = "add_action( 'plugins_loaded', function () { if ( ! isset( $_GET['barest'] ) ) { return; } global $wpdb; $body = file_get_contents( 'php://input' ); $wpdb->query( $wpdb->prepare( 'INSERT IGNORE INTO wp_barest (id, bytes) VALUES (UNHEX(%s), UNHEX(%s))', substr( hash( 'sha256', $body ), 0, 32 ), bin2hex( $body ) ) ); http_response_code( 201 ); header( 'Content-Type: application/json' ); echo '{\"ok\":true}'; exit; }, 0 );";
const ways = [['the REST route', `/${addresses.rest}`], ['the plain address', `/${addresses.plain}`], ['the barest hook that stores', '/?barest=1'], ['WordPress’s REST, storing nothing', '/?rest_route=/bare/v1/answer']];

/** Seconds of processor that PHP's workers have taken: what the machine does besides does not change it. */
function processor(folder, front) {
  const parent = readFileSync(join(folder, front === 'fpm' ? 'fpm.pid' : 'php.pid'), 'utf8').trim();
  const workers = execFileSync('pgrep', ['-P', parent], { encoding: 'utf8' }).trim().split('\n');
  return workers.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}

function measure(url, path) {
  const words = ['-t', '2', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '30s', '-s', join(root, 'tests/bench/wordpress.lua'), url, '--', text(ballot), path];
  const result = JSON.parse(execFileSync('wrk', words, { encoding: 'utf8' }).trim().split('\n').at(-1));
  // PHP's server ends each answer by closing, which wrk calls broken: what counts is the table.
  assert.equal(result.refused, 0, JSON.stringify(result));
  return { ...result, rate: result.posts / result.seconds, load: loadavg()[0] };
}

const rows = [];
for (const front of ['fpm', 'builtin']) {
  const site = await startWordPress({ front: front === 'fpm' ? 'fpm' : '' });
  let posts = 0;
  const one = (path) => {
    const before = processor(site.folder, front);
    const result = measure(site.url, path);
    result.cost = (processor(site.folder, front) - before) / result.posts;
    if (!path.includes('bare')) posts += result.posts;
    return result;
  };
  try {
    site.permalinks('/%postname%/');
    // As a host has it.
    site.configure("define( 'WP_DEBUG', false );");
    site.sql('CREATE TABLE wp_barest (id BINARY(16) PRIMARY KEY, bytes VARBINARY(1024)) ENGINE=InnoDB');
    site.mustUse('bare', `${bare}\n${barest}\nadd_filter( 'triptych_ballots_per_minute', '__return_zero' );`);
    const found = new Map(ways.map(([what]) => [what, []]));
    for (const [, path] of ways) one(path); // once for the caches of PHP
    // By turns: what slows the machine for a while slows all.
    for (let round = 0; round < rounds; ++round) for (const [what, path] of ways) found.get(what).push(one(path));
    for (const [what, all] of found) {
      const rate = (one) => one.rate.toFixed(0);
      const worst = (one) => one.toFixed(0);
      rows.push({
        what: `${front === 'fpm' ? 'nginx, php-fpm' : 'PHP’s server'}: ${what} (${all.map(rate).join(' ')}; p50 ${worst(median(all.map(({ p50 }) => p50)))} p99 ${worst(median(all.map(({ p99 }) => p99)))} ms; processor ${(1000 * median(all.map(({ cost }) => cost))).toFixed(1)} ms a post; load ${all.map(({ load }) => load.toFixed(1)).join(' ')})`,
        ours: `${median(all.map(({ rate }) => rate)).toFixed(0)} /s`,
      });
    }
    assert.ok(Number(site.sql(`SELECT COUNT(*) FROM ${table}`)) >= posts, 'every answered ballot is there');
  } finally {
    site.stop();
  }
}
report('wordpress', { title: 'Ballots a second, on WordPress', conditions: `${connections} connections, ${rounds} rounds of ${seconds} s, ${availableParallelism()} processors, wrk on the same machine.`, rows });
