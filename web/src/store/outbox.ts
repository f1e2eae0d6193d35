// SPDX-License-Identifier: MIT
// Store: the outbox. A ballot is written down first, then sent, and deleted only on the collector's receipt.

import type { Collector, Outcome } from '../collectors/collector.ts';
import { collectors as everyCollector } from '../collectors/index.ts';
import { diskDrawer, memoryDrawer, type Drawer, type Letter } from './letters.ts';

/** Waits before the next try: 5 s, doubled each time, at most 5 minutes; being online or in sight again starts over. */
const firstWait = 5_000;
const longestWait = 300_000;

export interface OutboxOptions {
  drawer?: Drawer;
  collectors?: Readonly<Record<string, Collector>>;
  schedule?: (run: () => void, after: number) => void;
  /** Told after each change. */
  changed?: () => void;
}

export class Outbox {
  readonly #memory = memoryDrawer();
  readonly #disk: Drawer;
  readonly #collectors: Readonly<Record<string, Collector>>;
  readonly #schedule: (run: () => void, after: number) => void;
  readonly #changed: () => void;
  #wait = firstWait;
  #flushing: Promise<void> | null = null;
  #timer = 0;

  constructor(options: OutboxOptions = {}) {
    this.#disk = options.drawer ?? diskDrawer;
    this.#collectors = options.collectors ?? everyCollector;
    this.#changed = options.changed ?? (() => {});
    this.#schedule =
      options.schedule ??
      ((run, after) => {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(run, after);
      });
  }

  /** Writes the ballot down. Says whether it outlives the page. */
  async add(letter: Letter): Promise<'disk' | 'memory'> {
    try {
      await this.#disk.put(letter);
      return 'disk';
    } catch {
      await this.#memory.put(letter);
      return 'memory';
    }
  }

  /** One letter, now: the page may be about to close. */
  async send(letter: Letter): Promise<Outcome> {
    const outcome = await this.#deliver(letter, true);
    if (outcome === 'later') this.#again();
    this.#changed();
    return outcome;
  }

  /** Letters that wait for a collector. */
  async waiting(survey: string): Promise<Letter[]> {
    return (await this.#all()).filter((letter) => letter.survey === survey && this.#collectors[letter.kind]);
  }

  /** Everything of this survey, sent or not. */
  async erase(survey: string): Promise<void> {
    for (const letter of await this.#all()) if (letter.survey === survey) await this.#remove(letter);
    this.#changed();
  }

  /** Sends all that waits, one after the other; never two rounds at once. */
  flush(): Promise<void> {
    this.#flushing ??= this.#round().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  /** Tries at once, when the connection is back, and when the page is looked at again. */
  start(): void {
    const freshly = () => {
      this.#wait = firstWait;
      void this.flush();
    };
    addEventListener('online', freshly);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && freshly());
    void this.flush();
  }

  async #round(): Promise<void> {
    let later = false;
    for (const letter of await this.#all()) {
      if (!this.#collectors[letter.kind]) continue;
      if ((await this.#deliver(letter, false)) === 'later') later = true;
      this.#changed();
    }
    if (later) this.#again();
  }

  #again(): void {
    this.#schedule(() => void this.flush(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  async #deliver(letter: Letter, leaving: boolean): Promise<Outcome> {
    const collector = this.#collectors[letter.kind];
    if (!collector) return 'later';
    const outcome = await collector.send(letter, letter.url, { leaving });
    if (outcome === 'received') await this.#remove(letter);
    return outcome;
  }

  async #all(): Promise<Letter[]> {
    const disk = await this.#disk.all().catch(() => []);
    return [...disk, ...(await this.#memory.all())];
  }

  async #remove(letter: Letter): Promise<void> {
    await this.#memory.remove(letter.sha256);
    await this.#disk.remove(letter.sha256).catch(() => {});
  }
}
