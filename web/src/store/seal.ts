// SPDX-License-Identifier: MIT
// Store: a ballot sealed to the association's public key by HPKE (RFC 9180), as src/ballot/FORMAT.md says. Fetched only where ballots are sealed.

import { Aes128Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
// Without the browser's own X25519, which older ones lack.
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { Ballot } from '../collectors/collector.ts';

export const sealedVersion = 0x81;
export const info = new TextEncoder().encode('triptych sealed ballot v1');

export const fromText = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

export const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export const suite = (): CipherSuite => new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });

/** `text` and `publicKey` in base64url. Each call draws a new key: seal once, keep the result. */
export async function seal(text: string, publicKey: string): Promise<Ballot> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(fromText(publicKey).buffer);
  const { ct, enc } = await hpke.seal({ recipientPublicKey, info: info.buffer }, fromText(text).buffer);
  const sealed = new Uint8Array(1 + enc.byteLength + ct.byteLength);
  sealed[0] = sealedVersion;
  sealed.set(new Uint8Array(enc), 1);
  sealed.set(new Uint8Array(ct), 1 + enc.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', sealed));
  return { text: toText(sealed), sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
