// SPDX-License-Identifier: MIT
// Desk: the association's WordPress, in whose wp-admin the workbench stands: no key is typed, the person is signed in.

import { fetchIndex, type Index } from './bundle.ts';
import type { Done, Office } from './office.ts';
import { fetchLast } from './survey-files.ts';
import { close, publicationOf, publish, readBallots, type Connection } from './wordpress.ts';

export class WordPressOffice implements Office {
  readonly #connection: Connection;
  readonly #results: URL;
  #dueOn = '';

  constructor(connection: Connection, results: URL) {
    this.#connection = connection;
    this.#results = results;
  }

  /** Open ones and sealed ones: a site may have got its public key later. */
  async ballots(): Promise<{ files: readonly File[]; others: number }> {
    const { base, nonce, survey } = this.#connection;
    const open = await readBallots(base, nonce, { survey });
    const sealed = await readBallots(base, nonce, { survey, sealed: true });
    const some = (await sealed.text()).trimEnd().includes('\n');
    return { files: some ? [open, sealed] : [open], others: 0 };
  }

  previous = (): Promise<string> => fetchLast(this.#results);
  index = (): Promise<Index | null> => fetchIndex();

  async close(): Promise<void> {
    const { base, nonce, survey } = this.#connection;
    this.#dueOn = await close(base, nonce, survey);
  }

  /** The site deletes raw ballots by itself. */
  async publish({ closing, files }: { closing: boolean; files: () => Promise<ReadonlyMap<string, Uint8Array>> }): Promise<Done> {
    const { base, nonce } = this.#connection;
    await publish(base, nonce, publicationOf(await files()));
    return { changed: true, kept: 'no', table: '', dueOn: closing ? this.#dueOn : '', deletedOn: '', byItself: true };
  }
}
