// SPDX-License-Identifier: MIT
// Build: the demonstration page, web/index.html, with its content security policy made from widget.json and its first files preloaded.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { WidgetConfig } from '../src/config.ts';
import type { Manifest } from '../src/manifest.ts';
import { firstScreenOf, firstStyle } from './first-screen.ts';

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
    // The first screen in the page's own HTML brings one style, and this is its hash.
    `style-src 'self' ${firstStyle.source}`,
    "img-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${collectorOrigin(widget)}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html triptych 'allow-duplicates'",
  ].join('; ');
}

/** The page inside a frame may show any survey of the site: it may reach the collectors of all of them. */
function framePolicy(): string {
  const surveys = readdirSync(new URL('../../content/', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const origins = surveys.flatMap(({ name }) => {
    const file = new URL(`../../content/${name}/widget.json`, import.meta.url);
    return existsSync(file) ? [collectorOrigin(JSON.parse(readFileSync(file, 'utf8')) as { collect?: { url?: string } })] : [];
  });
  const several = [...new Set(origins)].filter(Boolean).join(' ');
  return contentSecurityPolicy({}).replace("connect-src 'self'", `connect-src 'self' ${several}`.trim());
}

/** What the association's own page says, in its two languages. */
const pages = {
  'index.html': {
    lang: 'fr',
    title: 'L’IA dans les soins : votre avis compte · Ensemble pour nos soins',
    description: 'Une association de patients (fictive) vous demande votre avis sur l’intelligence artificielle dans les soins.',
    skip: 'Aller au questionnaire',
    about: 'Association de patients, fictive',
    fallback:
      'Ici s’affiche un questionnaire sur l’intelligence artificielle dans les soins. Il a besoin de JavaScript. Vous pouvez aussi nous écrire :',
    footer: 'Cette page est une démonstration de Triptych, un module libre (licence MIT). L’association n’existe pas.',
    other_page: 'en.html',
    other_lang: 'en',
    other_name: 'English page',
  },
  'en.html': {
    lang: 'en',
    title: 'AI in care: your opinion counts · Together for our care',
    description: 'A (fictitious) patient association asks for your opinion on artificial intelligence in care.',
    skip: 'Go to the questionnaire',
    about: 'Patient association, fictitious',
    fallback: 'A questionnaire on artificial intelligence in care stands here. It needs JavaScript. You can also write to us:',
    footer: 'This page is a demonstration of Triptych, a free module (MIT licence). The association does not exist.',
    other_page: 'index.html',
    other_lang: 'fr',
    other_name: 'Page en français',
  },
};

/** File name → text. */
export function demonstration(manifest: Manifest): Record<string, string> {
  const page = read('../index.html');
  const source = /<triptych-widget[^>]*\ssrc="([^"]+)"/.exec(page)?.[1];
  if (!source) throw new Error('index.html holds no triptych-widget with a src');
  const widget = JSON.parse(read(`../../${source}`)) as WidgetConfig;
  const questionnaire = source.replace(/[^/]*$/, widget.questionnaire);
  const asked = JSON.parse(read(`../../${questionnaire}`)) as { title: string; description: string };

  // Started while the page is still being read: the module, the engine, and what the first screen says.
  const fetched = (href: string | undefined) => (href ? `<link rel="preload" as="fetch" crossorigin href="${href}">` : '');
  const head = (language: string) =>
    [
      `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(widget)}">`,
      ...manifest.widget.map(
        (file) => `<link rel="modulepreload" crossorigin href="${file}" integrity="${manifest.integrity[file]}">`,
      ),
      fetched(source),
      fetched(questionnaire),
      fetched(manifest.messages[`${language}-core`]),
      fetched(manifest.wasm['survey-first'] ?? manifest.wasm.survey),
    ].filter(Boolean);
  const written = Object.entries(pages).map(([name, words]) => [
    name,
    page
      .replace('<!-- head -->', head(words.lang).join('\n  '))
      .replace('<!-- first screen -->', firstScreenOf(widget, asked, words.lang, 1))
      .replace(/\{\{(\w+)\}\}/g, (_all, key: string) => words[key as keyof typeof words]),
  ]);
  return {
    ...Object.fromEntries(written),
    'embed.html': read('../frame/embed.html').replace(
      '<!-- head -->',
      `<meta http-equiv="Content-Security-Policy" content="${framePolicy()}">`,
    ),
    ...Object.fromEntries(['embed.css', 'embed.js', 'frame.js'].map((name) => [name, read(`../frame/${name}`)])),
    'demonstration.css': read('../demonstration.css'),
    'icon.svg': read('../icon.svg'),
    // Whoever sends a policy of their own finds there what its hash is of.
    'first-screen.css': firstStyle.style,
  };
}
