// SPDX-License-Identifier: MIT
// Desk: what the workbench's page and its worker say to each other. Plain values: Errors do not survive every clone.

import type { WorkbenchModule } from '../engine/workbench.js';

export type Call = keyof WorkbenchModule;

export type Word = string | number;

/** First the compiled module, then calls one after another. */
export type Request = { module: WebAssembly.Module } | { id: number; call: Call; words: Word[] };

/** `answer`: an Envelope as JSON text; `trap`: the module broke, and the worker is of no more use; `share`: how far a long call is, 0 to 1. */
export type Response = { share: number } | { id: number; answer: string } | { id: number; trap: string };
