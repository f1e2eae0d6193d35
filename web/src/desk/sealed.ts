// SPDX-License-Identifier: MIT
// Desk: sealed ballots opened with the association's key file (src/ballot/FORMAT.md, section 7), on this device. Loaded when there are some.

import { ballotFile } from '../store/ballot-file.ts';
import { fromText, info, sealedVersion, suite, toText } from '../store/seal.ts';

const keyBytes = 32;

function heading(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text.split('\n', 1)[0] ?? '') as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The private half of a key file; null: it is none. */
export function readKey(text: string): Uint8Array<ArrayBuffer> | null {
  const json = heading(text);
  if (json?.['format'] !== 'triptych-private-key' || typeof json['private'] !== 'string') return null;
  try {
    const key = fromText(json['private']);
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  }
}

export interface SealedFile {
  survey: string;
  ballots: string[];
}

/** Null: not a .sealed file. */
export function readSealed(text: string): SealedFile | null {
  const json = heading(text);
  if (json?.['format'] !== 'triptych-sealed' || json['version'] !== 1 || typeof json['survey'] !== 'string') return null;
  return { survey: json['survey'], ballots: text.split('\n').slice(1).filter(Boolean) };
}

export type Opener = (sealed: string) => Promise<string | null>;

/** Opens ballots one by one, each into a .ballots text of its own, for strangers may have written any of them; null: made for another key, changed
 * on the way, or no sealed ballot at all. */
export async function opener(key: Uint8Array<ArrayBuffer>, survey: string): Promise<Opener> {
  const hpke = suite();
  const recipientKey = await hpke.kem.deserializePrivateKey(key.buffer);
  return async (sealed) => {
    try {
      const bytes = fromText(sealed);
      if (bytes[0] !== sealedVersion) return null;
      const enc = bytes.slice(1, 1 + keyBytes).buffer;
      const ballot = new Uint8Array(await hpke.open({ recipientKey, enc, info: info.buffer }, bytes.slice(1 + keyBytes).buffer));
      return ballotFile(survey, [{ text: toText(ballot), sha256: '' }]).text;
    } catch {
      return null;
    }
  };
}
