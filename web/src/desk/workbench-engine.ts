// SPDX-License-Identifier: MIT
// Desk: the page's side of the worker: typed calls, one count at a time. To cancel is to end the worker: nothing of it is kept.

import { fetchOwn } from '../manifest.ts';
import { scriptUrl } from '../trusted.ts';
import type { Added, Burst, CountOptions, Crosstab, ExportedFile, ExportOptions, Forecast, MarginTarget, Opened, Preview, PreviewOptions, Release, ReleaseOptions, StraightLine, Weighed } from '../engine/workbench.js';
import type { EngineError, Envelope } from '../engine/survey.js';
import type { Call, Request, Response, Word } from './protocol.ts';
import workerUrl from './workbench.worker.ts?worker&url';

/** An error value that ends what was being done. */
export class Refused extends Error {
  readonly failure: EngineError;
  constructor(failure: EngineError) {
    super(failure.code);
    this.failure = failure;
  }
}

const compiled = async (): Promise<WebAssembly.Module> => WebAssembly.compile(await (await fetchOwn('wasm', 'workbench')).arrayBuffer());

export class WorkbenchEngine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { kept(answer: string): void; lost(error: Error): void }>();
  #next = 1;
  #handle = 0;
  #stopped = false;
  /** How far the call under way is, where it says so. */
  told: (share: number) => void = () => undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      if ('share' in data) return this.told(data.share);
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('answer' in data) waiting?.kept(data.answer);
      else waiting?.lost(trap(data.trap));
    });
    worker.addEventListener('error', (event) => this.#end(trap(event.message)));
  }

  static async start(): Promise<WorkbenchEngine> {
    const module = await compiled();
    // A page that was opened from a disk may not load modules, not even its own blobs.
    const type = workerUrl.startsWith('blob:') ? 'classic' : 'module';
    const worker = new Worker(scriptUrl(new URL(workerUrl, import.meta.url).href), { type });
    worker.postMessage({ module } satisfies Request);
    return new WorkbenchEngine(worker);
  }

  async open(options: CountOptions): Promise<Opened> {
    const opened = await this.#call<Opened>('open', JSON.stringify(options));
    this.#handle = opened.handle;
    return opened;
  }
  add = (ballots: string): Promise<Added> => this.#call('add', this.#handle, ballots);
  preview = (options: PreviewOptions): Promise<Preview[]> => this.#call('preview', this.#handle, JSON.stringify(options));
  release = (options: ReleaseOptions): Promise<Release> => this.#call('release', this.#handle, JSON.stringify(options));
  bursts = (): Promise<Burst[]> => this.#call('bursts', this.#handle);
  straight = (): Promise<StraightLine[]> => this.#call('straight', this.#handle);
  crosstab = (rows: string, columns: string): Promise<Crosstab> => this.#call('crosstab', this.#handle, JSON.stringify({ rows, columns }));
  weigh = (margins: MarginTarget[]): Promise<Weighed> => this.#call('weigh', this.#handle, JSON.stringify(margins));
  forecast = (policy: string, sizes: readonly number[]): Promise<Forecast[]> => this.#call('forecast', this.#handle, JSON.stringify({ policy, sizes }));
  files = (options: ExportOptions): Promise<ExportedFile[]> => this.#call('files', this.#handle, JSON.stringify(options));
  /** Hexadecimal: crypto.subtle is absent on http:// pages. */
  sha256 = async (bytes: Uint8Array): Promise<string> => (await this.#call<{ sha256: string }>('sha256', base64url(bytes))).sha256;

  /** Ends the worker and with it whatever it holds. Calls under way are lost. */
  stop(): void {
    this.#stopped = true;
    this.#worker.terminate();
    this.#end(new DOMException('', 'AbortError'));
  }

  #end(error: Error): void {
    for (const { lost } of this.#waiting.values()) lost(error);
    this.#waiting.clear();
  }

  async #call<Value>(call: Call, ...words: Word[]): Promise<Value> {
    if (this.#stopped) throw new DOMException('', 'AbortError');
    const id = this.#next++;
    const answer = await new Promise<string>((kept, lost) => {
      this.#waiting.set(id, { kept, lost });
      this.#worker.postMessage({ id, call, words } satisfies Request);
    });
    const envelope = JSON.parse(answer) as Envelope<Value>;
    if (!envelope.ok) throw new Refused(envelope.error);
    return envelope.value;
  }
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  // A multiple of three, so that the pieces join.
  for (let at = 0; at < bytes.length; at += 30_000) text += btoa(String.fromCharCode(...bytes.subarray(at, at + 30_000)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const trap = (what: string): Refused => new Refused({ code: 'engine_trap', path: '', params: { what } });
