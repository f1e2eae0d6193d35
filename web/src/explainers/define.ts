// SPDX-License-Identifier: MIT
// Explainers: registers <triptych-explainer>; the classes themselves have no side effect.

import { TriptychExplainer } from './explainer.ts';

if (!customElements.get('triptych-explainer')) customElements.define('triptych-explainer', TriptychExplainer);
