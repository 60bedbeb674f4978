import { describe, expect, it } from 'vitest';
import type { Arg } from '../../src/ast/ast.ts';
import { commandSyntaxes } from '../../src/parser/commands.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';
import { argsOf, errorsOf, plainArgs } from './parsed.ts';

/** One word an argument: its kind and what tells it from others of the kind. */
function brief(arg: Arg): string {
  switch (arg.kind) {
    case 'field-arg':
      return `field ${arg.field.name}`;
    case 'rename':
      return `rename ${arg.from.name}>${arg.to.name}`;
    case 'aggregate': {
      const of = arg.arg?.kind === 'field-name' ? arg.arg.name : arg.arg ? 'eval' : '';
      return `${arg.fn}(${of})${arg.as ? ` as ${arg.as.name}` : ''} "${arg.text}"`;
    }
    case 'sort-key':
      return `key ${arg.sign}${arg.spaced ? ' ' : ''}${arg.cast}:${arg.field.name}`;
    case 'option':
      return `${arg.name}=${arg.search ? 'search' : arg.expr ? 'expr' : arg.value.text}`;
    case 'keyword':
      return arg.word.toUpperCase();
    case 'value-arg':
      return `value ${arg.value.text}`;
    case 'assignment':
      return `set ${arg.target.name}`;
    case 'macro':
      return `\`${arg.name}\``;
    default:
      return arg.kind;
  }
}

describe('arguments of commands', () => {
  it.each([
    [
      'stats count, dc(Actor{}.ID) AS "A B" by a b,c',
      ['count() "count"', 'dc(Actor{}.ID) as A B "dc(Actor{}.ID)"', 'BY', 'field a', 'field b', 'field c'],
    ],
    ['stats count(eval(x = 1)) as n, by a', ['count(eval) as n "count(eval(x = 1))"', 'BY', 'field a']],
    [
      "stats perc50('a b') Perc99.9(c) c() values(*) as *",
      ['perc50(a b) "perc50(a b)"', 'perc99.9(c) "Perc99.9(c)"', 'c() "c"', 'values(*) as * "values(*)"'],
    ],
    [
      'stats `aggregates` sparkline(count, 1h) BY `fields`',
      ['`aggregates`', 'sparkline(count, 1h) "sparkline(count, 1h)"', 'BY', '`fields`'],
    ],
    [
      'timechart span=1h limit=5 eval(round(avg(x), 2)) as y by host where max in top10',
      [
        'span=1h',
        'limit=5',
        'eval(eval) as y "eval(round(avg(x), 2))"',
        'BY',
        'field host',
        'WHERE',
        'value max',
        'value in',
        'value top10',
      ],
    ],
    ['chart count over a by b span=5', ['count() "count"', 'OVER', 'field a', 'BY', 'field b', 'span=5']],
    ['streamstats window=2 reset_after=(a>1) sum(b)', ['window=2', 'reset_after=expr', 'sum(b) "sum(b)"']],
    [
      'tstats summariesonly=f count min(_time) as t from datamodel=E.P where (P.a=x OR nodename=P) by _time span=1h P.b',
      [
        'summariesonly=f',
        'count() "count"',
        'min(_time) as t "min(_time)"',
        'FROM',
        'datamodel=E.P',
        'WHERE',
        'search-arg',
        'BY',
        'field _time',
        'span=1h',
        'field P.b',
      ],
    ],
    [
      'mstats avg(a.b) WHERE index=m span=10s GROUPBY host',
      ['avg(a.b) "avg(a.b)"', 'WHERE', 'search-arg', 'span=10s', 'BY', 'field host'],
    ],
    ['table a, "b c" d{}.e', ['field a', 'field b c', 'field d{}.e']],
    ['fields - a b*', ['-', 'field a', 'field b*']],
    ['fields -_raw', ['-', 'field _raw']],
    [
      'rename "a b" as c, d.* AS *, predicted(x) as \'y z\'',
      ['rename a b>c', 'rename d.*>*', 'rename predicted(x)>y z'],
    ],
    ['sort 10 - a, +num(b), "c" desc', ['value 10', 'key - :a', 'key +num:b', 'key :c', 'DESC']],
    ['sort a, desc', ['key :a', 'key :desc']],
    ['sort limit=1 -_time,src', ['limit=1', 'key -:_time', 'key :src']],
    [
      'dedup 3 a b keepempty=t sortby -_time',
      ['value 3', 'field a', 'field b', 'keepempty=t', 'SORTBY', 'key -:_time'],
    ],
    ['top 5 a by b', ['value 5', 'field a', 'BY', 'field b']],
    [
      'lookup local=t x.csv a AS b c outputnew d as e, f',
      ['local=t', 'value x.csv', 'rename a>b', 'field c', 'OUTPUTNEW', 'rename d>e', 'field f'],
    ],
    ['inputlookup append=t x where a=1 b=2', ['append=t', 'value x', 'WHERE', 'search-arg']],
    ['join type=left max=0 a, b [search c]', ['type=left', 'max=0', 'field a', 'field b', 'subsearch']],
    ['join left=L right=R where L.a=R.a [search c]', ['left=L', 'right=R', 'WHERE', 'expr-arg', 'subsearch']],
    ['foreach a_* b [eval <<FIELD>>=1]', ['field a_*', 'field b', 'subsearch']],
    [
      'transaction a maxspan=5m startswith="x" endswith=(b=1 OR c="d e")',
      ['field a', 'maxspan=5m', 'startswith=x', 'endswith=search'],
    ],
    ['transaction a startsWith=eval(b=1)', ['field a', 'startswith=expr']],
    ['rex field="a b" max_match=0 "(?<x>\\d+)"', ['field=a b', 'max_match=0', 'value (?<x>\\d+)']],
    ['regex Field_A != "^x"', ['field Field_A', '!=', 'value ^x']],
    ['spath input=a b{}.c output = d', ['input=a', 'value b{}.c', 'output=d']],
    ['makemv delim=, a', ['delim=,', 'field a']],
    [
      'replace a* with "b c", d with e in f g',
      ['value a*', 'WITH', 'value b c', 'value d', 'WITH', 'value e', 'IN', 'field f', 'field g'],
    ],
    [
      'convert timeformat="%F" ctime(a) AS b num(c)',
      ['timeformat=%F', 'ctime(a) as b "ctime(a)"', 'num(c) "num(c)"'],
    ],
    ['bin span=5m _time as t', ['span=5m', 'rename _time>t']],
    ['head 5', ['value 5']],
    ['head limit=5', ['limit=5']],
    ['head (a<3) keeplast=t', ['expr-arg', 'keeplast=t']],
    ['return 5 a=b $c', ['value 5', 'set a', 'field $c']],
    ['eval a=1, "b c"=2, v_{d}=3', ['set a', 'set b c', 'set v_{d}']],
    ['addtotals fieldname=Score, a, b', ['fieldname=Score', 'field a', 'field b']],
    ['map maxsearches=3 search="search a=$b$ \\"c\\""', ['maxsearches=3', 'search=search a=$b$ "c"']],
    ['from datamodel:"A.B"', ['value datamodel:A.B']],
    [
      'fit Model a from b* into c threshold=0.1',
      ['value Model', 'value a', 'value from', 'value b*', 'value into', 'value c', 'threshold=0.1'],
    ],
  ])('%s', (text, expected) => {
    expect(argsOf(`| ${text}`).map(brief)).toEqual(expected);
  });

  it('keeps which quotes a name had', () => {
    expect(plainArgs('| table a "b" \'c\'')).toEqual(
      [
        ['a', 'none'],
        ['b', 'double'],
        ['c', 'single'],
      ].map(([name, quote]) => ({
        kind: 'field-arg',
        field: { kind: 'field-name', name, quote },
      })),
    );
  });
});

describe('faults in arguments', () => {
  it.each([
    ['stats', 'SPL1013 «stats»'],
    ['stats count by', 'SPL1013 «by»'],
    ['where', 'SPL1013 «where»'],
    ['rename a', 'SPL1010 «»'],
    ['rename a as', 'SPL1010 «»'],
    ['fields', 'SPL1013 «fields»'],
    ['sort -', 'SPL1010 «»'],
    ['join a', undefined],
    ['append x', 'SPL1013 «x»'],
    ['regex a "x"', 'SPL1010 «"x"»'],
    ['table a)', 'SPL1005 «)»'],
    ['stats sum(a', 'SPL1006 «(»'],
    ['rex field=', 'SPL1010 «»'],
    ['tstats count where by a', 'SPL1009 «by»'],
    ['"x"', 'SPL1017 «"x"»'],
  ])('%s', (text, expected) => {
    expect(errorsOf(`| ${text}`)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('keeps the arguments before the fault', () => {
    const { ast } = parseSpl('| stats count sum(a) by (');
    expect(ast.commands[0]).toMatchObject({
      name: 'stats',
      args: [{ fn: 'count' }, { fn: 'sum' }, { word: 'by' }],
    });
  });
});

describe('stages', () => {
  it('marks an implied search, and a command that makes rows', () => {
    expect(parseSpl('a=1 | table b').ast).toMatchObject({
      generating: false,
      commands: [{ implied: true }, {}],
    });
    expect(parseSpl('search a=1').ast).toMatchObject({
      generating: true,
      commands: [{ name: 'search', implied: false }],
    });
    expect(parseSpl('search=1').ast).toMatchObject({ generating: false });
  });

  it('takes the first word in brackets for a command, with and without a pipe', () => {
    for (const text of ['a [| inputlookup x]', 'a [inputlookup x]']) {
      expect(parseSpl(text).diagnostics).toEqual([]);
      expect(JSON.stringify(parseSpl(text).ast)).toContain('"name":"inputlookup"');
    }
  });

  it('takes a macro between pipes for a stage, and for a term where a search begins', () => {
    const { ast } = parseSpl('`a` x=1 | `b(1)` | stats count');
    expect(ast.commands.map((stage) => [stage.kind, stage.name])).toEqual([
      ['command', 'search'],
      ['macro', 'b'],
      ['command', 'stats'],
    ]);
  });

  it('names the nearest command for one that is not known, and still reads its arguments', () => {
    const { ast, diagnostics } = parseSpl('| stts count x=1 [search y]');
    expect(diagnostics).toMatchObject([
      { code: 'SPL1011', hint: 'did you mean "stats"?', span: { start: 2, end: 6 } },
    ]);
    expect(ast.commands[0]).toMatchObject({
      name: 'stts',
      args: [{ kind: 'value-arg' }, { kind: 'option', name: 'x' }, { kind: 'subsearch' }],
    });
  });

  it.each([
    ['', 'SPL1008 «»'],
    ['   ', 'SPL1008 «»'],
    ['|', 'SPL1007 «|»'],
    ['a |', 'SPL1007 «|»'],
    ['a | | table b', 'SPL1007 «|»'],
    ['| append [search a |]', 'SPL1007 «|»'],
  ])('refuses the empty stage of "%s"', (text, expected) => {
    expect(errorsOf(text)).toEqual([expected]);
  });

  it('has lower-case names only, each with a grammar', () => {
    for (const name of commandSyntaxes.keys()) expect(name).toMatch(/^[a-z0-9]+$/);
  });
});
