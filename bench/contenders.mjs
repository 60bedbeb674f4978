import { existsSync, mkdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { runProcess } from './measure.mjs';

export const root = resolve(import.meta.dirname, '..');
export const rule = join(root, 'content/rules/remote-email-collection/search.spl');
/** As many as sealbreak takes by itself; the SQL gets the same number. */
export const threads = String(Math.min(availableParallelism(), 8));

export const sealbreak = (...args) => [
  process.execPath,
  join(root, 'packages/cli/bin/sealbreak.js'),
  ...args,
];
const engineFlags = ['--quiet', '--threads', threads];

/** Command lines that answer the question of the flagship rule on a file; `more` are further options. */
export const search = (file, ...more) =>
  sealbreak('search', `@${rule}`, file, '--format', 'json', ...engineFlags, ...more);
export const hunt = (file, ...more) =>
  sealbreak('hunt', file, '--rule', 'remote-email-collection', ...engineFlags, ...more);
export const handWritten = (file, ...more) => [
  process.execPath,
  join(root, 'bench/baseline.mjs'),
  file,
  '--threads',
  threads,
  ...more,
];
export const jq = (file) => ['jq', '-n', '-f', join(root, 'bench/baseline.jq'), file];

/** A command line as it can be typed in the root of the repository. */
export function shown(command) {
  return command.map(shownWord).join(' ');
}

function shownWord(text) {
  if (text === process.execPath) return 'node';
  if (text.startsWith('@')) return `@${relative(root, text.slice(1))}`;
  return text.startsWith(root) ? relative(root, text) : text;
}

/** The generated file of so many events; made once and kept, the same seed gives the same bytes. */
export async function dataset(events) {
  const file = join(root, 'bench/data', `events-${events}.ndjson`);
  if (!existsSync(file)) {
    mkdirSync(join(root, 'bench/data'), { recursive: true });
    process.stderr.write(`making ${relative(root, file)}\n`);
    const { code } = await runProcess(sealbreak('generate', '--out', file, '--events', String(events)));
    if (code !== 0) throw new Error(`the generator failed with exit code ${code}`);
  }
  return { events, file, bytes: statSync(file).size };
}

/** The rows that a command prints, of findings their rows. */
export async function rowsOf(command) {
  const { code, stdout } = await runProcess(command);
  if (code !== 0) throw new Error(`exit code ${code}: ${shown(command)}`);
  const answer = JSON.parse(stdout);
  return Array.isArray(answer) ? answer : answer.findings.map((finding) => finding.row);
}

/** Throws when two answers are not the same rows; `ordered`: in the same order. */
export function assertSame(what, left, right, ordered) {
  const [ours, theirs] = [comparable(left), comparable(right)].map((rows) => (ordered ? rows : rows.sort()));
  if (ours.length === 0) throw new Error(`${what}: there are no rows to compare`);
  if (ours.join('\n') !== theirs.join('\n')) {
    throw new Error(`rows differ: ${what}\n${ours.join('\n')}\n--\n${theirs.join('\n')}`);
  }
}

/** Rows with their keys in one order; SPL writes a list of one value as the value, an empty list as null. */
function comparable(rows) {
  const cell = (value) => (Array.isArray(value) && value.length < 2 ? (value[0] ?? null) : value);
  return rows.map((row) =>
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map((key) => [key, cell(row[key])]),
    ),
  );
}
