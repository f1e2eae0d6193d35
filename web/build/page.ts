// SPDX-License-Identifier: MIT
// Build: the demonstration page, web/index.html, with its content security policy made from widget.json and its first files preloaded.

import { readFileSync } from 'node:fs';
import type { Manifest } from '../src/manifest.ts';

const read = (relative: string) => readFileSync(new URL(relative, import.meta.url), 'utf8');

/** The origin to which ballots go, when it is not the page's own. */
export function collectorOrigin(widget: { collect?: { url?: string } }): string {
  const address = widget.collect?.url ?? '';
  return /^https?:\/\//.test(address) ? new URL(address).origin : '';
}

/** DESIGN: the page runs under this, and nothing looser. */
export function contentSecurityPolicy(widget: { collect?: { url?: string } }): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${collectorOrigin(widget)}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html triptych 'allow-duplicates'",
  ].join('; ');
}

/** File name → text. */
export function demonstration(manifest: Manifest): Record<string, string> {
  const page = read('../index.html');
  const source = /<triptych-widget[^>]*\ssrc="([^"]+)"/.exec(page)?.[1];
  if (!source) throw new Error('index.html holds no triptych-widget with a src');
  const widget = JSON.parse(read(`../../${source}`)) as { collect?: { url?: string }; questionnaire: string };
  const questionnaire = source.replace(/[^/]*$/, widget.questionnaire);

  // Started while the page is still being read: the module, the engine, and what the first screen says.
  const fetched = (href: string | undefined) => (href ? `<link rel="preload" as="fetch" crossorigin href="${href}">` : '');
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(widget)}">`,
    ...manifest.widget.map(
      (file) => `<link rel="modulepreload" crossorigin href="${file}" integrity="${manifest.integrity[file]}">`,
    ),
    fetched(source),
    fetched(questionnaire),
    fetched(manifest.messages['fr-core']),
    fetched(manifest.wasm.survey),
  ];
  return {
    'index.html': page.replace('<!-- head -->', head.filter(Boolean).join('\n  ')),
    'demonstration.css': read('../demonstration.css'),
    'icon.svg': read('../icon.svg'),
  };
}
