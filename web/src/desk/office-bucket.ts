// SPDX-License-Identifier: MIT
// Desk: an S3 bucket: ballots are the names of its empty objects, what is published are objects beside them. Requests are signed here by
// aws4fetch (Web Cryptography: https:// or localhost).

import { AwsClient } from 'aws4fetch';
import type { WidgetConfig } from '../config.ts';
import { checkIndex, type Index } from './bundle.ts';
import { listed, sealedFile } from './listing.ts';
import type { Done, Office } from './office.ts';

const types: Readonly<Record<string, string>> = { json: 'application/json', zip: 'application/zip' };

/** What is published once and never changes may be kept; what changes is asked for again. */
const caching = (path: string): string => (path.endsWith('.zip') ? 'public, max-age=31536000, immutable' : 'no-cache');

/** The region that the form of widget.json was signed for: AK/20261126/region/s3/aws4_request. */
const regionOf = (config: WidgetConfig): string => config.collect?.fields?.['x-amz-credential']?.split('/')[2] ?? 'us-east-1';

export class BucketOffice implements Office {
  readonly #bucket: URL;
  readonly #folder: URL;
  readonly #config: WidgetConfig;
  readonly #client: AwsClient;

  /** `folder`: the site's, under which results/ and data/ are; where visitors read them. */
  constructor(bucket: URL, folder: URL, config: WidgetConfig, keys: { id: string; secret: string }) {
    this.#bucket = bucket;
    this.#folder = folder;
    this.#config = config;
    const signed = { accessKeyId: keys.id.trim(), secretAccessKey: keys.secret.trim(), service: 's3', region: regionOf(config) };
    this.#client = new AwsClient({ ...signed, retries: 3 });
  }

  async ballots(told: (known: number) => void): Promise<{ files: readonly File[]; others: number }> {
    const { survey, collect } = this.#config;
    const texts: string[] = [];
    let strangers = 0;
    for (let token = ''; ; ) {
      const page = new URL(this.#bucket);
      page.search = new URLSearchParams({ 'list-type': '2', prefix: collect?.prefix ?? '', 'encoding-type': 'url', ...(token ? { 'continuation-token': token } : {}) }).toString();
      const { names, others, next } = listed(await (await this.#signed(page)).text());
      texts.push(...names);
      strangers += others;
      told(texts.length);
      if (!next) break;
      token = next;
    }
    return { files: [sealedFile(survey, texts)], others: strangers };
  }

  previous = (): Promise<string> => this.#text(`results/${this.#config.survey}.json`);

  async index(): Promise<Index | null> {
    const text = await this.#text('data/index.json');
    return text ? checkIndex(JSON.parse(text)) : null;
  }

  /** The bundle first, the numbers that visitors see last: whoever is interrupted has shown nothing that leads nowhere. */
  async publish({ files }: { files: () => Promise<ReadonlyMap<string, Uint8Array>> }): Promise<Done> {
    const order = (path: string): number => (path.endsWith('.zip') ? 0 : path.startsWith('data/') ? 1 : 2);
    for (const [path, bytes] of [...(await files())].sort(([a], [b]) => order(a) - order(b))) {
      const headers = { 'content-type': types[path.split('.').at(-1)!]!, 'cache-control': caching(path) };
      await this.#signed(new URL(path, this.#folder), { method: 'PUT', body: bytes as BodyInit, headers });
    }
    return { changed: true, kept: 'no', table: '', dueOn: '', deletedOn: '' };
  }

  /** Signed, for whoever may not list is told 403 of what is not there. */
  async #text(path: string): Promise<string> {
    const response = await this.#client.fetch(new URL(path, this.#folder), { cache: 'no-store' });
    if (response.status === 404) return '';
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return response.text();
  }

  async #signed(address: URL, init: RequestInit = {}): Promise<Response> {
    const response = await this.#client.fetch(address, { cache: 'no-store', ...init });
    if (!response.ok) throw new Error(`${response.status} ${/<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? ''} ${address.host}`);
    return response;
  }
}
