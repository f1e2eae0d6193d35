// SPDX-License-Identifier: MIT
// Tests: a real object store, as an association would set it up: a bucket, a user that may only add ballots, pages allowed to send.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, temporaryFolder, triptych } from '../server/harness.js';

const script = join(root, 'tests/engines/ceph.sh');
const bucket = 'ballots';

/** `store`: memstore, or bluestore, which outlives a kill. */
export function startCeph({ store = 'memstore' } = {}) {
  const folder = join(temporaryFolder(), 'ceph');
  const run = (...words) => execFileSync(script, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const endpoint = run('up', folder, store);
  const users = Object.fromEntries(readFileSync(join(folder, 'users'), 'utf8').trim().split('\n').map((line) => line.split(' ')).map(([name, id, secret]) => [name, { id, secret }]));
  const environment = (user) => ({ ...process.env, AWS_ACCESS_KEY_ID: user.id, AWS_SECRET_ACCESS_KEY: user.secret, AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1' });
  /** One signed request, by curl, which knows nothing of us: status and body. */
  const request = (user, path, { method = 'GET', body = '', type = '' } = {}) => {
    const said = execFileSync('curl', [
      '-s', '--globoff', '--path-as-is', '-X', method, '-w', '\n%{http_code}', '--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', `${user.id}:${user.secret}`,
      '-H', 'x-amz-content-sha256: UNSIGNED-PAYLOAD', ...(type ? ['-H', `content-type: ${type}`] : []), ...(method === 'GET' ? [] : ['--data-binary', body]), `${endpoint}/${path}`,
    ], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const end = said.lastIndexOf('\n');
    return { status: Number(said.slice(end + 1)), body: said.slice(0, end) };
  };
  const must = (path, options) => {
    const { status, body } = request(users.owner, path, options);
    assert.ok(status < 300, `${path}: ${status} ${body}`);
  };
  must(bucket, { method: 'PUT' });
  must(`${bucket}?policy=`, { method: 'PUT', body: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam:::user/drop'] }, Action: ['s3:PutObject', 's3:PutObjectAcl'], Resource: [`arn:aws:s3:::${bucket}/v1/*`] },
      // A site may be in the same bucket: everybody reads it, and nobody the ballots.
      { Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${bucket}/site/*`] },
    ],
  }) });
  must(`${bucket}?cors=`, { method: 'PUT', body: '<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>POST</AllowedMethod></CORSRule></CORSConfiguration>' });
  return {
    endpoint, users, request, environment,
    address: `s3://${bucket}/v1/`,
    url: `${endpoint}/${bucket}`,
    /** The block of widget.json that `triptych s3 policy` prints, signed by the user that may only add. */
    collect(publicKey) {
      const said = execFileSync(triptych, ['s3', 'policy', `s3://${bucket}/v1/`, '--public-key', publicKey, '--json'], { encoding: 'utf8', env: environment(users.drop) });
      return JSON.parse(said).value.collect;
    },
    /** Puts a folder's files under site/, as a static host would serve them. Its address. */
    upload(local) {
      const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json', css: 'text/css', svg: 'image/svg+xml', wasm: 'application/wasm' };
      for (const file of globSync('**/*.*', { cwd: local })) must(`${bucket}/site/${file}`, { method: 'PUT', body: `@${join(local, file)}`, type: types[file.split('.').at(-1)] ?? 'application/octet-stream' });
      return `${endpoint}/${bucket}/site/`;
    },
    kill: () => run('kill', folder),
    restart: () => run('restart', folder),
    stop: () => run('down', folder),
  };
}

/** Sends that form as a page does. Status. */
export async function sendForm({ url, prefix, fields }, text, { body = '', key = prefix + text, ...more } = {}) {
  const form = new FormData();
  form.set('key', key);
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.set(name, value);
  form.set('file', new Blob([body]));
  const response = await fetch(url, { method: 'POST', body: form });
  await response.arrayBuffer();
  return response.status;
}
