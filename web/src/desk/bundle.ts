// SPDX-License-Identifier: MIT
// Desk: published bundles: data/index.json, and one bundle opened.

import { unzipSync } from 'fflate';
import type { CodebookItem } from '../engine/survey.js';
import { readCsv } from './csv.ts';

/** One line of data/index.json. */
export interface Published {
  /** Beside index.json. */
  file: string;
  bytes: number;
  /** Hexadecimal SHA-256 of the file. */
  sha256: string;
  survey: string;
  wave: number;
  number: number;
  title: string;
  created: string;
  language: string;
  simulated: boolean;
  closed: boolean;
  ballots: number;
  citation: string;
  license: { name: string; title: string; path: string } | null;
}

export interface Index {
  version: 1;
  bundles: Published[];
}

/** What the pages read of datapackage.json. */
interface DataPackage {
  name: string;
  title: string;
  created: string;
  citation: string;
  licenses?: { name: string; title: string; path: string }[];
  triptych: { survey: string; wave: number; number: number; simulated: boolean; closed: boolean; ballots: number; language: string };
}

export interface PrivacyReport {
  one_way: { min_answers: number; min_new: number; total_step: number; shown: number; withheld: string[] };
  crossed: {
    primary_most: number | null;
    min_protection: number | null;
    audit: string;
    tables: { rows: string; columns: string; released: boolean; cells?: number; hidden?: number }[];
  };
  rows: { released: false } | { released: true; k: number; rows: number; dropped: number };
  criteria: Record<'singling_out' | 'linkability' | 'inference', { measure: string; finding: string | null }>;
  judged: { by: string; date: string } | null;
  limits: string[];
}

export interface OpenBundle {
  files: Map<string, Uint8Array>;
  codebook: Record<string, string>[];
  tables: Record<string, string>[];
  crossed: Record<string, string>[];
  codebooks: Record<string, CodebookItem[]>;
  snapshot: string;
  report: PrivacyReport;
}

/** Larger than any bundle of tables; what is beyond is not unpacked. */
const mostBytes = 64 << 20;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The line of data/index.json for a bundle. */
export function describeBundle(files: ReadonlyMap<string, Uint8Array>, file: string, bytes: number, sha256: string): Published {
  const described = JSON.parse(text(files.get('datapackage.json')!)) as DataPackage;
  const { survey, wave, number, simulated, closed, ballots, language } = described.triptych;
  const { title, created, citation } = described;
  const license = described.licenses?.[0] ?? null;
  return { file, bytes, sha256, survey, wave, number, title, created: created.slice(0, 10), language, simulated, closed, ballots, citation, license };
}

export const bundleName = (files: ReadonlyMap<string, Uint8Array>): string =>
  (JSON.parse(text(files.get('datapackage.json')!)) as DataPackage).name;

/** A file's name without what marks simulated data. */
const plain = (path: string): string => path.replace(/^simulated-/, '');

export function readBundle(files: Map<string, Uint8Array>): OpenBundle {
  const of = (name: string): string => {
    const found = [...files].find(([path]) => plain(path) === name);
    if (!found) throw new Error(`the bundle holds no ${name}`);
    return text(found[1]);
  };
  return {
    files,
    codebook: readCsv(of('codebook.csv')),
    tables: readCsv(of('tables.csv')),
    crossed: readCsv(of('crossed.csv')),
    codebooks: JSON.parse(of('codebooks.json')) as Record<string, CodebookItem[]>,
    snapshot: of('snapshot.json'),
    report: JSON.parse(of('privacy-report.json')) as PrivacyReport,
  };
}

/** Unpacks what the browser has already found to have the published hash. */
export function unpack(zip: Uint8Array): OpenBundle {
  let total = 0;
  const entries = unzipSync(zip, {
    filter({ originalSize }) {
      total += originalSize;
      if (total > mostBytes) throw new Error(`more than ${mostBytes} bytes`);
      return true;
    },
  });
  return readBundle(new Map(Object.entries(entries)));
}

const integrityOf = (hexadecimal: string): string =>
  `sha256-${btoa(String.fromCharCode(...(hexadecimal.match(/../g) ?? []).map((pair) => parseInt(pair, 16))))}`;

/** What says that a file is not there. A bucket answers 403 to whoever may not list it. */
export const absent = { host: [404], bucket: [403, 404] } as const;

/** Nothing published: null. What writes the list again must not take a refusal for an empty one. */
export async function fetchIndex(missing: readonly number[] = absent.host): Promise<Index | null> {
  const response = await fetch('data/index.json', { cache: 'no-cache' });
  if (missing.includes(response.status)) return null;
  if (!response.ok) throw new Error(String(response.status));
  return checkIndex(await response.json());
}

/** Error: what is no index, or names files elsewhere. */
export function checkIndex(json: unknown): Index {
  const index = json as Index;
  if (index.version !== 1 || !Array.isArray(index.bundles)) throw new Error('data/index.json');
  // A name of a file beside the index: nowhere else.
  if (!index.bundles.every(({ file, sha256 }) => /^[a-z0-9-]+\.zip$/.test(file) && /^[0-9a-f]{64}$/.test(sha256))) throw new Error('data/index.json');
  return index;
}

/** The browser itself refuses a file whose hash is another. */
export async function fetchBundle({ file, sha256 }: Published): Promise<OpenBundle> {
  const response = await fetch(`data/${file}`, { integrity: integrityOf(sha256) });
  if (!response.ok) throw new Error(String(response.status));
  return unpack(new Uint8Array(await response.arrayBuffer()));
}
