// SPDX-License-Identifier: MIT
// Facilitate: registers <triptych-facilitator>; the class itself has no side effect.

import { TriptychFacilitator } from './facilitator.ts';

if (!customElements.get('triptych-facilitator')) customElements.define('triptych-facilitator', TriptychFacilitator);
