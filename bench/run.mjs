/**
 * Compares sealbreak with hand-written DuckDB SQL and with jq, in one run, on files that it generates. See README.md.
 * Ends with 0 whatever the figures are: a benchmark is no test.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { interleave, median, memorySource, runProcess } from './measure.mjs';

const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'packages/cli/bin/sealbreak.js');
const rule = join(root, 'content/rules/remote-email-collection/search.spl');

/** design.md, "Speed budget", and issue 2. */
const budgets = { sqlRatio: 1.15, jqRatio: 15, helpMs: 200, compileMs: 5, peakMb: 700 };
const bigEvents = 3_750_000; // about 5 GB
const jqMaxEvents = 1_000_000;
const jqLimitMs = 120_000;

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', multiple: true },
    big: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const threads = String(Math.min(availableParallelism(), 8));
const sizes = [...(options.events ?? ['100000', '1000000']).map(Number), ...(options.big ? [bigEvents] : [])];
const say = (text) => process.stderr.write(`${text}\n`);
const sealbreak = (...args) => [process.execPath, cli, ...args];

async function dataset(events) {
  const file = join(root, 'bench/data', `events-${events}.ndjson`);
  if (!existsSync(file)) {
    mkdirSync(join(root, 'bench/data'), { recursive: true });
    say(`making ${relative(root, file)}`);
    const { code } = await runProcess(sealbreak('generate', '--out', file, '--events', String(events)));
    if (code !== 0) throw new Error(`the generator failed with exit code ${code}`);
  }
  return { events, file, bytes: statSync(file).size };
}

const engineFlags = ['--quiet', '--threads', threads];
const search = (file, ...more) =>
  sealbreak('search', `@${rule}`, file, '--format', 'json', ...engineFlags, ...more);
const hunt = (file, ...more) =>
  sealbreak('hunt', file, '--rule', 'remote-email-collection', ...engineFlags, ...more);
const handWritten = (file, ...more) => [
  process.execPath,
  join(root, 'bench/baseline.mjs'),
  file,
  '--threads',
  threads,
  ...more,
];
const jq = (file) => ['jq', '-n', '-f', join(root, 'bench/baseline.jq'), file];

/** The same question asked in two ways. */
function questions({ file }) {
  const twice = '--keep-duplicates';
  return [
    { name: 'search / SQL', command: search(file), reference: handWritten(file) },
    { name: 'hunt / SQL', command: hunt(file), reference: handWritten(file) },
    { name: 'search, copies kept / SQL', command: search(file, twice), reference: handWritten(file, twice) },
    { name: 'hunt, copies kept / SQL', command: hunt(file, twice), reference: handWritten(file, twice) },
  ];
}

async function rowsOf(command, timeoutMs) {
  const { code, stdout } = await runProcess(command, timeoutMs);
  if (code !== 0) throw new Error(`exit code ${code}: ${shown(command)}`);
  const answer = JSON.parse(stdout);
  return Array.isArray(answer) ? answer : answer.findings.map((finding) => finding.row);
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

function assertSame(what, left, right, ordered) {
  const [ours, theirs] = [comparable(left), comparable(right)].map((rows) => (ordered ? rows : rows.sort()));
  if (ours.length === 0) throw new Error(`${what}: there are no rows to compare`);
  if (ours.join('\n') !== theirs.join('\n'))
    throw new Error(`rows differ: ${what}\n${ours.join('\n')}\n--\n${theirs.join('\n')}`);
}

async function verify(data) {
  const reference = await rowsOf(handWritten(data.file));
  assertSame('search and SQL', await rowsOf(search(data.file)), reference, true);
  assertSame('hunt and SQL', await rowsOf(hunt(data.file, '--format', 'json')), reference, false);
  const kept = ['--keep-duplicates'];
  assertSame(
    'search and SQL, copies kept',
    await rowsOf(search(data.file, ...kept)),
    await rowsOf(handWritten(data.file, ...kept)),
    true,
  );
  say(
    `${relative(root, data.file)}: rows agree (${reference.length}; search, hunt and SQL, with and without copies)`,
  );
  return reference;
}

async function compareWithSql(data) {
  const asked = questions(data);
  const commands = [
    ...new Set(asked.flatMap(({ command, reference }) => [shown(command), shown(reference)])),
  ];
  const contenders = commands.map((text) => ({
    text,
    command: asked
      .flatMap((question) => [question.command, question.reference])
      .find((command) => shown(command) === text),
  }));
  const figures = await interleave(contenders, roundsFor(data));
  const of = (command) => figures[commands.indexOf(shown(command))];
  return asked.map(({ name, command, reference }) => {
    const [ours, theirs] = [of(command), of(reference)];
    const ratio = ours.wallMs / theirs.wallMs;
    return {
      ...entry(name, data, ours, theirs, ratio, `<= ${budgets.sqlRatio}`),
      ok: ratio <= budgets.sqlRatio && fits(ours),
      command: shown(command),
      reference: shown(reference),
    };
  });
}

async function compareWithJq(data, rows, searched) {
  if (data.events > jqMaxEvents) return [];
  const first = await runProcess(jq(data.file), jqLimitMs);
  if (first.code !== 0) {
    say(
      `jq ${data.file}: ${first.code === null ? `not done in ${jqLimitMs / 1000} s` : `exit code ${first.code}`}; left out`,
    );
    return [];
  }
  assertSame('search and jq', JSON.parse(first.stdout), rows, true);
  say(`${relative(root, data.file)}: rows agree with jq`);
  const theirs = data.events > 100_000 ? first : (await interleave([{ command: jq(data.file) }], 3))[0];
  const ours = { wallMs: searched.sealbreakMs, cpuMs: searched.sealbreakCpuMs, peakMb: searched.peakMb };
  const ratio = theirs.wallMs / ours.wallMs;
  return [
    {
      ...entry('jq / search', data, ours, theirs, ratio, `>= ${budgets.jqRatio}`),
      ok: ratio >= budgets.jqRatio,
      command: searched.command,
      reference: shown(jq(data.file)),
    },
  ];
}

async function startUp() {
  const help = sealbreak('--help');
  const bare = [process.execPath, '-e', '0'];
  const [ours, theirs] = await interleave([{ command: help }, { command: bare }], 9);
  const data = { file: '', events: 0 };
  return {
    ...entry(
      '--help / node -e 0',
      data,
      ours,
      theirs,
      ours.wallMs / theirs.wallMs,
      `<= ${budgets.helpMs} ms`,
    ),
    ok: ours.wallMs <= budgets.helpMs,
    command: shown(help),
    reference: shown(bare),
  };
}

async function compileTime() {
  const { compileSpl } = await import(join(root, 'packages/spl/dist/index.js'));
  const text = readFileSync(rule, 'utf8');
  const runs = Array.from({ length: 400 }, () => {
    const started = performance.now();
    compileSpl(text, { now: 1_700_000_000, macros: [] });
    return performance.now() - started;
  });
  const ms = median(runs.slice(200));
  const data = { file: '', events: 0 };
  const ours = { wallMs: ms, cpuMs: ms, peakMb: null };
  return {
    ...entry('compile the rule, warm', data, ours, null, null, `<= ${budgets.compileMs} ms`),
    ok: ms <= budgets.compileMs,
    command: 'compileSpl(search.spl), median of 200 after 200',
    reference: '',
  };
}

function entry(question, { file, events }, ours, theirs, ratio, budget) {
  return {
    question,
    file: file && relative(root, file),
    events,
    sealbreakMs: ours.wallMs,
    referenceMs: theirs?.wallMs ?? null,
    ratio,
    sealbreakCpuMs: ours.cpuMs,
    referenceCpuMs: theirs?.cpuMs ?? null,
    peakMb: ours.peakMb,
    referencePeakMb: theirs?.peakMb ?? null,
    budget,
  };
}

function fits({ peakMb }) {
  return peakMb === null || peakMb <= budgets.peakMb;
}

function roundsFor({ events }) {
  if (options.rounds !== undefined) return Number(options.rounds);
  return events <= 100_000 ? 5 : 3;
}

/** The command line as it can be typed in the root of the repository. */
function shown(command) {
  const word = (text) =>
    text === process.execPath
      ? 'node'
      : text.startsWith('@')
        ? `@${relative(root, text.slice(1))}`
        : text.startsWith(root)
          ? relative(root, text)
          : text;
  return command.map(word).join(' ');
}

function print(results) {
  const number = (value, digits = 0) => (value === null || Number.isNaN(value) ? '-' : value.toFixed(digits));
  const header = [
    'question',
    'file',
    'sealbreak ms',
    'reference ms',
    'ratio',
    'cpu ratio',
    'peak MB',
    'ref. MB',
    'budget',
    '',
  ];
  const lines = results.map((row) => [
    row.question,
    row.file.replace('bench/data/', ''),
    number(row.sealbreakMs, row.sealbreakMs < 10 ? 2 : 0),
    number(row.referenceMs),
    number(row.ratio, 2),
    row.referenceCpuMs === null
      ? '-'
      : number(
          row.question.startsWith('jq')
            ? row.referenceCpuMs / row.sealbreakCpuMs
            : row.sealbreakCpuMs / row.referenceCpuMs,
          2,
        ),
    number(row.peakMb),
    number(row.referencePeakMb),
    row.budget,
    row.ok ? 'ok' : 'over',
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column].length)),
  );
  const isText = (column) => column < 2 || column > 7;
  for (const line of [header, ...lines])
    console.log(
      line
        .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    );
  console.log(
    `\nPeak memory: ${memorySource}; budget ${budgets.peakMb} MB. Milliseconds: median wall time of whole processes, ${threads} threads each.\n`,
  );
  for (const { question, file, command, reference } of results) {
    console.log(
      `${question}${file ? `, ${file.replace('bench/data/', '')}` : ''}\n  ${command}${reference ? `\n  ${reference}` : ''}`,
    );
  }
}

const results = [];
for (const events of sizes) {
  const data = await dataset(events);
  const rows = await verify(data);
  const compared = await compareWithSql(data);
  results.push(...compared, ...(await compareWithJq(data, rows, compared[0])));
}
results.push(await startUp(), await compileTime());
const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  threads: Number(threads),
  load: loadavg()[0],
};
if (options.json) console.log(JSON.stringify({ machine, memorySource, budgets, results }, null, 2));
else print(results);
