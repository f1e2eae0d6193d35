// SPDX-License-Identifier: MIT
// Service worker of kiosk pages (web/src/kiosk/offline.ts): the site's files, kept on the device. Ballots never pass here: a POST goes its way.
/* global __FILES__, __VERSION__ */
const files = __FILES__;
const cacheName = 'triptych-__VERSION__';
const patience = 3000;

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(cacheName);
    // As the host serves them now, not as the browser's own cache remembers them.
    await cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })));
    await self.skipWaiting();
  })());
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('triptych-') && name !== cacheName) await caches.delete(name);
    await self.clients.claim();
  })());
});

/** What the organizer may change, and what all have said: asked of the network first. */
const changes = (path) => /\/(?:content|results)\/.*\.json$/.test(path);

async function fresh(request, cache) {
  const kept = () => cache.match(request, { ignoreSearch: true });
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patience) });
    if (response.ok) await cache.put(request, response.clone());
    return response.status < 500 ? response : ((await kept()) ?? response);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

async function answer(request, path) {
  const cache = await caches.open(cacheName);
  if (path.endsWith('/')) return (await cache.match('index.html')) ?? fetch(request);
  if (changes(path)) return fresh(request, cache);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(registration.scope)) return;
  event.respondWith(answer(request, url.pathname));
});
