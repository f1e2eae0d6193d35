// SPDX-License-Identifier: MIT
// Studio: one value of a file by its JSON pointer (RFC 6901), read, written, taken away. Files are small: a change writes its file anew.

import type { Json } from '../engine/survey.js';

export type JsonObject = { [name: string]: Json };

const steps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export function at(json: Json, pointer: string): Json | undefined {
  let value: Json | undefined = json;
  for (const step of steps(pointer)) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** Objects on the way that are not there are made. undefined takes the value away. Nothing happens where the way leads through something else. */
export function put(json: Json, pointer: string, value: Json | undefined): void {
  const way = steps(pointer);
  // What a name inherits is none of the file's.
  if (way.includes('__proto__')) return;
  const last = way.pop()!;
  let holder: Json = json;
  for (const step of way) {
    if (Array.isArray(holder)) {
      const next: Json | undefined = holder[Number(step)];
      if (next === undefined) return;
      holder = next;
    } else if (isObject(holder)) {
      const next: Json | undefined = Object.hasOwn(holder, step) ? holder[step] : undefined;
      if (!isObject(next) && !Array.isArray(next)) {
        if (value === undefined) return;
        holder[step] = {};
      }
      holder = holder[step]!;
    } else return;
  }
  if (Array.isArray(holder)) {
    if (value === undefined) holder.splice(Number(last), 1);
    else holder[Number(last)] = value;
  } else if (isObject(holder)) {
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
}

/** The list at that pointer with one moved by so many places; at an end it stays. */
export function move(list: Json[], from: number, by: number): void {
  const to = from + by;
  if (to < 0 || to >= list.length) return;
  const [one] = list.splice(from, 1);
  list.splice(to, 0, one!);
}

export const written = (json: Json): string => `${JSON.stringify(json, null, 2)}\n`;
