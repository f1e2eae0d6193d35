// SPDX-License-Identifier: MIT
// Drivers: one small interface over three engines: open, click, type, press, text, waitFor, evaluate, screenshot, close.
import * as chromium from './chromium.js';
import * as firefox from './firefox.js';
import * as webkit from './webkit.js';

/**
 * Each `launch()` answers { name, page(options), close() }; `page` is a visitor with nothing kept from another. Targets: see locate.js.
 * An engine that is not installed is a failure, never a skip.
 */
export const engines = { chromium, firefox, webkit };
