// SPDX-License-Identifier: MIT
// Collectors: by kind of widget.json's `collect`. `none` makes no ballot travel; `device` keeps it in the outbox of this device.

import type { Collector } from './collector.ts';
import { http } from './http.ts';
import { s3 } from './s3.ts';
import { triptych } from './triptych.ts';
import { wordpress } from './wordpress.ts';

/** A kind that is not here never sends: its ballots stay in the outbox. */
export const collectors: Readonly<Record<string, Collector>> = { triptych, wordpress, s3, http };
