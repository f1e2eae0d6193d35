// SPDX-License-Identifier: MIT
// Desk: the association's WordPress, in whose wp-admin the workbench stands: no key is typed, the person is signed in.

import { fetchIndex, type Index } from './bundle.ts';
import type { Done, Office } from './office.ts';
import { fetchLast } from './survey-files.ts';
import { publicationOf, publish, readBallots, type Connection } from './wordpress.ts';

export class WordPressOffice implements Office {
  readonly #connection: Connection;
  readonly #results: URL;

  constructor(connection: Connection, results: URL) {
    this.#connection = connection;
    this.#results = results;
  }

  async ballots(): Promise<{ file: File; others: number }> {
    const { base, nonce, survey } = this.#connection;
    return { file: await readBallots(base, nonce, { survey }), others: 0 };
  }

  previous = (): Promise<string> => fetchLast(this.#results);
  index = (): Promise<Index | null> => fetchIndex();

  /** The plugin closes a survey by its own button; here the last results are put in their place. */
  async publish({ files }: { files: () => Promise<ReadonlyMap<string, Uint8Array>> }): Promise<Done> {
    const { base, nonce } = this.#connection;
    await publish(base, nonce, publicationOf(await files()));
    return { changed: true, kept: 'no', table: '', dueOn: '', deletedOn: '' };
  }
}
