// SPDX-License-Identifier: MIT
// Build: the JavaScript that C++ calls (its EM_JS functions: dates, numbers, RegExp, random), as one module for the page, tests and benches.
// emcc's own glue would bring three times as much. Usage: node page-functions.js OUT SOURCE…
import { readFileSync, writeFileSync } from 'node:fs';

const [out, ...sources] = process.argv.slice(2);

const functions = sources.flatMap((source) =>
  [...readFileSync(source, 'utf8').matchAll(/^EM_JS\(\w+, (\w+), \(([^)]*)\), (\{[^]*?\})\);?$/gm)].map(([, name, parameters, body]) => {
    const names = parameters.split(',').map((one) => /\w*$/.exec(one.trim())[0]);
    const views = ['HEAPU8: Uint8Array', 'HEAPF64: Float64Array'].map((one) => one.split(': ')).filter(([view]) => body.includes(view));
    return `  ${name}(${names.join(', ')}) {${views.map(([view, type]) => ` const ${view} = new ${type}(memory().buffer);`).join('')} ${body} },`;
  }));
if (functions.length === 0) throw new Error('no EM_JS function found');

writeFileSync(out, `// Made from the EM_JS functions of src/ by build-scripts/page-functions.js.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** \`memory\` answers the module's memory, once there is one. */
export default (memory) => {
  const UTF8ToString = (address, most = Infinity) => {
    const bytes = new Uint8Array(memory().buffer, address);
    const end = bytes.subarray(0, most).indexOf(0);
    return decoder.decode(bytes.subarray(0, end < 0 ? most : end));
  };
  const stringToUTF8 = (text, address, size) => {
    const bytes = new Uint8Array(memory().buffer, address, size);
    const { written } = encoder.encodeInto(text, bytes.subarray(0, size - 1));
    bytes[written] = 0;
    return written;
  };
  return {
${functions.map((one) => `  ${one}`).join('\n')}
  };
};
`);
