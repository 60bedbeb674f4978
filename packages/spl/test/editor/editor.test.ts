import { describe, expect, it } from 'vitest';
import {
  complete,
  documentSymbols,
  editorDiagnostics,
  formatText,
  highlight,
  hover,
  signatureHelp,
} from '../../src/editor/index.ts';

/** The text without its `^`, and where that stood. */
function cursor(marked: string): readonly [text: string, offset: number] {
  const offset = marked.indexOf('^');
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

function labels(marked: string, options = {}): readonly string[] {
  return complete(...cursor(marked), options).map(({ label }) => label);
}

describe('highlight', () => {
  it('tells the parts of a search apart', () => {
    const text = 'index=o365 user="a b" | stats dc(ip) as n by user | where n>5 ```why``` | `m(1)`';
    const kinds = highlight(text).map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`);
    expect(kinds).toEqual([
      ...[
        'field index',
        'operator =',
        'value o365',
        'field user',
        'operator =',
        'string "a b"',
        'punctuation |',
      ],
      ...[
        'command stats',
        'function dc',
        'punctuation (',
        'field ip',
        'punctuation )',
        'keyword as',
        'field n',
      ],
      ...['keyword by', 'field user', 'punctuation |', 'command where', 'field n', 'operator >', 'number 5'],
      ...['comment ```why```', 'punctuation |', 'macro `m(1)`'],
    ]);
  });

  it('takes an option for an option and a field for a field', () => {
    const text = '| bin span=1h _time | search span=1h';
    const found = highlight(text).filter(({ span }) => text.startsWith('span', span.start));
    expect(found.map(({ kind }) => kind)).toEqual(['option', 'field']);
  });
});

describe('complete', () => {
  it.each([
    ['index=main | sta^', 'stats'],
    ['index=main | eval x=rep^', 'replace'],
    ['index=main | stats c^', 'count'],
    ['index=main | stats dc(ip) as addresses by user | where addr^', 'addresses'],
    ['index=main | rex "(?<account>.+)@" | table acc^', 'account'],
    ['index=main | fillnull va^', 'value'],
    ['index=main | stats count ^', 'by'],
    ['index=main `secu^', 'security_content_ctime(field)'],
    ['index=o365 Operation=MailI^', 'MailItemsAccessed'],
    ['index=o365 | where Operation IN ("Mailb^', 'MailboxLogin'],
    ['index=main [search a=1 | sta^', 'stats'],
    ['ind^', 'index'],
  ])('%s offers %s', (marked, label) => {
    expect(labels(marked, { fields: [{ name: 'index' }] })).toContain(label);
  });

  it('offers the fields that are left, and only those', () => {
    const options = { fields: [{ name: 'src_ip', values: ['192.0.2.7'] }] };
    expect(labels('index=main | where src^', options)).toContain('src_ip');
    expect(labels('index=main | stats count by user | where src^', options)).not.toContain('src_ip');
    expect(labels('index=main src_ip=^', options)).toEqual(['192.0.2.7']);
  });

  it('quotes a name with a dot where a dot joins', () => {
    const found = complete(...cursor('index=main | stats count by a.b | where a^'));
    expect(found.find(({ label }) => label === 'a.b')?.insert).toBe("'a.b'");
  });

  it('stays away from comments and from texts', () => {
    expect(labels('index=main ```sta^')).toEqual([]);
    expect(labels('index=main | eval x="sta^')).toEqual([]);
  });
});

describe('hover', () => {
  it.each([
    ['index=main | st^ats count', 'Source: Search Reference'],
    ['index=main | eval a=co^alesce(b, c)', 'coalesce('],
    ['index=main | stats d^c(user)', 'dc('],
    ['index=main | eval a=1 | where ^a>0', 'Field `a`, from eval'],
    ['index=o365 Operation="Mailbox^Login"', 'recorded for owners only'],
    ['index=main | `security_content_^ctime(a)`', 'convert timeformat'],
  ])('%s', (marked, says) => {
    expect(hover(...cursor(marked))?.contents).toContain(says);
  });

  it('has nothing to say of a blank', () => {
    expect(hover('a  b', 1)).toBeNull();
  });
});

describe('signature help', () => {
  it('knows the call and the argument', () => {
    const help = signatureHelp(...cursor('index=main | eval a=if(b=1, "x", ^'));
    expect(help?.label).toMatch(/^if\(/);
    expect(help?.active).toBe(2);
  });

  it('takes the inner call', () => {
    expect(signatureHelp(...cursor('| eval a=if(lower(^'))?.label).toMatch(/^lower\(/);
    expect(signatureHelp(...cursor('| eval a=lower(b) ^'))).toBeNull();
  });
});

describe('diagnostics', () => {
  it('come from every stage', () => {
    const codes = editorDiagnostics('index=main | where user=null | eval a=nosuch(b)').map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['SPL2401', 'SPL2201']);
  });
});

describe('format', () => {
  it('puts one stage on a line and keeps comments and macros', () => {
    const text = '```lead``` index=main   user="a" ```why``` |stats count  by user|`m` | where count>5';
    expect(formatText(text)).toMatchInlineSnapshot(`
      "\`\`\`lead\`\`\`
      index=main user="a" \`\`\`why\`\`\`
      | stats count by user
      | \`m\`
      | where count > 5"
    `);
  });

  it('leaves a text with a mistake alone', () => {
    expect(formatText('index=main | where (')).toBe('index=main | where (');
  });
});

describe('document symbols', () => {
  it('are the stages, with those of subsearches below', () => {
    const symbols = documentSymbols('index=main | join user [search index=hr | fields user] | `m`');
    expect(symbols.map(({ name }) => name)).toEqual(['search', 'join', 'm']);
    expect(symbols[1]?.children.map(({ name }) => name)).toEqual(['search', 'fields']);
  });
});
