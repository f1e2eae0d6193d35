// SPDX-License-Identifier: MIT
// Studio: studio.html.

import '../desk/handover.ts';
import { readDesk } from '../desk/language.ts';
import { type Compiled, words } from '../i18n/messages.ts';
import { fetchOwn } from '../manifest.ts';
import { TriptychStudioPreview } from './preview.ts';
import { TriptychStudio } from './studio.ts';

customElements.define('triptych-studio-preview', TriptychStudioPreview);
customElements.define('triptych-studio', TriptychStudio);
const desk = await readDesk('studio');
document.title = desk.t('studio.title');
const page = document.createElement('triptych-studio') as TriptychStudio;
page.desk = desk;
document.querySelector('main')!.replaceChildren(page);

/** The privacy notice is written in these, whatever the page speaks. */
const tongues = await Promise.all(
  ['fr', 'en'].map(async (language) => {
    const parts = await Promise.all(['core', 'more', 'studio'].map(async (group) => (await fetchOwn('messages', `${language}-${group}`)).json() as Promise<Compiled>));
    return [language, words(language, Object.assign({}, ...parts) as Compiled, new Set(), (key) => console.error('triptych: no words for', key))] as const;
  }),
);
page.tongues = new Map(tongues);
