// SPDX-License-Identifier: MIT
// Troubles: two sites on loopback, the association's with its pages, and another that holds the widget for it.
// Usage: node tests/web/troubles/serve.js   prints an address to open; needs dist/ (build-scripts/build).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { troubles } from './pages.js';

/** As some optimisers join files: nothing ends the other script. */
const combined = () => `(function () { window.other = true; })()\n${readFileSync(join(dist, 'triptych.js'), 'utf8')}`;

/** `folder`: what the other site holds, dist/ by default. */
export async function serveTroubles({ folder = dist } = {}) {
  const site = await serve(folder, {
    answer(_request, response) {
      response.setHeader('access-control-allow-origin', '*');
      return false;
    },
  });
  const integrity = `sha384-${createHash('sha384').update(readFileSync(join(dist, 'triptych.js'))).digest('base64')}`;
  const around = { site: site.url, integrity };
  const host = await serve(dist, {
    prefix: '/triptych/',
    answer(request, response) {
      const path = new URL(request.url, 'http://localhost').pathname.slice(1);
      if (path === 'combined.js') {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(combined());
        return true;
      }
      const trouble = troubles[path];
      if (path !== '' && !trouble) return false;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (trouble?.policy) response.setHeader('content-security-policy', trouble.policy(around));
      response.end(trouble ? trouble.html(around) : `<!doctype html><html lang="en"><title>Troubles</title><ul>${Object.keys(troubles).map((id) => `<li><a href="/${id}">${id}</a>`).join('')}</ul>`);
      return true;
    },
  });
  const url = new URL('/', host.url).href;
  return { url, site: site.url, close: async () => { await host.close(); await site.close(); } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`${(await serveTroubles()).url}   (Ctrl+C ends it)`);
