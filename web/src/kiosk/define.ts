// SPDX-License-Identifier: MIT
// Kiosk: registers <triptych-kiosk>; the class itself has no side effect.

import { TriptychKiosk } from './kiosk.ts';

if (!customElements.get('triptych-kiosk')) customElements.define('triptych-kiosk', TriptychKiosk);
