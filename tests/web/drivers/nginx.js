// SPDX-License-Identifier: MIT
// Drivers: Debian's nginx with nothing but a root folder, as many hosts are.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, freePort, until } from './wait.js';

/** `url` ends with `path`. */
export async function nginx(root, { path = '/' } = {}) {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'triptych-nginx-'));
  const config = join(home, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
  writeFileSync(config, `daemon off; pid ${home}/pid; error_log ${home}/error.log; events {}
${process.getuid() === 0 ? 'user root;' : ''}
http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log ${home}/access.log; ${temporary}
  server { listen 127.0.0.1:${port}; root ${root}; } }`);
  const server = spawn('/usr/sbin/nginx', ['-c', config, '-p', home, '-e', `${home}/error.log`], { stdio: 'ignore' });
  await until(() => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false), () => `nginx does not answer: ${readFileSync(`${home}/error.log`, 'utf8')}`);
  return {
    url: `http://127.0.0.1:${port}${path}`,
    requests: () => readFileSync(`${home}/access.log`, 'utf8').split('\n').filter(Boolean).map((line) => /"(\w+) (\S+)/.exec(line)).map(([, method, path]) => ({ method, path })).filter(({ path }) => path !== '/'),
    async close() {
      server.kill();
      await ended(server);
      rmSync(home, { recursive: true });
    },
  };
}
