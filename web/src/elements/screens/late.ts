// SPDX-License-Identifier: MIT
// Screens: those after the questions, and the first panel: fetched when the first of them is near.

import type { Screens } from '../context.ts';
import { feedback } from './feedback.ts';
import { receipt } from './receipt.ts';
import { results } from './results.ts';
import { review } from './review.ts';
import { understand } from './understand.ts';

export { styles } from './late.styles.ts';

export const screens: Screens = {
  understand,
  feedback,
  review,
  receipt,
  results,
};
