// SPDX-License-Identifier: MIT
// Store: the drawer of the outbox: IndexedDB, on the disk before it says so; in memory where the browser denies storage.

import { lettersDatabase } from './letters-database.ts';
import type { Ballot, Destination } from '../collectors/collector.ts';

/** A ballot on its way. `sha256` is its key: the same ballot twice is one letter. */
export interface Letter extends Ballot, Destination {
  survey: string;
  kind: string;
}

export interface Drawer {
  put(letter: Letter): Promise<void>;
  all(): Promise<Letter[]>;
  remove(sha256: string): Promise<void>;
}

const store = 'letters';

// Opened anew each time: Safari loses the connection of a tab in the background.
function database(): Promise<IDBDatabase> {
  return new Promise((opened, failed) => {
    const request = indexedDB.open(lettersDatabase, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'sha256' });
    request.onsuccess = () => opened(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error('blocked'));
  });
}

async function transact<Value>(mode: IDBTransactionMode, use: (letters: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const opened = await database();
  try {
    return await new Promise((done, failed) => {
      // Browsers acknowledge before the disk does unless asked not to.
      const transaction = opened.transaction(store, mode, { durability: 'strict' });
      const request = use(transaction.objectStore(store));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  } finally {
    opened.close();
  }
}

export const diskDrawer: Drawer = {
  put: async (letter) => void (await transact('readwrite', (letters) => letters.put(letter))),
  all: () => transact('readonly', (letters) => letters.getAll() as IDBRequest<Letter[]>),
  remove: (sha256) => transact('readwrite', (letters) => letters.delete(sha256)),
};

export function memoryDrawer(): Drawer {
  const letters = new Map<string, Letter>();
  return {
    put: async (letter) => void letters.set(letter.sha256, letter),
    all: async () => [...letters.values()],
    remove: async (sha256) => void letters.delete(sha256),
  };
}
