// SPDX-License-Identifier: MIT
// Web: registers <triptych-widget>; the class itself has no side effect.

import { TriptychWidget } from './elements/triptych-widget.ts';

if (!customElements.get('triptych-widget')) customElements.define('triptych-widget', TriptychWidget);
