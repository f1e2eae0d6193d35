// SPDX-License-Identifier: MIT
// Store: the name of the database that holds the letters: known before the outbox is loaded.

export const lettersDatabase = 'triptych';
