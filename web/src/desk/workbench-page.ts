// SPDX-License-Identifier: MIT
// Desk: workbench.html.

import './handover.ts';
import { readDesk } from './language.ts';
import type { SiteSurvey } from './survey-files.ts';
import { TriptychWorkbench } from './workbench.ts';

customElements.define('triptych-workbench', TriptychWorkbench);
const desk = await readDesk();
document.title = desk.t('workbench.title');
const page = document.createElement('triptych-workbench') as TriptychWorkbench;
page.desk = desk;
page.surveys = JSON.parse(document.querySelector<HTMLElement>('script[data-surveys]')?.dataset.surveys ?? '[]') as SiteSurvey[];
document.querySelector('main')!.replaceChildren(page);
