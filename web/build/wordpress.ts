// SPDX-License-Identifier: MIT
// Build: the WordPress plugin's folder, ready to be zipped: its PHP with the version written in, and what it needs of dist/.
// Usage: node web/build/wordpress.ts DIST OUT VERSION   (OUT/triptych is made anew)

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sources = fileURLToPath(new URL('../integrations/wordpress/', import.meta.url));

/** Of dist/: not the demonstration page, nor the frame for sites that take no script. */
const files = ['triptych.js', 'assets', 'research.html', 'workbench.html', 'icon.svg', 'demonstration.css'];

/** Where a host lets a plugin say so, WebAssembly has its type and files whose name holds their hash are kept. Elsewhere the page reads wasm under any type. */
const serverRules = `<IfModule mod_mime.c>
\tAddType application/wasm .wasm
\tAddType text/javascript .js
\tAddType application/json .json
</IfModule>
<IfModule mod_headers.c>
\tHeader set X-Content-Type-Options nosniff
</IfModule>
`;

export function buildWordPress(dist: string, out: string, version: string): void {
  const plugin = join(out, 'triptych');
  rmSync(plugin, { recursive: true, force: true });
  mkdirSync(join(plugin, 'site'), { recursive: true });
  cpSync(join(sources, 'triptych'), plugin, { recursive: true });
  const main = join(plugin, 'triptych.php');
  const readme = readFileSync(join(sources, 'readme.txt'), 'utf8');
  for (const [file, text] of [[main, readFileSync(main, 'utf8')], [join(plugin, 'readme.txt'), readme]] as const) writeFileSync(file, text.replaceAll('0.0.0', version));
  // A survey is written elsewhere: what only the studio loads stays away.
  for (const name of files) cpSync(join(dist, name), join(plugin, 'site', name), { recursive: true, filter: (from) => !/^(?:studio-|[a-z-]+-studio-)/.test(basename(from)) });
  // Surveys, and neither schemas nor the table of the dialect, which no page reads.
  const surveys = readdirSync(join(dist, 'content'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'schema');
  for (const { name } of surveys) cpSync(join(dist, 'content', name), join(plugin, 'site/content', name), { recursive: true });
  writeFileSync(join(plugin, 'site/.htaccess'), serverRules);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [dist, out, version] = process.argv.slice(2);
  if (!dist || !out || !version) {
    console.error('usage: node web/build/wordpress.ts DIST OUT VERSION');
    process.exit(2);
  }
  buildWordPress(dist, out, version);
}
