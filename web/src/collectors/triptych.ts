// SPDX-License-Identifier: MIT
// Collectors: `triptych serve`: 201 (or 200: already there) with the ballot's SHA-256.

import { outcomeOf, post, receiptOf, type Collector } from './collector.ts';

export const triptych: Collector = {
  async send(ballot, url, when) {
    const response = await post(ballot, url, when);
    const receipt = await receiptOf(response);
    return outcomeOf(response, receipt?.sha256 === ballot.sha256);
  },
};
