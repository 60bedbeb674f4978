import { aggregates, type Command, commands, compileSpl, diagnosticCodes } from '@sealbreak/spl';
import { describe, expect, it } from 'vitest';
import { readVectorFiles } from './vector-files.ts';

const vectors = readVectorFiles();

/** The commands of every vector that gives rows, as written. */
const used: readonly Command[] = vectors
  .filter(({ expected }) => expected.kind === 'rows')
  .flatMap(({ spl, macros, now }) => compileSpl(spl, { macros, now }).ast.commands)
  .filter((stage) => stage.kind === 'command');

/** Codes that only a very large search gives, and warnings and errors that other tests give. */
const withoutVector: ReadonlyMap<string, string> = new Map([
  ['SPL1012', 'needs hundreds of levels of nesting'],
  ['SPL1016', 'needs a search of half a megabyte'],
  ['SPL2004', 'needs macros that expand to a megabyte'],
  ['SPL2006', 'needs dozens of macros'],
  ['SPL2211', 'needs hundreds of levels of nesting'],
  ['SPL2212', 'macros are expanded before expressions are lowered'],
  ['SPL3041', 'needs a subsearch of ten thousand rows'],
  ['SPL3051', 'needs a lookup definition whose table is missing'],
  ['SPL3203', 'needs a value of a field where only a literal is supported'],
]);

/** Commands that are refused where a search runs, for want of a database or of a place to store; error vectors show them. */
const withoutRows: ReadonlySet<string> = new Set(['iplocation', 'outputcsv', 'outputlookup']);

describe('the vectors of the repository', () => {
  it('use every command and alias', () => {
    const names = new Set(used.map(({ name }) => name));
    const run = commands.filter(({ refused }) => refused !== true);
    expect(run.map(({ name }) => name).filter((name) => !names.has(name) && !withoutRows.has(name))).toEqual(
      [],
    );
  });

  it('use every option of every command', () => {
    const written = new Set(
      used.flatMap(({ name, args }) =>
        args.flatMap((arg) => (arg.kind === 'option' ? [`${name} ${arg.name}`] : [])),
      ),
    );
    // Without any effect, or the long form of what stands alone.
    const idle = [
      'partitions',
      'check_for_invalid_time',
      'splunk_server',
      'splunk_server_group',
      'keepevents',
      'strict',
    ];
    const missing = commands
      .filter(({ name }) => !withoutRows.has(name))
      .flatMap(({ name, options = [] }) =>
        options
          .filter((option) => !idle.includes(option) && !written.has(`${name} ${option}`))
          .map((option) => `${name} ${option}`),
      );
    expect(missing).toEqual([]);
  });

  it('use every aggregate', () => {
    const names = used.flatMap(({ args }) =>
      args.flatMap((arg) => (arg.kind === 'aggregate' ? [arg.fn] : [])),
    );
    const missing = aggregates.filter(
      ({ name, aliases = [], family }) =>
        !names.some((fn) => fn === name || aliases.includes(fn) || family?.pattern.test(fn) === true),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('give every diagnostic that a short search can give', () => {
    const given = new Set(
      vectors.flatMap(({ expected }) => (expected.kind === 'error' ? [expected.code] : expected.warns)),
    );
    expect(diagnosticCodes.filter((code) => !given.has(code))).toEqual([...withoutVector.keys()]);
  });

  it('have names of their own', () => {
    const names = vectors.map(({ file, about }) => `${file}: ${about}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
