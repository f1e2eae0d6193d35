// SPDX-License-Identifier: MIT
// Studio: templates.ts of a page that is one file: the surveys stand in the document itself.

const held = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('script[type="text/plain"][data-content]')];

export const templates = (): string[] => [...new Set(held().map((element) => element.dataset['content']!.split('/')[0]!))];

export async function readTemplate(name: string, file: string): Promise<string> {
  const found = held().find((element) => element.dataset['content'] === `${name}/${file}`);
  if (!found) throw new Error(`no ${name}/${file}`);
  return new TextDecoder().decode(Uint8Array.from(atob(found.textContent.trim()), (letter) => letter.charCodeAt(0)));
}
