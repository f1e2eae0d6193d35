// SPDX-License-Identifier: MIT
// Collectors: `triptych serve`: it says which ballot it holds.

export { echoing as triptych } from './collector.ts';
