// SPDX-License-Identifier: MIT
// Collectors: by kind of widget.json's `collect`. `none` makes no ballot travel; `device` keeps it in the outbox of this device.

import type { Collector } from './collector.ts';
import { http } from './http.ts';
import { triptych } from './triptych.ts';

/** A kind that is not here never sends: its ballots stay in the outbox. */
export const collectors: Readonly<Record<string, Collector>> = { triptych, http };
