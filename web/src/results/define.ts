// SPDX-License-Identifier: MIT
// Results: registers <triptych-results>; the classes themselves have no side effect.

import { TriptychResults } from './results.ts';

if (!customElements.get('triptych-results')) customElements.define('triptych-results', TriptychResults);
