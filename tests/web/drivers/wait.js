// SPDX-License-Identifier: MIT
// Drivers: waiting for what the page will show, with an error that says what it showed instead.
import { setTimeout as sleep } from 'node:timers/promises';

/** Long, because tests share the machine; never asserted on. */
export const patience = 30_000;

/** Calls `attempt` until it answers something true; then that. After `patience`, throws what `explain` says. */
export async function until(attempt, explain) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await attempt();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(await explain());
    await sleep(50);
  }
}
