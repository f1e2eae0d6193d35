// SPDX-License-Identifier: MIT
// Store: ballots as a file that the visitor may keep: the .ballots of FORMAT.md, or sealed ones under their own header.

import type { Ballot } from '../collectors/collector.ts';

const simulated = 1;
const structureAt = 2;
const structureLength = 8;

function envelopeOf(text: string): Uint8Array {
  const binary = atob(text.slice(0, 16).replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Name and content. Sealed and open ballots never share a file: those of a survey are all of one kind. */
export function ballotFile(survey: string, ballots: readonly Ballot[]): { name: string; text: string } {
  const envelopes = ballots.map(({ text }) => envelopeOf(text));
  const sealed = envelopes.some(([version]) => version! >= 0x80);
  const structures = [...new Set(envelopes.map((bytes) => hex(bytes.slice(structureAt, structureAt + structureLength))))].sort();
  const header = sealed
    ? { format: 'triptych-sealed', version: 1, survey }
    : { format: 'triptych-ballots', version: 1, survey, simulated: envelopes.some(([, flags]) => (flags! & simulated) !== 0), structures };
  const lines = [JSON.stringify(header), ...ballots.map(({ text }) => text).sort()];
  return { name: `${survey}.${sealed ? 'sealed' : 'ballots'}`, text: `${lines.join('\n')}\n` };
}

export function saveFile(survey: string, ballots: readonly Ballot[]): void {
  const { name, text } = ballotFile(survey, ballots);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  // Freed once the browser has begun to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
