// SPDX-License-Identifier: MIT
// Screens: those after the questions, and the first panel: fetched when the first of them is near.

import type { TemplateResult } from 'lit';
import type { Screen } from '../../store/state.ts';
import type { Context } from '../context.ts';
import { feedback } from './feedback.ts';
import { receipt } from './receipt.ts';
import { results } from './results.ts';
import { review } from './review.ts';
import { understand } from './understand.ts';

export { styles } from './late.styles.ts';

export const lateScreens: Partial<Record<Screen, (context: Context) => TemplateResult>> = {
  understand,
  feedback,
  review,
  receipt,
  results,
};
