// SPDX-License-Identifier: MIT
// Kiosk: when nobody has touched the device for a while, a countdown; when it ends, the next person begins. WCAG 2.2.1: one press extends it, as
// often as one likes, and another switches it off for this person.

/** How long the countdown is shown: ample time to reach the button. */
export const countdownSeconds = 20;

export type Phase = { left: number } | 'active' | 'over';

/** Times are milliseconds of one monotonic clock. */
export class Idle {
  readonly #patience: number;
  #last: number;
  #off = false;

  /** `seconds` of silence before the countdown. */
  constructor(seconds: number, now: number) {
    this.#patience = seconds * 1000;
    this.#last = now;
  }

  /** Somebody is there. */
  touched(now: number): void {
    this.#last = now;
  }

  /** Until the next person: this one takes their time. */
  switchOff(): void {
    this.#off = true;
  }

  begin(now: number): void {
    this.#off = false;
    this.#last = now;
  }

  phase(now: number): Phase {
    if (this.#off) return 'active';
    const over = now - this.#last - this.#patience;
    if (over < 0) return 'active';
    const left = Math.ceil(countdownSeconds - over / 1000);
    return left > 0 ? { left } : 'over';
  }
}
