// SPDX-License-Identifier: MIT
// Web: the one Trusted Types policy, `triptych`. Scripts: only files of our own folder. HTML: only for DOMPurify to read, and a bucket's listing for DOMParser.

import type { TrustedTypePolicy, TrustedTypesWindow } from 'trusted-types/lib';

let ours: (url: string) => boolean = () => false;

/** Says once which URLs are files of the manifest. */
export function trustScripts(isOurs: (url: string) => boolean): void {
  ours = isOurs;
}

const rules = {
  createScriptURL(url: string): string {
    if (!ours(url)) throw new TypeError(`not a file of triptych: ${url}`);
    return url;
  },
  createHTML: (html: string) => html,
};

const factory = typeof window === 'undefined' ? undefined : (window as unknown as TrustedTypesWindow).trustedTypes;
const policy = factory?.createPolicy('triptych', rules);

/** A URL fit for `script.src`; throws for any that the manifest does not hold. */
export const scriptUrl = (url: string): string => (policy ?? rules).createScriptURL(url) as unknown as string;

/** For DOMParser alone, which makes a document of it that runs nothing, fetches nothing and is shown nowhere. */
export const inertXml = (text: string): string => (policy ?? rules).createHTML(text) as unknown as string;

/** Handed to DOMPurify, which parses with it in an inert document; nothing else of the widget makes HTML from text. */
export const sanitizerPolicy = policy as unknown as TrustedTypePolicy | undefined;
