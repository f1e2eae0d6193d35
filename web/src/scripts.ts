// SPDX-License-Identifier: MIT
// Web: adds a module script whose bytes are checked before they run. Used by triptych.js and by the chunks it loads.

import { scriptUrl } from './trusted.ts';

export function addScript(url: string, integrity: string, prepare?: (script: HTMLScriptElement) => void): Promise<void> {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.type = 'module';
    script.crossOrigin = 'anonymous';
    script.integrity = integrity;
    prepare?.(script);
    script.addEventListener('load', () => loaded());
    script.addEventListener('error', () => failed(new Error(`refused: ${url}`)));
    script.src = scriptUrl(url);
    document.head.append(script);
  });
}
