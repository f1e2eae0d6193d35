// SPDX-License-Identifier: MIT
// Desk: research.html.

import './handover.ts';
import { readDesk } from './language.ts';
import { TriptychResearch } from './research.ts';

customElements.define('triptych-research', TriptychResearch);
const desk = await readDesk();
document.title = desk.t('research.title');
const page = document.createElement('triptych-research') as TriptychResearch;
page.desk = desk;
document.querySelector('main')!.replaceChildren(page);
