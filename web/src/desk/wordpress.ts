// SPDX-License-Identifier: MIT
// Desk: the association's WordPress, when the workbench stands in its wp-admin: ballots are read from its routes, and what was released goes back to them.

/** Where the plugin's routes are. `nonce` vouches that this page was opened in wp-admin, beside the person's own cookie. */
export interface Connection {
  /** "…/wp-json/triptych/v1/", or "…/index.php?rest_route=/triptych/v1/" where the site has no permalinks. */
  base: string;
  nonce: string;
  survey: string;
}

/** What the workbench has released, as it would be uploaded. */
export interface Publication {
  /** The snapshot, as text. */
  results: string;
  /** `name`: "<bundle>.zip". */
  zip: { name: string; bytes: Uint8Array };
  /** data/index.json, with this bundle, as text. */
  index: string;
}

/** Of the files that are uploaded beside the widget: results/<survey>.json, data/<bundle>.zip, data/index.json. */
export function publicationOf(files: ReadonlyMap<string, Uint8Array>): Publication {
  const only = (pattern: RegExp): [name: string, bytes: Uint8Array] => {
    const [found, ...others] = [...files].filter(([path]) => pattern.test(path));
    if (!found || others.length > 0) throw new Error(`one file ${pattern.source}`);
    return found;
  };
  const text = (pattern: RegExp): string => new TextDecoder().decode(only(pattern)[1]);
  const [path, bytes] = only(/^data\/[^/]+\.zip$/);
  return { results: text(/^results\/[^/]+\.json$/), zip: { name: path.slice('data/'.length), bytes }, index: text(/^data\/index\.json$/) };
}

/** The site said no. `code`: WordPress's own (rest_forbidden, rest_cookie_invalid_nonce) or the plugin's (triptych_published …); `message`: its words, in the person's language. */
export class SiteRefused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * What wp-admin says in the fragment of the workbench's address, which no server sees. Null: the page was not opened there, or is told to speak
 * with another site than its own.
 */
export function connectionFrom(address: string): Connection | null {
  const page = new URL(address);
  const told = new URLSearchParams(page.hash.slice(1));
  const [base, nonce, survey] = [told.get('wordpress'), told.get('nonce'), told.get('survey')];
  if (!base || !nonce || !survey) return null;
  const routes = new URL(base, page);
  return routes.origin === page.origin ? { base: routes.href, nonce, survey } : null;
}

/** A route under `base`, in either of its two forms. */
function routeOf(base: string, route: string, parameters: Record<string, string>): string {
  const address = new URL(base);
  const within = address.searchParams.get('rest_route');
  if (within === null) address.pathname += route;
  else address.searchParams.set('rest_route', within + route);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

async function ask(address: string, nonce: string, request: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const response = await fetch(address, {
    ...request,
    headers: { ...request.headers, 'x-wp-nonce': nonce },
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
  });
  if (response.ok) return response;
  const said = (await response.json().catch(() => ({}))) as { code?: unknown; message?: unknown };
  throw new SiteRefused(response.status, String(said.code ?? ''), String(said.message ?? response.statusText));
}

/** All ballots of a survey, each once: a .ballots file, or a .sealed one. Without `survey`: the one that the site asks now. */
export async function readBallots(base: string, nonce: string, { survey = '', sealed = false } = {}): Promise<File> {
  const response = await ask(routeOf(base, 'export', { ...(survey ? { survey } : {}), ...(sealed ? { sealed: '1' } : {}) }), nonce);
  const bytes = await response.blob();
  // A page that stands in the way answers 200 too.
  const heading = (await bytes.slice(0, 4096).text()).split('\n', 1)[0]!;
  const said = ((): { format?: string; survey?: string } => {
    try {
      return JSON.parse(heading) as { format?: string; survey?: string };
    } catch {
      return {};
    }
  })();
  if (said.format !== (sealed ? 'triptych-sealed' : 'triptych-ballots')) throw new SiteRefused(response.status, 'no_ballots', heading.slice(0, 200));
  return new File([bytes], `${said.survey}.${sealed ? 'sealed' : 'ballots'}`);
}

async function put(address: string, nonce: string, type: string, body: string | Uint8Array): Promise<void> {
  const response = await ask(address, nonce, { method: 'POST', headers: { 'content-type': type }, body: body as BodyInit });
  const { sha256 } = (await response.json()) as { sha256?: string };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  // The site says what it holds: anything else was changed on the way.
  if (sha256 !== Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')) throw new SiteRefused(response.status, 'changed', address);
}

/** No ballot arrives from now on. Answers the day from which those that are there are deleted. Done again, the first day stays. */
export async function close(base: string, nonce: string, survey: string): Promise<string> {
  const response = await ask(routeOf(base, 'close', { survey }), nonce, { method: 'POST' });
  const { due_on } = (await response.json()) as { due_on?: string };
  if (!/^\d{4}-\d\d-\d\d$/.test(due_on ?? '')) throw new SiteRefused(response.status, 'not_closed', String(due_on));
  return due_on!;
}

/**
 * Bundle, then list, then results: cut off anywhere, the site never lists what it does not have, nor shows numbers whose data are missing.
 * Done again, it changes nothing.
 */
export async function publish(base: string, nonce: string, { results, zip, index }: Publication): Promise<void> {
  const { survey } = JSON.parse(results) as { survey: string };
  await put(routeOf(base, 'data', { file: zip.name }), nonce, 'application/zip', zip.bytes);
  await put(routeOf(base, 'data', { file: 'index.json' }), nonce, 'application/json', index);
  await put(routeOf(base, 'results', { survey }), nonce, 'application/json', results);
}
