// SPDX-License-Identifier: MIT
// Kiosk: the PIN of the people at the stand, kept on this device as a salted hash. A latch against curious hands, not a lock: whoever has the
// device has time to try them all. What protects the answers is that ballots are sealed.

const key = 'triptych:kiosk';
const rounds = 310_000;

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** PBKDF2 with SHA-256: needs a page over https, or localhost. */
async function hashOf(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  return hex(new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, secret, 256)));
}

/** Four to twelve digits. */
export const isPin = (text: string): boolean => /^\d{4,12}$/.test(text);

export const hasPin = (storage: Pick<Storage, 'getItem'>): boolean => storage.getItem(key) !== null;

export async function choosePin(storage: Pick<Storage, 'setItem'>, pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  storage.setItem(key, `${hex(salt)} ${await hashOf(pin, salt)}`);
}

export async function opens(storage: Pick<Storage, 'getItem'>, pin: string): Promise<boolean> {
  const [salt = '', hash] = (storage.getItem(key) ?? '').split(' ');
  return (await hashOf(pin, bytes(salt))) === hash;
}

/** Seconds to wait after so many wrong PINs: none for the first three, then 10, 20, 40… to ten minutes. */
export const waitAfter = (wrong: number): number => (wrong < 3 ? 0 : Math.min(600, 10 * 2 ** (wrong - 3)));
