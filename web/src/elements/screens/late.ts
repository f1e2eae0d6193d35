// SPDX-License-Identifier: MIT
// Screens: those after the questions, the first panel, and what is asked for or refused before: fetched when the first of them is near.

import type { Screens } from '../context.ts';
import { feedback } from './feedback.ts';
import { receipt } from './receipt.ts';
import { results } from './results.ts';
import { review } from './review.ts';
import { understand } from './understand.ts';

export { errorSummary } from '../error-summary.ts';
export { styles } from './late.styles.ts';
export { noticeMore } from './notice-more.ts';

export const screens: Screens = {
  understand,
  feedback,
  review,
  receipt,
  results,
};
