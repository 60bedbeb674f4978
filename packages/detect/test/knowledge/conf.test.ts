import { describe, expect, it } from 'vitest';
import { parseConf } from '../../src/knowledge/conf.ts';

describe('parseConf', () => {
  it('reads stanzas, settings, comments and values over several lines', () => {
    const text = [
      '\uFEFFtop = 1',
      '# a comment \\',
      '[one(2)]',
      'args = a,b',
      'definition = search a=$a$ \\',
      '  b="x=y" # kept',
      '',
      ' [two] ',
      'empty =',
      'not a setting',
      '[one(2)]',
      'args = c',
    ].join('\r\n');
    const { stanzas, badLines } = parseConf(text);
    expect(stanzas.map(({ name, line, settings }) => ({ name, line, settings: [...settings] }))).toEqual([
      { name: 'default', line: 1, settings: [['top', '1']] },
      {
        name: 'one(2)',
        line: 3,
        settings: [
          ['args', 'c'],
          ['definition', 'search a=$a$ \n  b="x=y" # kept'],
        ],
      },
      { name: 'two', line: 8, settings: [['empty', '']] },
    ]);
    expect(badLines).toEqual([10]);
  });
});
