// SPDX-License-Identifier: MIT
// Store: where unsent answers stay: with the tab, or on the device if the visitor says so; in memory where the browser allows neither.
// Beside them, where the organizer asks for it, the mark that a ballot left from this device.

import type { Json, SavedState } from '../engine/survey.js';

/** tab: sessionStorage. device: localStorage, by choice. memory: storage is denied. */
export type Keeping = 'tab' | 'device' | 'memory';

export interface Sitting {
  version: 1;
  state: SavedState;
  screen: string;
  locale: string;
  /** Questions to think about, answered so far: explainer → form → name and answer. */
  forms: Record<string, Record<string, [name: string, answer: Json]>>;
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

type Area = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Areas {
  tab: () => Area;
  device: () => Area;
}

const browserAreas: Areas = { tab: () => sessionStorage, device: () => localStorage };

export class SavedSitting {
  /** In localStorage or sessionStorage; the notice shows it. */
  readonly #key: string;
  readonly #areas: Areas;
  #keeping: Keeping = 'tab';

  constructor(survey: string, wave: number, areas: Areas = browserAreas) {
    this.#key = `triptych:${survey}:${wave}`;
    this.#areas = areas;
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  /** What was kept, if anything can be read. */
  read(): Sitting | null {
    for (const area of ['tab', 'device'] as const) {
      const text = this.#try(area, (storage) => storage.getItem(this.#key));
      if (!text) continue;
      try {
        const sitting = JSON.parse(text) as Sitting;
        if (sitting.version !== 1) continue;
        this.#keeping = area;
        return sitting;
      } catch {
        // Not ours, or cut short: as if there were nothing.
      }
    }
    return null;
  }

  write(sitting: Sitting): void {
    const area = this.#keeping === 'memory' ? 'tab' : this.#keeping;
    const written = this.#try(area, (storage) => {
      storage.setItem(this.#key, JSON.stringify(sitting));
      return true;
    });
    if (!written) this.#keeping = 'memory';
    else if (this.#keeping === 'memory') this.#keeping = area;
  }

  /** The visitor's choice. Moves what is kept. */
  keepOn(area: 'tab' | 'device', sitting: Sitting | null): void {
    this.clear();
    this.#keeping = area;
    if (sitting) this.write(sitting);
  }

  clear(): void {
    for (const area of ['tab', 'device'] as const) this.#try(area, (storage) => (storage.removeItem(this.#key), true));
  }

  /** The last day, YYYY-MM-DD, of the mark that a ballot left from here; null: none, or over, which removes it. */
  sentUntil(today: Date): string | null {
    const day = this.#try('device', (storage) => storage.getItem(this.#sent));
    if (day && day >= dayOf(today)) return day;
    if (day !== null) this.forgetSent();
    return null;
  }

  /** Remembers, for so many days, that a ballot left. Nothing else: neither when, nor which. */
  rememberSent(today: Date, days: number): void {
    const last = dayOf(new Date(today.getTime() + days * 86_400_000));
    this.#try('device', (storage) => (storage.setItem(this.#sent, last), true));
  }

  forgetSent(): void {
    this.#try('device', (storage) => (storage.removeItem(this.#sent), true));
  }

  get #sent(): string {
    return `${this.#key}:sent`;
  }

  // Reading `sessionStorage` itself throws where cookies are blocked.
  #try<Value>(area: 'tab' | 'device', use: (storage: Area) => Value): Value | null {
    try {
      return use(this.#areas[area]());
    } catch {
      return null;
    }
  }
}
