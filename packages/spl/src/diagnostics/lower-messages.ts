import type { Span } from '../source/span.ts';
import type { Diagnostic } from './diagnostic.ts';
import { foreachMessages } from './foreach-messages.ts';
import { lookupMessages } from './lookup-messages.ts';
import { errorAt, type MessageRow, row } from './message-row.ts';

interface Text {
  readonly text: string;
}

interface Hinted {
  readonly hint?: string;
}

/** Every error of commands, search expressions and aggregates, by code: SPL10xx arguments, SPL20xx names, SPL30xx not supported. */
export const lowerMessages = {
  SPL1020: row(
    (p: { readonly message: string; readonly hint: string }) => p.message,
    (p) => p.hint,
  ),
  SPL1030: row(
    (p: Text) => `"${p.text}" is no span`,
    () => 'write a span such as span=1h, span=10m or span=100',
  ),
  SPL1032: row(
    (p: Text & { readonly least: number; readonly most: number | null }) =>
      `"${p.text}" is no whole number ${p.most === null ? `of ${p.least} or more` : `from ${p.least} to ${p.most}`}`,
  ),
  SPL1033: row(
    (p: { readonly what: string }) => p.what,
    () => 'use format=csv or format=json with data="..."',
  ),
  SPL1034: row(
    (p: { readonly command: string; readonly option: string; readonly similar?: string }) =>
      `${p.command} has no option "${p.option}"`,
    (p) => (p.similar === undefined ? undefined : `did you mean "${p.similar}"?`),
  ),
  SPL1035: row(
    (p: { readonly command: string }) => `${p.command} makes rows itself and must be the first command`,
    (p) => `begin the search with | ${p.command}`,
  ),
  SPL1036: row(
    (p: Text) => `"${p.text}" is neither true nor false`,
    () => 'write true or false',
  ),
  SPL1037: row((p: Text) => `"${p.text}" is one argument too many`),
  SPL2010: row(
    (p: { readonly from: string; readonly to: string }) =>
      `"${p.from}" and "${p.to}" have different numbers of wildcards`,
    () => 'give both names the same number of *',
  ),
  SPL2011: row(
    (p: { readonly name: string }) => `a wildcard cannot stand here, and "${p.name}" holds one`,
    () => 'name each field',
  ),
  ...lookupMessages,
  ...foreachMessages,
  SPL3124: row(
    () => 'time_window needs rows in the order of _time, and these are in another order',
    () => 'write | sort 0 _time before streamstats',
  ),
  SPL3125: row(
    (p: Text) => `aligntime=${p.text} needs a time range, and this search has none`,
    () => 'write a time, such as aligntime=@d+3h or epoch seconds',
  ),
  SPL2020: row(
    (p: Text) => `"${p.text}" is no path`,
    () => 'write keys with dots between them, such as Folders{}.Path',
  ),
  SPL2021: row(
    (p: Text) => `"${p.text}" is no sed expression`,
    () => 'write s/<pattern>/<replacement>/g or y/<from>/<to>/',
  ),
  SPL2022: row(
    () => 'the pattern names no group',
    () => 'name what to extract: (?<user>[^@]+)',
  ),
  SPL2160: row(
    (p: { readonly what: string; readonly name: string; readonly similar?: string }) =>
      `unknown ${p.what}: "${p.name}"`,
    (p) => (p.similar === undefined ? undefined : `did you mean "${p.similar}"?`),
  ),
  SPL2161: row(
    () => 'tstats computes over plain fields; it evaluates no expression',
    () => 'use stats for eval(...)',
  ),
  SPL2162: row(
    (p: Text) => `"${p.text}" names no dataset`,
    () => 'write from datamodel:Model.Dataset',
  ),
  SPL2163: row(
    (p: { readonly name: string; readonly where: string }) =>
      `${p.where} has no field "${p.name}", so it is empty in every row`,
    (p) =>
      p.where === 'the index'
        ? 'use stats, which reads all fields of the events'
        : `write the name of the dataset before it, as in Processes.${p.name}`,
  ),
  SPL2103: row(
    (p: { readonly fn: string }) => `"${p.fn}" cannot use the true or false that this expression gives`,
    () => 'wrap it in if(<condition>, <value>, <value>)',
  ),
  SPL2104: row(
    (p: { readonly fn: string; readonly similar?: string }) => `unknown statistical function "${p.fn}"`,
    (p) => (p.similar === undefined ? undefined : `did you mean "${p.similar}"?`),
  ),
  SPL2105: row(
    (p: { readonly fn: string; readonly syntax: string }) => `"${p.fn}" needs a field`,
    (p) => `write ${p.syntax}`,
  ),
  SPL2170: row(
    (p: Text) => `"${p.text}" has no value to be replaced with`,
    () => 'write pairs: replace <value> with <value>, <value> with <value> in <field>',
  ),
  SPL2171: row(
    () => 'the tokenizer has no group',
    () => 'put what each value is into parentheses: tokenizer="([^,]+),?"',
  ),
  SPL2172: row(
    () => 'strcat needs fields or quoted texts, and then the name of the new field',
    () => 'write strcat a "-" b joined',
  ),
  SPL2173: row(
    (p: { readonly most: number }) => `p says how many rows back, from 1 on, and at most ${p.most} of them`,
    () => 'write p=2, or p=1-3 without a name',
  ),
  SPL2174: row(
    (p: { readonly command: string }) => `${p.command} needs a field`,
    (p) => `write ${p.command} <field>`,
  ),
  SPL2175: row(
    () => 'rangemap needs a field and at least one range',
    () => 'write rangemap field=count low=0-10 high=11-100 default=other',
  ),
  SPL2176: row(
    (p: Text) => `"${p.text}" is no range of numbers`,
    () => 'write both ends: 0-10',
  ),
  SPL2177: row((p: { readonly command: string; readonly needs: string }) => `${p.command} needs ${p.needs}`),
  SPL2178: row(
    () => 'chart splits by at most two fields, the rows and the columns',
    () => 'write chart count over a by b',
  ),
  SPL2179: row(
    () => 'timechart splits by at most one field',
    () => 'write timechart count by a',
  ),
  SPL2180: row(
    (p: { readonly fn: string; readonly similar?: string }) => `unknown conversion "${p.fn}"`,
    (p) => (p.similar === undefined ? undefined : `did you mean "${p.similar}"?`),
  ),
  SPL2181: row(
    (p: Text) => `"${p.text}" is no time format variable`,
    () => 'write it like %Y-%m-%d %H:%M:%S',
  ),
  SPL2182: row(
    (p: { readonly name: string; readonly token: string }) =>
      `"${p.name}" makes no expression in place of ${p.token}`,
    (p) => `write '${p.token}' in single quotes`,
  ),
  SPL2183: row(
    (p: Text & { readonly option: string; readonly known: string }) => `"${p.text}" is no ${p.option}`,
    (p) => `write ${p.known}`,
  ),
  SPL2184: row(
    (p: { readonly command: string; readonly field: string }) =>
      `${p.command} needs ${p.field}, and the rows have none`,
    () => 'keep it in the commands before this one',
  ),
  SPL2185: row(
    (p: { readonly given: string }) => `${p.given} alone says not enough`,
    () => 'give both pairdelim and kvdelim',
  ),
  SPL3001: row(
    (p: { readonly name: string } & Hinted) =>
      `the command "${p.name}" is not supported${p.hint === undefined ? ' yet' : ''}`,
    (p) => p.hint,
  ),
  SPL3002: row(() => 'a subsearch is not supported here yet'),
  SPL3003: row(
    (p: { readonly what: string } & Hinted) => `${p.what} is not supported yet`,
    (p) => p.hint,
  ),
  SPL3060: row(
    () => 'tstats keeps no partial results (prestats, append)',
    () => 'leave out prestats and compute the final values with tstats itself',
  ),
  SPL3061: row(
    () => 'there are no metrics here: mstats reads metric indexes, and sealbreak keeps events only',
    () => 'compute the statistics of events with stats or tstats',
  ),
  SPL3062: row(
    (p: Text) => `"${p.text}" reads terms of Splunk's index files, which do not exist here`,
    () => 'use rex to take the value from the event, and stats',
  ),
  SPL3004: row(
    (p: { readonly maker: string }) =>
      `only the rows say which fields ${p.maker} makes; a wildcard or a result without a field list cannot show them yet`,
    () => 'name the fields, as in | table a b',
  ),
  SPL3081: row(
    (p: { readonly name: string }) =>
      `"${p.name}" has several values in one event, which would belong to several transactions`,
    (p) => `write | mvexpand ${p.name} before it`,
  ),
  SPL3082: row(
    (p: { readonly what: string }) => `an event that lacks ${p.what} is in no transaction`,
    () => 'give it a value with fillnull where it must be counted',
  ),
  SPL3083: row(
    (p: { readonly name: string }) =>
      `extract cannot read the settings that "${p.name}" names: they are in a transforms.conf of Splunk`,
    () => 'write what it extracts with rex',
  ),
  SPL3084: row(
    (p: { readonly command: string }) =>
      `${p.command} sends, writes or deletes something outside of the search, which a search here never does`,
    () => 'leave it out and use the rows that the search gives, such as with --format csv',
  ),
  SPL3085: row(
    (p: { readonly command: string }) =>
      `${p.command} asks a server, and a search here reads only the events given`,
    () => 'save what it would give to a file and read it with inputlookup',
  ),
  SPL3086: row(
    (p: { readonly command: string }) =>
      `${p.command} needs a model of the Machine Learning Toolkit, which only Splunk has`,
    () => 'compare with eventstats, such as avg and stdev of the field',
  ),
  SPL3087: row(
    (p: { readonly command: string }) => `${p.command} is a program of an add-on, which only Splunk can run`,
    () => 'look for an eval function that does the same, such as urldecode, replace or bit_and',
  ),
  SPL3089: row(
    (p: { readonly command: string }) =>
      `${p.command} makes rows out of a table inside an event, whose columns it guesses from their layout`,
    () => 'write what it extracts with rex and mvexpand',
  ),
  SPL2143: row(
    (p: { readonly count: number }) => `format takes six marks or none, and here are ${p.count}`,
    () => 'write all of them: | format "(" "(" "AND" ")" "OR" ")"',
  ),
  SPL2144: row(
    (p: { readonly command: string }) => `${p.command} needs two searches in brackets`,
    (p) => `write | ${p.command} [search index=a] [search index=b]`,
  ),
  SPL2145: row(
    () => 'multisearch runs searches that only filter events and compute fields',
    () => 'use append or union for searches with other commands',
  ),
  SPL2146: row(
    (p: Text) => `"${p.text}" is no way to compare sets`,
    () => 'write set union, set intersect or set diff',
  ),
  SPL2142: row(
    (p: Text) => `what this subsearch gives cannot stand here: ${p.text}`,
    () => 'end it with | return or | format to say what text stands in its place',
  ),
  SPL3041: row(
    (p: { readonly rows: number; readonly command: string }) =>
      `${p.command} takes at most ${p.rows} rows of this subsearch, and there are more; the rest is left out`,
    () => 'narrow the subsearch, or use stats over both searches instead',
  ),
  SPL2141: row(
    (p: { readonly command: string }) => `${p.command} needs a subsearch`,
    (p) => `write it in brackets: | ${p.command} [search index=main]`,
  ),
  SPL2140: row(
    (p: Text) => `"${p.text}" is no type of join`,
    () => 'write type=inner, type=left or type=outer',
  ),
  SPL3070: row(
    () => 'this condition on the series is not supported',
    () => 'write where sum in top5, where max in bottom3, or limit=5',
  ),
  SPL3071: row(
    (p: { readonly most: number; readonly what: 'columns' | 'texts' | 'formats' | 'addresses' }) =>
      ({
        columns: `a table of more than ${p.most} columns is not supported`,
        texts: `more than ${p.most} different texts would have to be looked through for the names of their fields`,
        formats: `the rows hold more than ${p.most} different time formats`,
        addresses: `more than ${p.most} different addresses would have to be looked up`,
      })[p.what],
    (p) =>
      ({
        columns: 'give a limit, or group with stats',
        texts: 'name the fields instead of a wildcard',
        formats: 'write the format as a text, or keep the rows of a few formats first',
        addresses: 'filter the rows first',
      })[p.what],
  ),
} as const;

export type LowerCode = keyof typeof lowerMessages;
export type LowerValues<C extends LowerCode> = Parameters<(typeof lowerMessages)[C]['message']>[0];

/** An error of the table at a place. */
export function lowerError<C extends LowerCode>(code: C, span: Span, values: LowerValues<C>): Diagnostic {
  // The row belongs to the code, so it takes these values; the compiler does not follow that through a generic index.
  return errorAt(code, lowerMessages[code] as unknown as MessageRow<LowerValues<C>>, span, values);
}

/** The notice that a limit left out rows of a subsearch. */
export function rowsLeftOut(span: Span, values: LowerValues<'SPL3041'>): Diagnostic {
  return { ...lowerError('SPL3041', span, values), severity: 'warning' };
}
