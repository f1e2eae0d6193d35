// SPDX-License-Identifier: MIT
// Desk: our own server's door (src/server/organizer.h). It counts, releases and writes by itself, as `triptych publish` and `close` do: the
// page only asks, so that no browser stands between a store and what is released of it.

import type { EngineError } from '../engine/survey.js';
import { fetchIndex, type Index } from './bundle.ts';
import type { Done, Office } from './office.ts';
import { fetchLast } from './survey-files.ts';
import { Refused } from './workbench-engine.ts';

/** There is no such address there. */
export class NoDoor extends Error {}

interface Said {
  changed: boolean;
  /** The bundle that was written; empty: it was there. */
  data: string;
  kept: string;
  table: string;
  due_on?: string;
  deleted_on?: string;
}

export class ServerOffice implements Office {
  readonly #collect: URL;
  readonly #results: URL;
  readonly #survey: string;
  readonly #key: string;

  /** `collect`: where ballots are posted; the door is beside it. */
  constructor(collect: URL, results: URL, survey: string, key: string) {
    this.#collect = collect;
    this.#results = results;
    this.#survey = survey;
    this.#key = key.trim();
  }

  async ballots(): Promise<{ files: readonly File[]; others: number }> {
    const response = await this.#ask('GET', 'ballots');
    return { files: [new File([await response.blob()], `${this.#survey}.ballots`)], others: 0 };
  }

  previous = (): Promise<string> => fetchLast(this.#results);
  index = (): Promise<Index | null> => fetchIndex();

  async publish({ closing }: { closing: boolean }): Promise<Done> {
    const said = (await (await this.#ask('POST', closing ? 'close' : 'publish')).json()) as Said;
    return { changed: said.changed || said.data !== '', kept: said.kept, table: said.table, dueOn: said.due_on ?? '', deletedOn: said.deleted_on ?? '' };
  }

  async #ask(method: 'GET' | 'POST', what: string): Promise<Response> {
    const response = await fetch(new URL(`organizer/${what}/${this.#survey}`, this.#collect), {
      method,
      headers: { authorization: `Bearer ${this.#key}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    if (response.ok) return response;
    const { error } = (await response.json().catch(() => ({}))) as { error?: EngineError };
    // A server of ours without a door, and one that is none of ours, answer alike.
    if (response.status === 404) throw new NoDoor();
    throw error ? new Refused(error) : new Error(String(response.status));
  }
}
