// SPDX-License-Identifier: MIT
// Desk: the pages of organizers and researchers are not pasted into other sites: their own script says what their files are. Imported first.

import type { Handover, Manifest } from '../manifest.ts';

const script = document.querySelector<HTMLScriptElement>('script[data-desk]');
if (script) {
  const handover: Handover = { base: new URL('.', document.baseURI).href, manifest: JSON.parse(script.dataset.desk ?? '') as Manifest };
  script.dataset.triptych = JSON.stringify(handover);
}
