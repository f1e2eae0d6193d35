// SPDX-License-Identifier: MIT
// Tests: one panel in the widget's frame, without the widget: what it is given comes from /given.json.

import compile from 'icu-minify/compile';
import wasm from '../../../../build/wasm/explainers.wasm?url';
import english from '../../../../content/locales/en.json';
import french from '../../../../content/locales/fr.json';
import { styles } from '../../../../web/src/elements/first.styles.ts';
import { moreStyles } from '../../../../web/src/elements/more.styles.ts';
import type { ExplainersModule } from '../../../../web/src/engine/explainers.js';
import { instantiate, readNumbers } from '../../../../web/src/engine/instance.ts';
import '../../../../web/src/explainers/define.ts';
import { words, type Compiled, type MessageKey } from '../../../../web/src/i18n/messages.ts';
import '../../../../web/src/results/define.ts';

const startSimulations = async (): Promise<ExplainersModule> =>
  instantiate(await WebAssembly.compile(await (await fetch(wasm)).arrayBuffer()), readNumbers);

const given = (await (await fetch('given.json')).json()) as { tag: string; language: string; direction: string; properties: object };
const texts: Record<string, string> = given.language === 'en' ? english : french;
const compiled: Compiled = Object.fromEntries(
  Object.entries(texts)
    .filter(([key]) => /^(explainer|chart|results)\./.test(key))
    .map(([key, text]) => [key, compile(text)]));
const { t } = words(given.language, compiled, (key) => console.error(`no message ${key}`));

const host = document.createElement('div');
host.setAttribute('default-leading', '');
const root = host.attachShadow({ mode: 'open' });
root.adoptedStyleSheets = [styles.styleSheet!, moreStyles.styleSheet!];
const frame = document.createElement('div');
frame.className = 'widget';
frame.lang = given.language;
frame.dir = given.direction;
const screen = document.createElement('section');
screen.className = 'screen';
frame.append(screen);
root.append(frame);
document.querySelector('main')!.append(host);

const heard: { type: string; detail: unknown }[] = [];
for (const type of ['explainer-state', 'explainer-step', 'explainer-leave'])
  screen.addEventListener(type, (event) => heard.push({ type, detail: (event as CustomEvent).detail }));

const panel = document.createElement(given.tag);
const simulations = given.tag === 'triptych-explainer' ? await startSimulations() : null;
Object.assign(panel, { locale: given.language, t: (key: string, params?: object) => t(key as MessageKey, { ...params }) }, simulations && { simulations }, given.properties);
screen.append(panel);
Object.assign(window, { panel, simulations, heard });
