import { type CommandSyntax, list, needing, type Section, search, syntax } from './grammar.ts';

const fields = list('field');
const renames = list('field-or-rename');
const values = list('value');
const aggregates = list('aggregate');
const sortKeys = list('sort-key');
const expression: Section = { kind: 'expression' };
const assignments: Section = { kind: 'assignments' };

const anAggregate = needing('an aggregate such as count', 'aggregate');
const aField = needing('a field', 'field-arg', 'rename');
const aSubsearch = needing('a subsearch in brackets', 'subsearch');

/** Names, comma free and with blanks between, of the commands that share a grammar. */
type Row = readonly [names: string, syntax: CommandSyntax];

const filtering: readonly Row[] = [
  ['search metasearch', syntax(search())],
  ['where', syntax(expression, {}, needing('an expression', 'expr-arg'))],
  ['regex', syntax({ kind: 'field-pattern' }, {}, needing('a regular expression', 'value-arg'))],
  ['head', syntax({ kind: 'count-or-expression' })],
  ['tail', syntax(list('value', { lead: 'count' }))],
  ['dedup', syntax(list('field', { lead: 'count' }), { sortby: sortKeys }, aField)],
  ['uniq reverse', syntax(values)],
];

const computing: readonly Row[] = [
  ['eval fieldformat', syntax(assignments, {}, needing('an assignment such as a=1', 'assignment'))],
  ['rex', syntax(values, {}, needing('a regular expression', 'value-arg'))],
  ['spath xpath', syntax(values)],
  ['convert', syntax(aggregates, {}, needing('a conversion such as ctime(a)', 'aggregate'))],
  ['bin bucket discretize', syntax(renames, {}, aField)],
  ['replace', syntax(list('value', { words: ['with'] }), { in: fields }, needing('a value', 'value-arg'))],
  ['fillnull filldown addtotals addcoltotals accum autoregress delta', syntax(renames)],
  ['makemv mvexpand mvcombine nomv fromjson', syntax(fields, {}, aField)],
  ['iplocation xmlkv reltime setfields rangemap', syntax(fields)],
  ['tojson', syntax(list('typed-field'))],
  ['strcat', syntax(values)],
  ['extract kv multikv kvform', syntax(values)],
];

const shaping: readonly Row[] = [
  ['fields', syntax(list('field', { lead: 'sign' }), {}, aField)],
  ['table', syntax(fields, {}, aField)],
  ['rename', syntax(list('rename'), {}, needing('a pair such as a AS b', 'rename'))],
  ['sort', syntax(list('sort-key', { lead: 'count' }), {}, needing('a field', 'sort-key'))],
  ['xyseries untable makecontinuous highlight', syntax(fields)],
  ['transpose', syntax(values)],
];

const transforming: readonly Row[] = [
  ['stats eventstats sistats', syntax(aggregates, { by: fields }, anAggregate)],
  [
    'streamstats',
    syntax(
      list('aggregate', { expressionOptions: ['reset_before', 'reset_after'] }),
      { by: fields },
      anAggregate,
    ),
  ],
  ['chart sichart', syntax(aggregates, { over: fields, by: fields, where: values }, anAggregate)],
  ['timechart sitimechart', syntax(aggregates, { by: fields, where: values }, anAggregate)],
  ['geostats', syntax(aggregates, { by: fields }, anAggregate)],
  ['top rare sitop sirare', syntax(list('field', { lead: 'count' }), { by: fields }, aField)],
  ['contingency associate cofilter correlate', syntax(fields)],
  [
    'tstats mstats',
    syntax(
      aggregates,
      { from: values, where: search('span', 'chunk_size', 'prestats'), by: fields, groupby: fields },
      anAggregate,
    ),
  ],
  ['transaction', syntax(list('field', { searchOptions: ['startswith', 'endswith'] }))],
];

const combining: readonly Row[] = [
  ['append appendcols appendpipe', syntax(values, {}, aSubsearch)],
  ['join selfjoin', syntax(fields, { where: expression })],
  ['union multisearch set', syntax(values)],
  ['foreach', syntax(fields, {}, aSubsearch)],
  ['map', syntax(values)],
  ['format', syntax(values)],
  ['return', syntax(list('return-item', { lead: 'count' }))],
  [
    'lookup',
    syntax(
      list('field-or-rename', { lead: 'value' }),
      { output: renames, outputnew: renames },
      needing('the name of a lookup', 'value-arg'),
    ),
  ],
];

const sources: readonly Row[] = [
  ['inputlookup', syntax(values, { where: search() }, needing('the name of a lookup', 'value-arg'))],
  ['outputlookup outputcsv outputtext collect mcollect meventcollect tscollect', syntax(values)],
  ['inputcsv', syntax(values, { where: search() })],
  ['from', syntax(values, {}, needing('a data set such as datamodel:Model.Dataset', 'value-arg'))],
  ['makeresults gentimes', syntax(values)],
  ['datamodel metadata eventcount dbinspect rest savedsearch loadjob history audit', syntax(values)],
  ['mcatalog walklex', syntax(renames, { where: search(), by: fields })],
  ['pivot mpreview', syntax(values)],
];

/** Known by name only: their arguments are read without a grammar, and lowering refuses them. */
const unsupported: readonly string[] = [
  // Splunk's own. Source: Search Reference, list of commands.
  'abstract addinfo analyzefields anomalies anomalousvalue anomalydetection arules bucketdir cluster concurrency delete',
  'diff dump erex expand findtypes flatten folderize gauge geom geomfilter iconify input kmeans localize localop noop',
  'nslookup outlier overlap predict redistribute relevancy require rtorder run runshellscript script scrub searchtxn',
  'sendalert sendemail tags timewrap trendline typeahead typelearner typer x11 xmlunescape xsdisplayconcept',
  // Machine Learning Toolkit.
  'apply fit summary score sample listmodels deletemodel',
  // Add-ons that public detections and dashboards use.
  'base64 bitwise curl cyberchef dbxlookup dbxoutput dbxquery decrypt jellyfisher ldapfilter ldapfetch ldapgroup',
  'ldapsearch lookupfile sendtophantom snowincident urlparse whois',
];

const generic = syntax(values);

function buildTable(): ReadonlyMap<string, CommandSyntax> {
  const rows = [filtering, computing, shaping, transforming, combining, sources].flat();
  const known = rows.flatMap(([names, found]) => names.split(' ').map((name) => [name, found] as const));
  const rest = unsupported.flatMap((names) => names.split(' ')).map((name) => [name, generic] as const);
  return new Map([...rest, ...known]);
}

/** The argument grammar of every command known by name, lower case. */
export const commandSyntaxes: ReadonlyMap<string, CommandSyntax> = buildTable();

/** The grammar of arguments of a command that is not known. */
export const genericSyntax: CommandSyntax = generic;
