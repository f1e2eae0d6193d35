// SPDX-License-Identifier: MIT
// Elements: all of the widget's own look, for those that stand in its panels or on pages of their own.

import type { CSSResultGroup } from 'lit';
import { styles } from './first.styles.ts';
import { moreStyles } from './more.styles.ts';

export const widgetStyles: CSSResultGroup = [styles, moreStyles];
