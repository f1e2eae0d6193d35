// SPDX-License-Identifier: MIT
// Kiosk: the site's files kept on the device by a service worker, so that the stand works without a network. Asked for on kiosk pages alone.

import { siteFolder } from '../manifest.ts';
import { scriptUrl } from '../trusted.ts';

/** ready: the page opens without a network. elsewhere: the page is not in the folder of triptych.js, whose worker cannot serve it. */
export type Offline = 'ready' | 'elsewhere' | 'unavailable';

export async function keepOffline(): Promise<Offline> {
  if (!('serviceWorker' in navigator)) return 'unavailable';
  if (!document.URL.startsWith(siteFolder)) return 'elsewhere';
  try {
    await navigator.serviceWorker.register(scriptUrl(new URL('kiosk-worker.js', siteFolder).href), { scope: siteFolder, updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    return 'ready';
  } catch (error) {
    console.error('triptych:', error);
    return 'unavailable';
  }
}
