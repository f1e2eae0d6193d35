// SPDX-License-Identifier: MIT
// Desk: a listing of a bucket, asked for or saved (ListObjectsV2 with encoding-type=url): ballots are what stands after the last slash of the
// names of empty objects.

import { inertXml } from '../trusted.ts';

export interface Listed {
  /** Of empty objects. */
  names: string[];
  /** How many more there are: with something in them, or with a name that is none. */
  others: number;
  /** The token of the next page; empty: none. */
  next: string;
}

/** The browser's own parser: it fetches nothing and runs nothing. Error: what is no listing. */
export function listed(xml: string): Listed {
  // A listing has no document type; one that has could define entities of its own.
  if (/<!DOCTYPE/i.test(xml)) throw new Error('ListBucketResult');
  const page = new DOMParser().parseFromString(inertXml(xml), 'application/xml');
  // A listing that was cut: browsers put their complaint in the document.
  if (page.documentElement.localName !== 'ListBucketResult' || page.querySelector('parsererror')) throw new Error('ListBucketResult');
  const child = (parent: Element, name: string): string => [...parent.children].find(({ localName }) => localName === name)?.textContent ?? '';
  const encoded = child(page.documentElement, 'EncodingType') === 'url';
  const names: string[] = [];
  let others = 0;
  for (const object of page.documentElement.children) {
    if (object.localName !== 'Contents') continue;
    const key = child(object, 'Key');
    // Encoded as in a form: a plus is a space, which no ballot holds.
    const name = encoded ? decoded(key) : key;
    if (name === null || child(object, 'Size') !== '0') others += 1;
    else names.push(name.slice(name.lastIndexOf('/') + 1));
  }
  return { names, others, next: child(page.documentElement, 'IsTruncated') === 'true' ? child(page.documentElement, 'NextContinuationToken') : '' };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Names that strangers may have written, as a .sealed file: a line break in one would make two of it. */
export const sealedFile = (survey: string, names: readonly string[]): File =>
  new File([[JSON.stringify({ format: 'triptych-sealed', version: 1, survey }), ...names.map((name) => name.replace(/\s/g, ' ') || ' ')].join('\n')], `${survey}.sealed`);
