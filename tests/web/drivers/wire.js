// SPDX-License-Identifier: MIT
// Drivers: the wire between a visitor and the server: every request seen, the connection cut when a test says so, violations of the policy gathered.
import { createServer, request as forward } from 'node:http';

const reportPath = '/policy-reports';

async function bodyOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Relays to `target` ("http://127.0.0.1:8080"). `state` is how it treats requests other than GET (a page already open, sending):
 * 'whole'; 'cut': the connection closes before the server hears of it; 'deaf': the server hears, its answer is lost; { status, type, body }:
 * somebody else answers, and the server hears nothing.
 * `requests`: { method, path, headers, body, status } in order. `reports`: what engines sent for violations of the policy: this adds
 * report-uri to the policy's header, and changes nothing else.
 */
export async function wire(target) {
  const { hostname, port } = new URL(target);
  const requests = [];
  const reports = [];
  const self = { state: 'whole', requests, reports };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url === reportPath) {
      reports.push(body.toString());
      response.writeHead(204).end();
      return;
    }
    const seen = { method: request.method, path: request.url, headers: request.headers, body: body.toString('latin1'), status: 0 };
    requests.push(seen);
    const sending = request.method !== 'GET' && request.method !== 'HEAD';
    if (sending && self.state === 'cut') { request.socket.destroy(); return; }
    if (sending && typeof self.state === 'object') {
      seen.status = self.state.status;
      response.writeHead(seen.status, { 'content-type': self.state.type ?? 'application/json' }).end(self.state.body ?? '');
      return;
    }
    const relayed = forward({ hostname, port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      seen.status = answer.statusCode;
      if (sending && self.state === 'deaf') { answer.resume(); request.socket.destroy(); return; }
      const headers = { ...answer.headers };
      const policy = headers['content-security-policy'];
      if (policy) headers['content-security-policy'] = `${policy}; report-uri ${reportPath}`;
      response.writeHead(answer.statusCode, headers);
      answer.pipe(response);
    });
    relayed.on('error', () => request.socket.destroy());
    relayed.end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return Object.assign(self, {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Requests that carried something away from the browser. */
    sent: () => requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD'),
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  });
}
