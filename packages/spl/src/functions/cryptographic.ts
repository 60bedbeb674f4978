import { primitive } from '../lower/eval/share.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';

function hash(name: string, fn: PrimitiveName, ofEmpty: string): FunctionDefinition {
  return defineFunction({
    name,
    doc: `The ${name.toUpperCase()} hash of a text in UTF-8, as lower-case hexadecimal digits.`,
    syntax: `${name}(<text>)`,
    source: 'Search Reference, Cryptographic functions',
    args: ['text'],
    gives: 'text',
    lower: (_call, text) => primitive(fn, 'dynamic', text),
    vectors: [
      [`substr(${name}(x), 1, 8)`, ofEmpty, { x: '' }],
      [`len(${name}(x))`, name === 'md5' ? 32 : name === 'sha1' ? 40 : 64, { x: '1_\u00e9' }],
      [`${name}(x)`, null, { x: null }],
      [`${name}()`, { error: 'SPL2202' }],
    ],
  });
}

export const cryptographicFunctions = [
  hash('md5', 'text.md5', 'd41d8cd9'),
  hash('sha1', 'text.sha1', 'da39a3ee'),
  hash('sha256', 'text.sha256', 'e3b0c442'),
];
