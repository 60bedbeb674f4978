import fc from 'fast-check';
import type {
  AggregateArg,
  Arg,
  Command,
  FieldName,
  MacroCall,
  OptionArg,
  Pipeline,
  ValueText,
} from '../../src/ast/ast.ts';

/** Trees as the parser makes them. Spans are not looked at, so all are the same. */
export const span = { start: 0, end: 0 };

export const ident = fc
  .stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/)
  .filter((word) => !reserved.has(word.toLowerCase()));
const reserved: ReadonlySet<string> = new Set([
  ...[
    'and',
    'or',
    'not',
    'xor',
    'like',
    'in',
    'by',
    'as',
    'over',
    'where',
    'with',
    'from',
    'eval',
    'search',
    'd',
  ],
  ...[
    'groupby',
    'sortby',
    'output',
    'outputnew',
    'desc',
    'term',
    'case',
    'span',
    'num',
    'str',
    'ip',
    'auto',
    'limit',
  ],
]);

/** Text with everything that quoting has to care about. */
export const anyText = fc.string({ unit: fc.constantFrom(...'ab*\\"\'|[]()`,= .%<>$\n-é'), maxLength: 8 });
export const oneLine = anyText.filter((text) => !/['|`"]/.test(text));

const bareName = fc.oneof(
  ident,
  fc.tuple(ident, ident).map(([a, b]) => `${a}.${b}{}`),
  ident.map((name) => `${name}*`),
  ident.map((name) => `<<FIELD>>_${name}`),
);

export const fieldName: fc.Arbitrary<FieldName> = fc.oneof(
  bareName.map((name): FieldName => ({ kind: 'field-name', name, quote: 'none', span })),
  anyText.map((name): FieldName => ({ kind: 'field-name', name, quote: 'double', span })),
  oneLine.map((name): FieldName => ({ kind: 'field-name', name: `x${name}`, quote: 'single', span })),
);
export const unquotedName = fieldName.filter((name) => name.quote !== 'single');

export const macro: fc.Arbitrary<MacroCall> = fc.oneof(
  ident.map((name): MacroCall => ({ kind: 'macro', name, span })),
  fc
    .tuple(
      ident,
      fc.array(
        fc.oneof(
          ident,
          ident.map((text) => `"${text}, ${text}"`),
        ),
        { maxLength: 2 },
      ),
    )
    .map(([name, args]): MacroCall => ({ kind: 'macro', name, args, span })),
);

const bareValue = fc.oneof(
  ident,
  fc.constantFrom('-1d@d', '*a*', '10.0.0.0/8', 'C:\\x', 'a:b', '$t$', 'a=b'),
);
export const value: fc.Arbitrary<ValueText> = fc.oneof(
  bareValue.map((text): ValueText => ({ kind: 'value', text, quoted: false, span })),
  anyText.map((text): ValueText => ({ kind: 'value', text, quoted: true, span })),
);

export function pipeline(generating: boolean, commands: Pipeline['commands']): Pipeline {
  return { kind: 'pipeline', generating, commands, span };
}

export function command(name: string, args: readonly Arg[], implied = false): Command {
  return { kind: 'command', name, nameSpan: span, implied, args, span };
}

const fieldArg = fieldName.map((field): Arg => ({ kind: 'field-arg', field, span }));
export const fieldArgs = fc.array(fc.oneof(fieldArg, macro), { minLength: 1, maxLength: 3 });
const option = fc
  .tuple(ident, value)
  .map(([name, given]): OptionArg => ({ kind: 'option', name: name.toLowerCase(), value: given, span }));
export const keyword = (word: string): Arg => ({ kind: 'keyword', word, span });
const rename = fc.tuple(fieldName, fieldName).map(([from, to]): Arg => ({ kind: 'rename', from, to, span }));
const valueArg = value
  .filter((given) => !given.text.startsWith('='))
  .filter((given) => given.quoted || !given.text.includes('='))
  .map((given): Arg => ({ kind: 'value-arg', value: given, span }));

export const aggregate = fc
  .tuple(ident, fc.option(fieldName), fc.option(fieldName))
  .filter(([fn]) => fn.toLowerCase() !== 'eval')
  .map(([fn, arg, as]): AggregateArg => {
    const text = arg ? `${fn}(${arg.name})` : fn;
    return {
      kind: 'aggregate',
      fn: fn.toLowerCase(),
      ...(arg ? { arg } : {}),
      text,
      ...(as ? { as } : {}),
      span,
    };
  });

const sortKey = fc
  .tuple(
    fc.constantFrom('' as const, '+' as const, '-' as const),
    fc.boolean(),
    fc.constantFrom('' as const, 'num' as const, 'ip' as const),
    fieldName,
  )
  .map(
    ([sign, spaced, cast, field]): Arg => ({
      kind: 'sort-key',
      sign,
      spaced: spaced && sign !== '',
      cast,
      field,
      span,
    }),
  );

export function plainCommand(): fc.Arbitrary<Command> {
  const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(item, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fieldArgs.map((args) => command('table', args)),
    fieldArgs.map((args) => command('fields', [keyword('-'), ...args])),
    some(rename).map((args) => command('rename', args)),
    some(sortKey).map((args) => command('sort', args)),
    fc
      .tuple(some(aggregate), fieldArgs)
      .map(([list, by]) => command('stats', [...list, keyword('by'), ...by])),
    fc.tuple(option, valueArg).map((args) => command('rex', args)),
    fc
      .tuple(valueArg, rename, rename)
      .map(([name, a, b]) => command('lookup', [name, a, keyword('output'), b])),
    some(fc.oneof(valueArg, option)).map((args) => command('fit', args)),
  );
}
