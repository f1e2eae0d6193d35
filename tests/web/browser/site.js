// SPDX-License-Identifier: MIT
// Tests: dist/ on a plain static server under a path, with the strict policy as a header, and a collector that a test may spoil.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentSecurityPolicy } from '../../../web/build/page.ts';
import { embed } from '../drivers/embed.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';

const surveys = fileURLToPath(new URL('../surveys/', import.meta.url));

/** What a collector of ours would answer. */
export const receipt = (body) => JSON.stringify({ sha256: createHash('sha256').update(Buffer.from(body, 'base64url')).digest('hex') });

/**
 * `survey`: of content/, or of tests/web/surveys; `widget`: changes to its widget.json. `collector(body)` → [status, text].
 * `first(request, response)` may take a request for itself by answering true. `posted`: bodies received. `page(html)` rewrites index.html.
 */
export async function startStatic({ survey = 'ai-in-care', widget = {}, collector = (body) => [201, receipt(body)], first, page } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-page-'));
  const own = survey !== 'ai-in-care';
  if (own) {
    const files = readdirSync(join(surveys, survey)).map((file) => join(surveys, survey, file));
    embed(folder, survey, { files, widget: { languages: ['en', 'fr', 'ar'], ...widget } });
  } else {
    cpSync(dist, folder, { recursive: true });
    const file = join(folder, 'content/ai-in-care/widget.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...widget }));
  }
  const index = join(folder, 'index.html');
  if (page) writeFileSync(index, page(readFileSync(index, 'utf8')));
  const posted = [];
  const server = await serve(folder, {
    prefix: '/a/b/',
    answer(request, response) {
      response.setHeader('content-security-policy', contentSecurityPolicy({}));
      if (first?.(request, response)) return true;
      if (request.method !== 'POST') return false;
      let body = '';
      request.on('data', (chunk) => (body += chunk)).on('end', () => {
        posted.push(body);
        const [status, text] = collector(body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
      return true;
    },
  });
  return {
    url: server.url,
    folder,
    posted,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
