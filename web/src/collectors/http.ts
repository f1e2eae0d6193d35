// SPDX-License-Identifier: MIT
// Collectors: any HTTP server that takes a POST: 201 or 204 is its receipt, or a 200 that echoes the ballot's SHA-256.

import { outcomeOf, post, receiptOf, type Collector } from './collector.ts';

export const http: Collector = {
  async send(ballot, { url }, when) {
    const response = await post(ballot.text, url, when);
    if (response?.status === 204) return 'received';
    const receipt = await receiptOf(response);
    const said = receipt?.sha256;
    // A server that echoes something must echo the right thing.
    return outcomeOf(response, said === undefined ? response?.status === 201 : said === ballot.sha256);
  },
};
