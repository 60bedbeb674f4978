/**
 * Compares sealbreak with hand-written DuckDB SQL and with jq, in one run, on files that it generates. See README.md.
 * Ends with 0 whatever the figures are: a benchmark is no test.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import {
  assertSame,
  dataset,
  handWritten,
  hunt,
  jq,
  root,
  rowsOf,
  rule,
  sealbreak,
  search,
  shown,
  threads,
} from './contenders.mjs';
import { interleave, median, memorySource, runProcess } from './measure.mjs';

/** design.md, "Speed budget", and issue 2. */
const budgets = { sqlRatio: 1.15, jqRatio: 15, helpMs: 200, compileMs: 5, corpusMs: 10_000, peakMb: 700 };
const bigEvents = 3_750_000; // about 5 GB
const jqMaxEvents = 1_000_000;
const jqLimitMs = 120_000;
const copies = '--keep-duplicates';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', multiple: true },
    big: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const say = (text) => process.stderr.write(`${text}\n`);

async function verify({ file }) {
  const rows = await rowsOf(handWritten(file));
  assertSame('search and SQL', await rowsOf(search(file)), rows, true);
  assertSame('hunt and SQL', await rowsOf(hunt(file, '--format', 'json')), rows, false);
  assertSame('hunt and SQL with account', rows, await rowsOf(handWritten(file, '--account')), true);
  const keptRows = await rowsOf(handWritten(file, copies));
  assertSame('search and SQL, copies kept', await rowsOf(search(file, copies)), keptRows, true);
  say(`${relative(root, file)}: rows agree (${rows.length}: search, hunt, SQL; search and SQL with copies)`);
  return rows;
}

async function compareWithSql({ file }) {
  const contenders = [
    { name: 'search / SQL', command: search(file), reference: 'sql' },
    { name: 'hunt / SQL', command: hunt(file), reference: 'sql' },
    { name: 'hunt / SQL with account', command: hunt(file), reference: 'sql, account' },
    { name: 'sql', command: handWritten(file) },
    { name: 'sql, account', command: handWritten(file, '--account') },
    { name: 'search, copies kept / SQL', command: search(file, copies), reference: 'sql, copies' },
    { name: 'sql, copies', command: handWritten(file, copies) },
  ];
  const rounds = Number(options.rounds ?? 5);
  const measured = await interleave(contenders, rounds);
  return contenders.flatMap(({ name, command, reference }, index) => {
    if (reference === undefined) return [];
    const other = contenders.findIndex((contender) => contender.name === reference);
    const [ours, theirs] = [measured[index], measured[other]];
    const ratio = ours.wallMs / theirs.wallMs;
    const ok = ratio <= budgets.sqlRatio && (ours.peakMb ?? 0) <= budgets.peakMb;
    const lines = { command: shown(command), reference: shown(contenders[other].command) };
    return [
      {
        question: name,
        file: basename(file),
        ours,
        theirs,
        ratio,
        budget: `<= ${budgets.sqlRatio}`,
        ok,
        ...lines,
      },
    ];
  });
}

async function compareWithJq({ file, events }, rows) {
  if (events > jqMaxEvents) return [];
  const command = jq(file);
  const once = await runProcess(command, jqLimitMs);
  if (once.code !== 0) {
    say(
      `jq: ${once.code === null ? `not done in ${jqLimitMs / 1000} s` : `exit code ${once.code}`}; left out`,
    );
    return [];
  }
  assertSame('jq and SQL', JSON.parse(once.stdout), rows, true);
  // Minutes of jq: the run that was checked is the measure where the file is large.
  const isLarge = events > 100_000;
  const [ours, theirs] = isLarge
    ? [...(await interleave([{ command: search(file) }], 1)), once]
    : await interleave([{ command: search(file) }, { command }], 3);
  const ratio = theirs.wallMs / ours.wallMs;
  const lines = { command: shown(search(file)), reference: shown(command) };
  return [
    {
      question: 'jq / search',
      file: basename(file),
      ours,
      theirs,
      ratio,
      budget: `>= ${budgets.jqRatio}`,
      ok: ratio >= budgets.jqRatio,
      ...lines,
    },
  ];
}

async function startUp() {
  const [command, reference] = [sealbreak('--help'), [process.execPath, '-e', '0']];
  const [ours, theirs] = await interleave([{ command }, { command: reference }], 9);
  const ratio = ours.wallMs / theirs.wallMs;
  return {
    question: '--help / node -e 0',
    file: '',
    ours,
    theirs,
    ratio,
    budget: `<= ${budgets.helpMs} ms`,
    ok: ours.wallMs <= budgets.helpMs,
    command: shown(command),
    reference: shown(reference),
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
  const wallMs = median(runs.slice(200));
  return {
    question: 'compile the rule',
    file: '',
    ours: { wallMs, cpuMs: null, peakMb: null },
    theirs: null,
    ratio: null,
    budget: `<= ${budgets.compileMs} ms`,
    ok: wallMs <= budgets.compileMs,
    command: 'compileSpl(search.spl), median of 200 after 200 to warm up',
    reference: '',
  };
}

/** The searches of our own conformance vectors, and those of a public corpus where this checkout has one beside it. */
function corpora() {
  const folder = join(root, 'conformance');
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.yaml'));
  const own = files.flatMap((file) =>
    (parse(readFileSync(join(folder, file), 'utf8')).vectors ?? []).flatMap(({ spl, macros }) =>
      typeof spl === 'string' ? [{ spl, macros: macros ?? [] }] : [],
    ),
  );
  const found = [{ name: 'our vectors', searches: own }];
  const shared = join(process.env['SEALBREAK_SHARED'] ?? join(root, '../shared'), 'spl');
  if (existsSync(join(shared, 'escu-dev.jsonl'))) {
    const lines = (name) =>
      readFileSync(join(shared, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    const macros = lines('escu-macros.jsonl');
    const searches = lines('escu-dev.jsonl').map(({ search }) => ({ spl: search, macros }));
    found.push({ name: 'public corpus', searches });
  }
  return found;
}

/** Median of a rule, and the whole corpus, of which the first pass warms up. */
async function compileCorpora() {
  const { compileSpl } = await import(join(root, 'packages/spl/dist/index.js'));
  const options = { now: 1_700_000_000, unknownLookups: 'assume' };
  return corpora().flatMap(({ name, searches }) => {
    const pass = () =>
      searches.map(({ spl, macros }) => {
        const started = performance.now();
        compileSpl(spl, { ...options, macros });
        return performance.now() - started;
      });
    pass();
    const runs = pass();
    const line = (question, wallMs, budget) => ({
      question,
      file: `${name} (${searches.length})`,
      ours: { wallMs, cpuMs: null, peakMb: null },
      theirs: null,
      ratio: null,
      budget: `<= ${budget} ms`,
      ok: wallMs <= budget,
      command: 'compileSpl of each search, second pass',
      reference: '',
    });
    return [
      line('compile a search, median', median(runs), budgets.compileMs),
      line(
        'compile all',
        runs.reduce((sum, ms) => sum + ms, 0),
        budgets.corpusMs,
      ),
    ];
  });
}

function print(results) {
  const number = (value, digits = 0) => (value === null || Number.isNaN(value) ? '-' : value.toFixed(digits));
  const cpuRatio = ({ ours, theirs, budget }) => {
    if (!theirs) return null;
    return budget.startsWith('>') ? theirs.cpuMs / ours.cpuMs : ours.cpuMs / theirs.cpuMs;
  };
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
    row.file,
    number(row.ours.wallMs, row.ours.wallMs < 10 ? 2 : 0),
    number(row.theirs?.wallMs ?? null),
    number(row.ratio, 2),
    number(cpuRatio(row), 2),
    number(row.ours.peakMb),
    number(row.theirs?.peakMb ?? null),
    row.budget,
    row.ok ? 'ok' : 'over',
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column].length)),
  );
  const isText = (column) => column < 2 || column > 7;
  for (const line of [header, ...lines]) {
    const cells = line.map((cell, column) =>
      isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log(
    `\nMilliseconds: median wall time of whole processes, ${threads} threads each; cpu ratio: the same of processor time.`,
  );
  console.log(`Peak memory: ${memorySource}; budget ${budgets.peakMb} MB.\n`);
  for (const { question, file, command, reference } of results) {
    console.log([`${question} ${file}`.trimEnd(), command, ...(reference ? [reference] : [])].join('\n  '));
  }
}

const sizes = (options.events ?? ['100000', '1000000']).map(Number);
const results = [];
for (const events of options.big ? [...sizes, bigEvents] : sizes) {
  const data = await dataset(events);
  const rows = await verify(data);
  results.push(...(await compareWithSql(data)), ...(await compareWithJq(data, rows)));
}
results.push(await startUp(), await compileTime(), ...(await compileCorpora()));
const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  threads: Number(threads),
  load: loadavg()[0],
};
if (options.json) {
  const plain = results.map((row) => ({ ...row, ours: figures(row.ours), theirs: figures(row.theirs) }));
  console.log(JSON.stringify({ machine, memorySource, budgets, results: plain }, null, 2));
} else {
  print(results);
}

function figures(run) {
  return run && { wallMs: run.wallMs, cpuMs: run.cpuMs, peakMb: run.peakMb };
}
