/**
 * Joins the compiled modules of the command line, and those of its libraries, into a few files: Node needs half a
 * millisecond to find and link each of some 600 modules, as long as DuckDB needs for 200 000 events. Not minified: a
 * stack trace in a bug report must be readable.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const cli = fileURLToPath(new URL('../packages/cli/', import.meta.url));
rmSync(`${cli}bundle`, { recursive: true, force: true });
await build({
  input: `${cli}dist/main.js`,
  platform: 'node',
  // Native code, a package for each platform.
  external: [/^@duckdb\/node-bindings/, 'libsql'],
  logLevel: 'warn',
  output: { dir: `${cli}bundle`, format: 'esm', chunkFileNames: '[name].js' },
});
