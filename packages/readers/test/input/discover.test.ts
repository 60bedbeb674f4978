import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { discoverInputs, type InputFile, type Skipped } from '../../src/index.ts';
import { tempDir } from '../support/files.ts';

function tree(): string {
  const root = tempDir();
  mkdirSync(join(root, 'b/deep'), { recursive: true });
  mkdirSync(join(root, 'a'));
  for (const name of ['b/2.json', 'b/10.json', 'b/deep/x.csv', 'a/1.json', 'Z.txt', '.hidden']) {
    writeFileSync(join(root, name), name);
  }
  return root;
}

async function discover(paths: string[], stdin?: Readable): Promise<(InputFile | Skipped)[]> {
  const found: (InputFile | Skipped)[] = [];
  for await (const input of discoverInputs(paths, { spoolDir: tempDir(), stdin })) found.push(input);
  return found;
}

const namesOf = (inputs: readonly (InputFile | Skipped)[], root: string) =>
  inputs.map(({ kind, name }) => (kind === 'file' ? '' : '-') + name.slice(root.length + 1));

describe('discoverInputs', () => {
  it('walks a directory in the order of names and names what it leaves out', async () => {
    const root = tree();
    const expected = ['-.hidden', 'Z.txt', 'a/1.json', 'b/10.json', 'b/2.json', 'b/deep/x.csv'];
    expect(namesOf(await discover([root]), root)).toEqual(expected);
  });

  it('gives a file once, however often it is named', async () => {
    const root = tree();
    const found = await discover([join(root, 'a/1.json'), join(root, 'a'), join(root, 'a/*.json')]);
    expect(namesOf(found, root)).toEqual(['a/1.json']);
  });

  it('survives links in a circle and reports broken ones', async () => {
    const root = tree();
    symlinkSync(root, join(root, 'b/back'));
    symlinkSync(join(root, 'nowhere'), join(root, 'b/broken'));
    symlinkSync(join(root, 'a'), join(root, 'b/link'));
    const found = namesOf(await discover([join(root, 'b')]), root);
    expect(found).toContain('-b/broken');
    expect(found.filter((name) => name.endsWith('1.json'))).toHaveLength(1);
    expect(found.filter((name) => name.endsWith('2.json'))).toHaveLength(1);
  });

  it.each([
    ['*.txt', ['Z.txt']],
    ['b/?.json', ['b/2.json']],
    ['b/[0-9]*.json', ['b/10.json', 'b/2.json']],
    ['b/[!2]*.json', ['b/10.json']],
    ['**/*.json', ['a/1.json', 'b/10.json', 'b/2.json']],
    ['**/x.csv', ['b/deep/x.csv']],
    ['[ab]', ['a/1.json', 'b/10.json', 'b/2.json', 'b/deep/x.csv']],
    ['.h*', ['.hidden']],
  ])('glob %s', async (pattern, names) => {
    const root = tree();
    expect(namesOf(await discover([join(root, pattern)]), root)).toEqual(names);
  });

  it('reads a name with glob characters as a name if there is one', async () => {
    const root = tree();
    writeFileSync(join(root, 'x[1].json'), 'x');
    expect(namesOf(await discover([join(root, 'x[1].json')]), root)).toEqual(['x[1].json']);
  });

  it('spools standard input', async () => {
    const [input] = await discover(['-'], Readable.from([Buffer.from('one '), Buffer.from('two')]));
    expect(input).toMatchObject({ kind: 'file', name: 'stdin', sizeBytes: 7 });
    expect(input?.kind === 'file' && readFileSync(input.path, 'utf8')).toBe('one two');
  });

  it('says what is like a name that does not exist', async () => {
    const root = tree();
    await expect(discover([join(root, 'b/10.jsn')])).rejects.toMatchObject({
      name: 'InputError',
      message: `there is no file or directory "${join(root, 'b/10.jsn')}"`,
      hint: `did you mean "${join(root, 'b/10.json')}"?`,
    });
    await expect(discover([join(root, 'no such folder/none')])).rejects.toMatchObject({
      hint: expect.stringContaining('holds'),
    });
    await expect(discover([join(root, '*.nope')])).rejects.toMatchObject({ name: 'InputError' });
  });
});
