// SPDX-License-Identifier: MIT
// Screens: the notice and the questions: fetched when the visitor reaches for the second door.

import type { Screens } from '../context.ts';
import { notice } from './notice.ts';
import { question } from './question.ts';

export { styles } from './ask.styles.ts';

export const screens: Screens = { notice, question };
