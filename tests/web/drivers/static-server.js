// SPDX-License-Identifier: MIT
// Drivers: a plain static server on loopback, as an association's host would be: no process of ours, files under any path.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.woff2': 'font/woff2', '.csv': 'text/csv; charset=utf-8',
};

/** Brotli at its best, as hosts do once for files that do not change; made on first asking. */
const smallest = new Map();
export function brotli(path) {
  const key = `${path} ${statSync(path).mtimeMs}`;
  let bytes = smallest.get(key);
  if (!bytes) {
    const raw = readFileSync(path);
    bytes = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
    smallest.set(key, bytes);
  }
  return bytes;
}

/** The file that a path names, index.html for a folder; null outside `folder` or where there is none. */
function resolveFile(folder, path) {
  let file = join(folder, path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  return existsSync(file) && !relative(folder, file).startsWith('..') ? file : null;
}

/**
 * Serves `folder` under `prefix`. `requests` gathers what was asked: { method, path, bytes }, bytes of the body as sent. `answer(request, response)` may take a request for
 * itself by answering true. `compress`: brotli 11 for what is worth it, and files kept for ten minutes.
 */
export async function serve(folder, { prefix = '/', compress = false, answer } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const seen = { method: request.method, path, bytes: 0 };
    requests.push(seen);
    if (answer?.(request, response)) return;
    const file = path.startsWith(prefix) ? resolveFile(folder, path.slice(prefix.length)) : null;
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { 'content-type': 'text/plain' }).end('not allowed');
      return;
    }
    const type = types[extname(file)];
    response.setHeader('content-type', type ?? 'application/octet-stream');
    if (compress && type && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      const bytes = brotli(file);
      seen.bytes = bytes.length;
      response.writeHead(200, { 'content-encoding': 'br', 'content-length': bytes.length, 'cache-control': 'public, max-age=600' }).end(bytes);
    } else {
      seen.bytes = statSync(file).size;
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    requests,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
