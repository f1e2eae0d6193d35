// SPDX-License-Identifier: MIT
// Collectors: one wire shape: a single POST of the ballot's text, no custom header, so never a preflight. One file a kind.

/** What leaves, and the only thing that does. */
export interface Ballot {
  text: string;
  /** SHA-256 of the binary form, lower-case hexadecimal. */
  sha256: string;
}

/**
 * received: the collector said, in its own way, that it holds this ballot: only then is it deleted here.
 * later: not reached, or busy: the ballot waits and goes again. refused: it will never be taken (too late, not understood).
 */
export type Outcome = 'received' | 'later' | 'refused';

/** Where widget.json says that ballots go. `fields`: of an object store's signed form. */
export interface Destination {
  url: string;
  prefix?: string | undefined;
  fields?: Readonly<Record<string, string>> | undefined;
}

/** `leaving`: the page may close while the request is under way; browsers allow only a few of those at once. */
export interface When {
  leaving: boolean;
}

export interface Collector {
  send(ballot: Ballot, to: Destination, when: When): Promise<Outcome>;
}

/** Refusals that no waiting mends. 404 and 405 are not among them: a site without its collector may get it back. */
const final = new Set([400, 403, 409, 410, 413, 415, 422]);

/** A form names its own type, with the boundary that it drew. */
export async function post(body: string | FormData, url: string, when: When): Promise<Response | null> {
  try {
    return await fetch(url, {
      method: 'POST',
      body,
      ...(typeof body === 'string' ? { headers: { 'content-type': 'text/plain' } } : {}),
      keepalive: when.leaving,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    return null;
  }
}

export function outcomeOf(response: Response | null, receipt: boolean): Outcome {
  if (receipt) return 'received';
  return response && final.has(response.status) ? 'refused' : 'later';
}

/** A collector of ours: 201, or 200 for a ballot that was there already, with the ballot's SHA-256. */
export const echoing: Collector = {
  async send(ballot, { url }, when) {
    const response = await post(ballot.text, url, when);
    const receipt = await receiptOf(response);
    return outcomeOf(response, receipt?.sha256 === ballot.sha256);
  },
};

/** The receipt's own words, or null when there are none. A captive portal answers 200 with a page: that is no receipt. */
export async function receiptOf(response: Response | null): Promise<{ sha256?: unknown } | null> {
  if (!response?.ok) return null;
  try {
    return (await response.json()) as { sha256?: unknown };
  } catch {
    return null;
  }
}
