// SPDX-License-Identifier: MIT
// Tests: sealed ballots: the library in the page answers the RFC's own vectors, and what it seals only the private key opens.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Aes128Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { ballotFile } from '../../../web/src/store/ballot-file.ts';
import { seal } from '../../../web/src/store/seal.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/hpke-rfc9180-a1.json', import.meta.url), 'utf8'));
const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex')).buffer;
const suite = () => new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
const info = new TextEncoder().encode('triptych sealed ballot v1').buffer;

async function opened(text, privateKey) {
  const sealed = Buffer.from(text, 'base64url');
  const recipientKey = await suite().kem.deserializePrivateKey(privateKey);
  const cut = (from, to) => new Uint8Array(sealed.subarray(from, to)).buffer;
  return Buffer.from(await suite().open({ recipientKey, enc: cut(1, 33), info }, cut(33)));
}

test('RFC 9180, A.1.1: each message of the published vector opens', async () => {
  const recipientKey = await suite().kem.deserializePrivateKey(bytes(vectors.skRm));
  const context = await suite().createRecipientContext({ recipientKey, enc: bytes(vectors.enc), info: bytes(vectors.info) });
  for (const { aad, ct, pt } of vectors.encryptions) assert.equal(Buffer.from(await context.open(bytes(ct), bytes(aad))).toString('hex'), pt);
});

test('a sealed ballot opens to the same bytes, with its receipt; twice sealed it is another text; a changed byte never opens', async () => {
  const ballot = Buffer.from('0100ba1297e282265ec2a0a1a2a3a4a5a6a7a8a9aaabacadaeaf010130b006763766', 'hex');
  const pair = await suite().kem.generateKeyPair();
  const publicKey = Buffer.from(await suite().kem.serializePublicKey(pair.publicKey)).toString('base64url');
  const privateKey = await suite().kem.serializePrivateKey(pair.privateKey);
  const [one, two] = [await seal(ballot.toString('base64url'), publicKey), await seal(ballot.toString('base64url'), publicKey)];
  assert.match(one.text, /^[A-Za-z0-9_-]+$/);
  assert.equal(Buffer.from(one.text, 'base64url').length, ballot.length + 49);
  assert.equal(one.sha256, createHash('sha256').update(Buffer.from(one.text, 'base64url')).digest('hex'));
  assert.notEqual(one.text, two.text);
  assert.deepEqual(await opened(one.text, privateKey), ballot);
  const spoilt = Buffer.from(one.text, 'base64url');
  spoilt[40] ^= 1;
  await assert.rejects(opened(spoilt.toString('base64url'), privateKey));
});

test('a public key that is none is refused', async () => {
  for (const key of ['', 'AAAA', 'not base64!']) await assert.rejects(seal('AQ', key), key);
});

test('a saved ballot is a .ballots file, a saved sealed one says that it is sealed', async () => {
  const open = ballotFile('s', [{ text: Buffer.from('0101ba1297e282265ec2a0a1a2', 'hex').toString('base64url') }]);
  assert.equal(open.name, 's.ballots');
  assert.deepEqual(JSON.parse(open.text.split('\n')[0]), { format: 'triptych-ballots', version: 1, survey: 's', simulated: true, structures: ['ba1297e282265ec2'] });
  const sealed = ballotFile('s', [{ text: Buffer.from(`81${'00'.repeat(60)}`, 'hex').toString('base64url') }]);
  assert.equal(sealed.name, 's.sealed');
  assert.deepEqual(JSON.parse(sealed.text.split('\n')[0]), { format: 'triptych-sealed', version: 1, survey: 's' });
});
