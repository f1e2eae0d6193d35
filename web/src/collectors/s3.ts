// SPDX-License-Identifier: MIT
// Collectors: an object store (S3): a form signed beforehand. The ballot is the object's name and the object is empty, so that a listing
// is the data, sending twice is sending once, and nobody can park files there.

import { outcomeOf, post, type Collector } from './collector.ts';

export const s3: Collector = {
  async send(ballot, { url, prefix = '', fields = {} }, when) {
    const form = new FormData();
    form.set('key', prefix + ballot.text);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    // S3 ignores whatever comes after the file.
    form.set('file', new Blob());
    const response = await post(form, url, when);
    // A signature that has run out (403) may be renewed in widget.json: the ballot waits for it.
    if (response?.status === 403) return 'later';
    return outcomeOf(response, response?.status === 201 || response?.status === 204);
  },
};
