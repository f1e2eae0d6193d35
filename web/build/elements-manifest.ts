// SPDX-License-Identifier: MIT
// Build: custom-elements.json (schema 1.0.0), from the comment over the element's class: its one description.

import { readFileSync } from 'node:fs';

const file = 'src/elements/triptych-widget.ts';

interface Described {
  name: string;
  description: string;
  type?: { text: string };
  default?: string;
}

/** `@tag {type} [name=default] - text`; a dash alone names the default slot. */
function read(line: string): Described {
  const found = /^(?:\{(?<type>(?:[^{}]|\{[^{}]*\})+)\}\s+)?(?:\[(?<optional>[^=\]]+)=(?<value>[^\]]*)\]|(?<plain>[\w-]+))?\s*-\s+(?<text>.+)$/.exec(line);
  if (!found?.groups) throw new Error(`${file}: cannot read "${line}"`);
  const { type, optional, value, plain, text } = found.groups;
  return {
    name: optional ?? plain ?? '',
    description: text!,
    ...(type ? { type: { text: type } } : {}),
    ...(value ? { default: value } : {}),
  };
}

export function elementsManifest(): object {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const comment = /\/\*\*((?:(?!\*\/)[^])*@element[^]*?)\*\/\s*export class (\w+)/.exec(source);
  if (!comment) throw new Error(`${file}: no comment with @element over a class`);
  const [, text, name] = comment;
  const lines = text!.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
  const tagged = (tag: string) => lines.filter((line) => line.startsWith(`@${tag} `)).map((line) => line.slice(tag.length + 2));
  const element = tagged('element')[0]!;
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: 'triptych.js',
        declarations: [
          {
            kind: 'class',
            name,
            customElement: true,
            tagName: element,
            description: lines.filter((line) => line && !line.startsWith('@')).join(' '),
            superclass: { name: 'LitElement', package: 'lit' },
            attributes: tagged('attr').map(read),
            slots: tagged('slot').map(read),
            events: tagged('fires').map(read),
            cssParts: tagged('csspart').map(read),
            cssProperties: tagged('cssproperty').map(read),
          },
        ],
        exports: [{ kind: 'custom-element-definition', name: element, declaration: { name, module: 'triptych.js' } }],
      },
    ],
  };
}
