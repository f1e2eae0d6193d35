// SPDX-License-Identifier: MIT
// Store: where unsent answers stay: with the tab, or on the device if the visitor says so; in memory where the browser allows neither.

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

type Area = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Areas {
  tab: () => Area;
  device: () => Area;
}

const browserAreas: Areas = { tab: () => sessionStorage, device: () => localStorage };

export class SavedSitting {
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

  // Reading `sessionStorage` itself throws where cookies are blocked.
  #try<Value>(area: 'tab' | 'device', use: (storage: Area) => Value): Value | null {
    try {
      return use(this.#areas[area]());
    } catch {
      return null;
    }
  }
}
