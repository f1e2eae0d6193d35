// SPDX-License-Identifier: MIT
// Build: a module of WebAssembly as JavaScript, by binaryen's wasm2js, for browsers that have none of it (Lockdown Mode, Tor's safer level) and
// pages whose policy forbids it. Usage: node without-wasm.js WASM2JS IN.wasm OUT.js
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [program, from, to] = process.argv.slice(2);
const made = execFileSync(program, ['-O3', from, '-o', '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
const body = made.slice(made.indexOf('\n', made.lastIndexOf('\nimport ') + 1), made.indexOf('\nvar retasmFunc'));
if (!/^function asmFunc\(/m.test(body)) throw new Error(`${program} wrote something else than expected of ${from}`);
// Inside of a function whole: what wasm2js keeps beside its module (its view of the memory) would be shared by two instances.
writeFileSync(to, `// Made of ${from.split('/').at(-1)} by build-scripts/without-wasm.js.
/** The module's exports; \`imports\` as for WebAssembly, in one object. */
export default (imports) => {
${body}
return asmFunc({ abort() { throw new Error('unreachable'); }, ...imports });
};
`);
