// SPDX-License-Identifier: MIT
// Oracle: values that JSON cannot say, as the conformance runner reads them.

/** The moment at which every generated case is recorded and replayed. */
export const now = '2026-02-28T13:45:10.250Z';

export function recorded(value) {
  if (value === undefined) return { $undef: 1 };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $num: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { $date: 'invalid' } : { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(recorded);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, recorded(member)]));
  return value;
}
