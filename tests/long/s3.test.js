// SPDX-License-Identifier: MIT
// Tests, long: the object store killed under load, three times: what it acknowledged is there when it starts again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seal } from '../../web/src/store/seal.ts';
import { sendForm, startCeph } from '../collectors/ceph.js';
import { makeSite, sampleBallots, temporaryFolder, text, triptych, withId } from '../server/harness.js';

const rounds = 3;
const inFlight = 16;
const atLeast = 500;

let ceph;
before(() => { ceph = startCeph({ store: 'bluestore' }); });
after(() => ceph?.stop());

test(`kill -9 of monitor, store and gateway under ${inFlight} senders, ${rounds} times: acknowledged minus stored is 0`, async () => {
  const site = makeSite();
  const [sample] = sampleBallots(site, { count: 1 });
  const keyFile = join(temporaryFolder(), 'private-key.json');
  const { publicKey } = JSON.parse(execFileSync(triptych, ['keys', '--out', keyFile, '--json'], { encoding: 'utf8' })).value;
  const collect = ceph.collect(publicKey);
  const acknowledged = new Set();
  let unsure = [];
  for (let round = 1; round <= rounds; ++round) {
    let killed = false;
    const senders = Array.from({ length: inFlight }, async () => {
      while (!killed) {
        // What the last round left without an answer is sent again, as an outbox would.
        const name = unsure.pop() ?? (await seal(text(withId(sample)), publicKey)).text;
        const status = await sendForm(collect, name).catch(() => 0);
        if (status === 201) acknowledged.add(name);
        else unsure.push(name);
        if (!killed && acknowledged.size >= atLeast * round) {
          killed = true;
          ceph.kill();
        }
      }
    });
    await Promise.all(senders);
    ceph.restart();
    const copy = join(temporaryFolder(), 'copy.ballots');
    const listing = join(temporaryFolder(), 'listing');
    execFileSync(triptych, ['dump', ceph.address, '--survey', 'fixture', '--private-key', keyFile, '--checkpoint', listing, '--out', copy], { env: ceph.environment(ceph.users.owner) });
    const stored = new Set(execFileSync('sed', ['-n', 's|^0 v1%2F||p', listing], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n'));
    const lost = [...acknowledged].filter((name) => !stored.has(name));
    assert.equal(lost.length, 0, `${lost.length} of ${acknowledged.size} acknowledged ballots are lost in round ${round}`);
  }
  assert.ok(acknowledged.size >= atLeast * rounds);
});
