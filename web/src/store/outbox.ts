// SPDX-License-Identifier: MIT
// Store: the outbox. A ballot is written down first, then sent, and deleted only on the collector's receipt.

import type { Ballot, Collector, Destination, Outcome } from '../collectors/collector.ts';
import { collectors as everyCollector } from '../collectors/index.ts';
import { load } from '../manifest.ts';
import { saveFile } from './ballot-file.ts';
import { diskDrawer, memoryDrawer, type Drawer, type Letter } from './letters.ts';

/** Waits before the next try: 5 s, doubled each time, at most 5 minutes; being online or in sight again starts over. */
const firstWait = 5_000;
const longestWait = 300_000;

export interface OutboxOptions {
  drawer?: Drawer;
  collectors?: Readonly<Record<string, Collector>>;
  schedule?: (run: () => void, after: number) => void;
  /** Where tabs of one browser tell each other what was received. */
  tabs?: () => BroadcastChannel;
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
  /** Ballots that a collector holds, by its own word: said here, or to another tab. */
  readonly #received = new Set<string>();
  readonly #openTabs: () => BroadcastChannel;
  #tabs: BroadcastChannel | null = null;
  #sealed: { text: string; ballot: Promise<Ballot> } | null = null;
  #followed: (Pick<Letter, 'survey' | 'kind'> & Destination) | null = null;

  constructor(options: OutboxOptions = {}) {
    this.#disk = options.drawer ?? diskDrawer;
    this.#collectors = options.collectors ?? everyCollector;
    this.#openTabs = options.tabs ?? (() => new BroadcastChannel('triptych'));
    this.#changed = options.changed ?? (() => {});
    this.#schedule =
      options.schedule ??
      ((run, after) => {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(run, after);
      });
  }

  /** The ballot sealed for the holder of the private key: what was shown before sending is what is sent, and sent again. */
  seal(text: string, publicKey: string): Promise<Ballot> {
    if (this.#sealed?.text !== text) {
      const ballot = load('store/seal', () => import('./seal.ts')).then(({ seal }) => seal(text, publicKey));
      this.#sealed = { text, ballot };
      ballot.catch(() => (this.#sealed = null));
    }
    return this.#sealed!.ballot;
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

  /** The collector of widget.json as it is now: ballots of that survey that wait follow it when its address or its signature changes. */
  follow(survey: string, kind: string, to: Destination): void {
    this.#followed = { survey, kind, ...to };
  }

  /** Whether a collector said, to this tab or to another one of this browser, that it holds this ballot. */
  wasReceived(sha256: string): boolean {
    return this.#received.has(sha256);
  }

  /** The ballots of this survey that are on this device, as a file for the visitor. */
  async download(survey: string): Promise<void> {
    this.save(survey, await this.waiting(survey));
  }

  save(survey: string, letters: readonly Letter[]): void {
    saveFile(survey, letters);
  }

  /** Letters that wait for a collector. */
  async waiting(survey: string): Promise<Letter[]> {
    return (await this.#all()).filter((letter) => letter.survey === survey && this.#collectors[letter.kind]);
  }

  /** Everything of this survey on this device, whether it is ever sent or stays here. */
  async held(survey: string): Promise<Letter[]> {
    return (await this.#all()).filter((letter) => letter.survey === survey);
  }

  /** Those letters, once they are elsewhere. */
  async discard(letters: readonly Letter[]): Promise<void> {
    for (const letter of letters) await this.#remove(letter);
    this.#changed();
  }

  /** Everything of this survey, sent or not. */
  async erase(survey: string): Promise<void> {
    await this.discard(await this.held(survey));
  }

  /** Sends all that waits, one after the other; never two rounds at once. */
  flush(): Promise<void> {
    this.#flushing ??= this.#round().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  /** Tries at once, when the connection is back, and when the page is looked at again. */
  start(): void {
    this.#tabs = this.#openTabs();
    this.#tabs.onmessage = ({ data }: MessageEvent<string>) => {
      this.#received.add(data);
      this.#changed();
    };
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
    }
    if (later) this.#again();
    // Also where nothing is left: another tab may have sent it.
    this.#changed();
  }

  #again(): void {
    this.#schedule(() => void this.flush(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  async #deliver(letter: Letter, leaving: boolean): Promise<Outcome> {
    const collector = this.#collectors[letter.kind];
    if (!collector) return 'later';
    const followed = this.#followed;
    const moved = followed?.survey === letter.survey && followed.kind === letter.kind;
    const outcome = await collector.send(letter, moved ? followed : letter, { leaving });
    if (outcome !== 'received') return outcome;
    await this.#remove(letter);
    this.#received.add(letter.sha256);
    this.#tabs?.postMessage(letter.sha256);
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
