// SPDX-License-Identifier: MIT
// Tests: the whole way in wp-admin and a visitor’s answers, on Debian’s WordPress and a newer one, with permalinks and without, at the root and under
// /blog/, where unfiltered HTML is allowed by role and where it is nobody’s, for administrator, editor and author, by shortcode and by block; behind nginx too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromZipToResult, visitorAnswers } from '../wordpress/journey.js';
import { ask, launch, newerWordPress, startWordPress } from '../wordpress/site.js';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const wordpress of ['Debian’s', 'newer'])
  for (const path of ['', 'blog'])
    for (const front of ['', 'fpm']) {
      test(`${wordpress} WordPress ${path ? 'under /blog/' : 'at the root'}, ${front ? 'nginx and php-fpm' : 'PHP’s server'}: every role, both rules for HTML, both kinds of address`, async () => {
        const site = await startWordPress({ plugin: false, path, front, wordpress: wordpress === 'newer' ? newerWordPress() : '' });
        try {
          await fromZipToResult(site, browser);
          for (const name of ['editor', 'author']) site.addUser(name, name);
          for (const structure of ['', '/%postname%/']) {
            site.permalinks(structure);
            for (const rules of ['', "define( 'DISALLOW_UNFILTERED_HTML', true );"]) {
              site.configure(rules);
              for (const name of ['admin', 'editor', 'author']) {
                const may = site.php(`echo (int) user_can( get_user_by( 'login', '${name}' )->ID, 'unfiltered_html' );`);
                assert.equal(may, rules || name === 'author' ? '0' : '1');
                for (const content of ['[triptych lang="en"]', '<!-- wp:triptych/survey {"lang":"en"} /-->']) {
                  const address = await site.write(name, `${content}\n<script>window.foreign = 1;</script>`);
                  assert.equal(address.includes('?p='), structure === '', address);
                  assert.equal((await (await ask(address)).text()).includes('<script>window.foreign'), may === '1');
                  await visitorAnswers(browser, site, address, { language: 'en' });
                }
              }
            }
          }
          assert.deepEqual(site.complaints(), []);
        } finally {
          site.stop();
        }
      });
    }
