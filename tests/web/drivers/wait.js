// SPDX-License-Identifier: MIT
// Drivers: waiting: for what a page will show, for a port, for a process to end.
import { createServer } from 'node:net';
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

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** Resolves when a child process has ended. */
export const ended = (child) => (child.exitCode ?? child.signalCode) !== null || new Promise((resolve) => { child.once('exit', resolve); });
