// SPDX-License-Identifier: MIT
// Facilitate: what a room votes. It lives in this object and nowhere else: no storage, no ballot, no tally, no network.

/** Votes on a shared tablet are shown from this many on: fewer would point to people. */
export const fewestVotes = 11;
/** No room holds more: a typing error is cut here. */
export const mostPeople = 999;

/** hands: typed by who leads, shown as typed. tablet: one tap a person, hidden until the end. */
export type Method = 'hands' | 'tablet';

export class RoomVotes {
  readonly #counts = new Map<string, number[]>();

  /** Votes for each choice of a question, in its order. */
  of(question: string, choices: number): readonly number[] {
    return this.#counts.get(question) ?? Array.from({ length: choices }, () => 0);
  }

  total(question: string): number {
    return (this.#counts.get(question) ?? []).reduce((sum, count) => sum + count, 0);
  }

  /** As typed: whole, from 0. */
  set(question: string, choices: number, choice: number, count: number): void {
    const counts = [...this.of(question, choices)];
    counts[choice] = Math.max(0, Math.min(mostPeople, Math.floor(count) || 0));
    this.#counts.set(question, counts);
  }

  add(question: string, choices: number, choice: number): void {
    this.set(question, choices, choice, this.of(question, choices)[choice]! + 1);
  }

  /** What may be seen now. A tablet's votes: at the end only, and if there are enough. */
  shown(question: string, method: Method, atEnd: boolean): boolean {
    return method === 'hands' || (atEnd && this.total(question) >= fewestVotes);
  }

  clear(): void {
    this.#counts.clear();
  }
}
