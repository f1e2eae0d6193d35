// SPDX-License-Identifier: MIT
// Collectors: the association's WordPress: its plugin's route takes the same POST as our server and says which ballot it holds.

export { echoing as wordpress } from './collector.ts';
