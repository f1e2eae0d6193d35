// SPDX-License-Identifier: MIT
// Entry: triptych.js, a classic script that a page pastes. It adds the widget's module with its integrity, once, and makes no global.

import type { Handover, Manifest } from './manifest.ts';
import { addScript } from './scripts.ts';
import { trustScripts } from './trusted.ts';

declare const __MANIFEST__: Manifest;

const manifest = __MANIFEST__;

/** Where triptych.js lies. Optimisers that merge or delay scripts hide it: `data-base` on the element then says it. */
function folder(): string | null {
  const named = [...document.scripts].find((script) => /\/triptych\.js([?#]|$)/.test(script.src));
  const own = (document.currentScript as HTMLScriptElement | null)?.src || named?.src;
  const said = document.querySelector<HTMLElement>('triptych-widget[data-base]')?.dataset.base;
  const found = said ?? own;
  return found ? new URL('.', new URL(found, document.baseURI)).href : null;
}

// The page's own HTML may hold the first screen before there is a widget: a door pressed meanwhile opens as soon as there is one.
document.addEventListener('click', (event) => {
  const door = (event.composedPath()[0] as Element).closest?.('.early .door');
  if (door) (event.target as HTMLElement).dataset.door = door.part[1];
});

const base = folder();
if (!base) console.error('triptych: where are the files? Say it: <triptych-widget data-base="…">');
if (base && !document.querySelector('script[data-triptych]') && !customElements.get('triptych-widget')) {
  const integrities = new Map(manifest.widget.map((file) => [new URL(file, base).href, manifest.integrity[file]!]));
  trustScripts((url) => integrities.has(url));
  const handover: Handover = { base, manifest };
  let remaining = integrities.size;
  for (const [url, integrity] of integrities) {
    remaining -= 1;
    const own = remaining === 0;
    // A refused or missing file leaves the page's own fallback text in place; the console says which.
    addScript(url, integrity, (script) => {
      if (own) script.dataset.triptych = JSON.stringify(handover);
    }).catch((error: unknown) => {
      console.error('triptych:', error);
      // The first screen of the page's HTML need not wait any longer before it gives way to the page's own words.
      for (const { shadowRoot } of document.querySelectorAll('triptych-widget')) shadowRoot?.getAnimations().forEach((one) => one.finish());
    });
  }
}
