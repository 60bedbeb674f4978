import { expressionNodes } from '../../ast/visit.ts';
import { aggregatesIn, byFields } from '../../fields/transfer.ts';
import { captureWildcards } from '../../lower/wildcard.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { commandsNamed, evalNodes, type LintedSearch } from '../linted-search.ts';
import { laterComparisons } from '../rules/aggregation.ts';
import { insteadOf, recordKinds } from './facts/records.ts';
import { clients, identityFields } from './facts/values.ts';
import { type Named, readsField, statisticFields, valuesComparedWith } from './reads.ts';
import { schemaView } from './schema-view.ts';
import { findOperation } from './world.ts';

const source = 'facts of packages/spl/src/lint/schema/facts, each with its own source';
const records = 'index=o365 sourcetype="o365:management:activity"';

const sometimesAbsent = defineLint<{
  readonly field: string;
  readonly types: string;
  readonly effect: string;
  readonly instead?: string;
}>({
  code: 'SPL2511',
  severity: 'info',
  doc: 'Some of the selected kinds of records never have the field, so a statistic or a group by it leaves them out.',
  source,
  bad: `${records} Operation=MailItemsAccessed | stats values(ClientIP) as ips by UserId`,
  good: `${records} Operation=MailItemsAccessed | eval ip=coalesce(ClientIPAddress, ClientIP) | stats values(ip) as ips by UserId`,
  message: ({ field, types, effect }) => `${field} is never present on RecordType ${types}, ${effect}`,
  hint: ({ field, instead }) =>
    instead === undefined
      ? 'use a field that all of them have'
      : `write coalesce(${field}, ...) with ${instead}`,
  check: function* (search) {
    const view = schemaView(search);
    for (const { name, span, use, at } of statisticFields(search)) {
      const states = view?.statesBefore(at) ?? [];
      if (states.some(({ world, made }) => world === undefined || made.has(name))) continue;
      const kinds = recordKinds.filter((kind) => states.some(({ world }) => world?.kind === kind));
      const lacking = kinds.filter(({ never }) => never.includes(name));
      // A search that selects nothing in particular lacks every field somewhere.
      if (lacking.length === 0 || kinds.length > 4) continue;
      const types = lacking.flatMap(({ recordTypes }) => recordTypes).join(', ');
      const effect =
        use === 'group' ? 'so those events are in no group' : 'so it says nothing of those events';
      const instead = Object.hasOwn(insteadOf, name) ? insteadOf[name] : undefined;
      yield { span, values: { field: name, types, effect, ...(instead === undefined ? {} : { instead }) } };
    }
  },
});

const identityCase = defineLint<{ readonly left: string; readonly right: string }>({
  code: 'SPL2512',
  severity: 'warning',
  doc: 'Services write names of users in different letter case, and eval compares it. A record that lacks one side is dropped, an application with its own permission appears as the owner of the mailbox, and group provisioning (S-1-5-18) differs from it.',
  source: `${source}; Microsoft, Use mailbox auditing records`,
  bad: `${records} | where UserId!=MailboxOwnerUPN`,
  good: `${records} | where lower(UserId)!=lower(MailboxOwnerUPN)`,
  message: ({ left, right }) =>
    `${left} and ${right} name people in varying letter case, and eval compares it; application access has both the same`,
  hint: ({ left, right }) =>
    `compare lower(${left}) with lower(${right}), and look at ClientAppId for applications`,
  check: function* (search) {
    if (!schemaView(search)) return;
    for (const { expr, at } of evalNodes(search)) {
      if (expr.kind !== 'binary' || !['=', '!='].includes(expr.op)) continue;
      const { left, right } = expr;
      if (left.kind !== 'field' || right.kind !== 'field' || at.before.aggregated) continue;
      if ([left, right].every(({ name }) => identityFields.includes(name)))
        yield { span: expr.span, values: { left: left.name, right: right.name } };
    }
  },
});

const oneOwner = defineLint<{ readonly counted: string; readonly group: string }>({
  code: 'SPL2513',
  severity: 'info',
  doc: 'With application permissions the record names the owner as the user. Counted by user, such access never reaches a second mailbox. Admin cmdlets have no owner at all and count 0.',
  source: `${source}; public detections group by ClientAppId for this reason`,
  bad: `${records} | stats dc(MailboxOwnerUPN) as mailboxes by UserId`,
  good: `${records} | stats dc(MailboxOwnerUPN) as mailboxes by ClientAppId`,
  message: ({ counted, group }) =>
    `${counted} by ${group} is at most 1 for application access (${group} is the owner there), and 0 for cmdlets`,
  hint: () => 'count by ClientAppId or AppId as well',
  check: function* (search) {
    if (!schemaView(search)) return;
    for (const { command } of commandsNamed(search, 'stats', 'eventstats', 'streamstats')) {
      const groups = byFields(command).map(({ name }) => name);
      const group = groups.find((name) => name === 'UserId' || name === 'user');
      if (group === undefined || groups.some((name) => /AppId/i.test(name))) continue;
      for (const { fn, arg, span } of aggregatesIn(command)) {
        const isOwner = arg?.kind === 'field-name' && /^Mailbox(OwnerUPN|Guid|OwnerSid)$/.test(arg.name);
        if (isOwner && ['dc', 'distinct_count', 'estdc'].includes(fn))
          yield { span, values: { counted: `${fn}(${arg.name})`, group } };
      }
    }
  },
});

/** The text of a `like`, search or plain regular expression pattern as a wildcard pattern of `*`. */
function asWildcard({ value }: Named): string {
  const text = value.toLowerCase().replaceAll('%', '*').replaceAll('\\', '');
  return text.startsWith('*') ? text : `*${text}*`;
}

const otherClients = defineLint<{ readonly clients: string; readonly silent: string }>({
  code: 'SPL2514',
  severity: 'info',
  doc: 'A list of agents finds only what is on it. Programs over Graph send no agent at all, and many mail libraries have agents of their own.',
  source,
  bad: `${records} | where like(lower(ClientInfoString), "%python%") OR like(lower(ClientInfoString), "%curl/%")`,
  good: `${records} ClientInfoString="Client=REST;;*" | stats dc(MailboxGuid) as mailboxes by ClientAppId`,
  message: ({ clients: names, silent }) => `these patterns match none of ${names}${silent}`,
  hint: () =>
    'find unknown clients by an allow-list, and access without an agent by ClientAppId and its consent',
  check: function* (search) {
    if (!schemaView(search)) return;
    const patterns = valuesComparedWith(search, 'ClientInfoString');
    const [first] = patterns;
    if (!first || patterns.length < 2) return;
    const isMatched = (sample: string): boolean =>
      patterns.some((pattern) => captureWildcards(asWildcard(pattern), sample.toLowerCase()) !== null);
    const missed = clients.filter(({ sample, nature }) => nature === 'script' && !isMatched(sample));
    const silent = clients.filter(({ sample, nature }) => nature === 'silent' && !isMatched(sample));
    if (missed.length === 0 && silent.length === 0) return;
    yield {
      span: first.span,
      values: {
        clients: missed.map(({ name }) => name).join(', ') || 'the known clients without an agent',
        silent: silent.map(({ sample }) => `; Graph access shows as ${sample} without any agent`).join(''),
      },
    };
  },
});

const mainRecord = defineLint<{ readonly operation: string }>({
  code: 'SPL2515',
  severity: 'info',
  doc: 'MailItemsAccessed is the main record of reading mail, by anyone and any program: Bind for single messages, Sync for whole folders.',
  source: 'Microsoft, Use mailbox auditing records to investigate compromised accounts',
  bad: `${records} Operation=MailboxLogin`,
  good: `${records} Operation IN (MailboxLogin, MailItemsAccessed)`,
  message: ({ operation }) =>
    `mailbox access is looked for by ${operation}, but not by MailItemsAccessed, the main record of reading mail`,
  hint: () => 'add MailItemsAccessed, both MailAccessType Bind and Sync, and IsThrottled',
  check: function* (search) {
    if (!schemaView(search)) return;
    const named = valuesComparedWith(search, 'Operation');
    const access = named.find(({ value }) => findOperation(value)?.topic === 'mailbox access');
    if (access && !/MailItemsAccessed/i.test(search.text))
      yield { span: access.span, values: { operation: access.value } };
  },
});

const purpose = defineLint<{ readonly operation: string; readonly field: string; readonly says: string }>({
  code: 'SPL2516',
  severity: 'info',
  doc: 'The name of an administrative operation does not say what it did. A preview, an export and a purge have one name and different parameters.',
  source,
  bad: `${records} Operation="New-ComplianceSearchAction" | stats count by UserId`,
  good: `${records} Operation="New-ComplianceSearchAction" | stats count values(Parameters) as parameters by UserId`,
  message: ({ operation, field, says }) => `${operation} alone does not say enough: ${field} holds ${says}`,
  hint: ({ field }) =>
    `read ${field}; it is one text in records of type 18 and a list of names and values in those of type 1`,
  check: function* (search) {
    if (!schemaView(search)) return;
    for (const { value, span } of valuesComparedWith(search, 'Operation')) {
      const found = findOperation(value)?.purposeIn;
      if (!found || readsField(search, `(NonPII)?${found.field}`)) continue;
      yield { span, values: { operation: value, field: found.field, says: found.says } };
      return;
    }
  },
});

const noStatus = defineLint<{ readonly operation: string }>({
  code: 'SPL2517',
  severity: 'info',
  doc: 'Attempts that failed are logged too. ResultStatus says so, in the words of each workload.',
  source: 'Microsoft, Office 365 Management Activity API schema',
  bad: `${records} Operation IN ("New-ComplianceSearch", "SearchExported") | stats count by UserId`,
  good: `${records} Operation IN ("New-ComplianceSearch", "SearchExported") | stats count by UserId, ResultStatus`,
  message: ({ operation }) =>
    `${operation} is counted whether it succeeded or failed: nothing reads ResultStatus`,
  hint: () => 'keep both and mark them, as in by UserId, ResultStatus',
  check: function* (search) {
    if (!schemaView(search) || readsField(search, 'ResultStatus')) return;
    const named = valuesComparedWith(search, 'Operation').filter(
      ({ value }) => findOperation(value)?.topic !== undefined,
    );
    const [first] = named;
    if (first) yield { span: first.span, values: { operation: first.value } };
  },
});

const lateRecords = defineLint<{ readonly operation: string }>({
  code: 'SPL2518',
  severity: 'info',
  doc: 'Records arrive late: minutes to an hour for most, up to 24 hours for the cmdlets of the compliance center. A scheduled search over a short range never sees them.',
  source: 'Microsoft, Search for eDiscovery activities in the audit log',
  bad: `${records} Operation="New-ComplianceSearch" earliest=-1h`,
  good: `${records} Operation="SearchCreated" earliest=-1h`,
  message: ({ operation }) => `records of ${operation} can arrive 24 hours after the event`,
  hint: () =>
    'look at the activity record as well (SearchCreated, SearchExported: 30 minutes), or search by _indextime over a day and more',
  check: function* (search) {
    if (!schemaView(search)) return;
    for (const { value, span } of valuesComparedWith(search, 'Operation')) {
      if (!findOperation(value)?.kinds.includes('compliance-cmdlet')) continue;
      yield { span, values: { operation: value } };
      return;
    }
  },
});

const repeated = defineLint<{ readonly call: string }>({
  code: 'SPL2519',
  severity: 'info',
  doc: 'The service delivers records more than once, up to a hundred times and more, and aggregates reading of mail: one record of type 50 stands for several messages (OperationCount).',
  source: 'Microsoft, Office 365 Management Activity API troubleshooting; observed: 3,900 of 5,373 records',
  bad: `${records} | stats count by UserId`,
  good: `${records} | stats dc(Id) as count by UserId`,
  message: ({ call }) => `${call} counts deliveries, not events: the service repeats records`,
  hint: () => 'write dc(Id), or put | dedup Id before it; add up OperationCount for messages read',
  check: function* (search) {
    const view = schemaView(search);
    if (!view || commandsNamed(search, 'dedup').length > 0 || readsField(search, 'Id')) return;
    for (const at of commandsNamed(search, 'stats', 'timechart', 'chart')) {
      if (at.before.aggregated || view.statesBefore(at) === undefined) continue;
      const count = aggregatesIn(at.command).find(
        ({ fn, arg }) => ['count', 'c', 'sum'].includes(fn) && arg?.kind !== 'eval-arg',
      );
      if (count) yield { span: count.span, values: { call: count.text } };
      return;
    }
  },
});

/** The label fields: case() over several flags, each condition about another field. */
function labels(search: LintedSearch) {
  return evalNodes(search).flatMap(({ expr, arg, at }) => {
    if (expr.kind !== 'call' || expr.name !== 'case' || arg.kind !== 'assignment' || arg.expr !== expr)
      return [];
    const flags = expr.args
      .filter((_, index) => index % 2 === 0)
      .flatMap((condition) =>
        expressionNodes(condition).flatMap((node) => (node.kind === 'field' ? [node.name] : [])),
      );
    return new Set(flags).size > 1
      ? [{ target: arg.target.name, flags: [...new Set(flags)], span: expr.span, at }]
      : [];
  });
}

const firstLabel = defineLint<{ readonly target: string; readonly flags: string }>({
  code: 'SPL2520',
  severity: 'info',
  doc: 'case() gives the first branch that fits. An event that shows two signals gets one label, and the other signal is lost for whatever groups by the label.',
  source: 'Comparison and Conditional functions, case',
  bad: `${records} | eval a=if(UserType=5, 1, 0), b=if(LogonType=1, 1, 0), kind=case(a=1, "app", b=1, "admin", true(), "other") | stats count by kind`,
  good: `${records} | eval a=if(UserType=5, 1, 0), b=if(LogonType=1, 1, 0), kind=mvappend(if(a=1, "app", null()), if(b=1, "admin", null())) | stats count by kind`,
  message: ({ target, flags }) =>
    `an event that satisfies several of ${flags} gets only the first label in ${target}`,
  hint: () => 'keep all of them with mvappend(if(...), if(...))',
  check: function* (search) {
    if (!schemaView(search)) return;
    const grouped = new Set(
      search.commands.flatMap(({ command }) => byFields(command).map(({ name }) => name)),
    );
    for (const { target, flags, span } of labels(search))
      if (grouped.has(target)) yield { span, values: { target, flags: flags.join(', ') } };
  },
});

const splitSignals = defineLint<{ readonly target: string; readonly others: string }>({
  code: 'SPL2521',
  severity: 'info',
  doc: 'Grouping by the label of a signal puts the signals of one user into different rows. No row then shows that several came together, and every count is per label.',
  source: 'Search Reference, stats',
  bad: `${records} | eval a=if(UserType=5, 1, 0), b=if(LogonType=1, 1, 0), kind=case(a=1, "app", b=1, "admin", true(), "other") | stats count by UserId, kind`,
  good: `${records} | eval a=if(UserType=5, 1, 0), b=if(LogonType=1, 1, 0) | stats count max(a) as app max(b) as admin by UserId`,
  message: ({ target, others }) =>
    `the signals of one ${others} are split over rows, one for each ${target}, so they never add up`,
  hint: ({ target }) => `leave ${target} out of by and keep values(${target}), or the maximum of each signal`,
  check: function* (search) {
    if (!schemaView(search)) return;
    const targets = new Set(labels(search).map(({ target }) => target));
    for (const { command } of commandsNamed(search, 'stats')) {
      const names = byFields(command);
      const label = names.find(({ name }) => targets.has(name));
      const others = names.filter(({ name }) => !targets.has(name)).map(({ name }) => name);
      if (label && others.length > 0)
        yield { span: label.span, values: { target: label.name, others: others.join(', ') } };
    }
  },
});

const serviceApplications = defineLint<{ readonly field: string }>({
  code: 'SPL2522',
  severity: 'info',
  doc: "Microsoft's own service applications read several mailboxes a day even in a small tenant, so a number of mailboxes alone marks them too.",
  source:
    'observed in the public invictus-ir records: one service application read 11 mailboxes, 7 of them in a day',
  bad: `${records} | stats dc(MailboxOwnerUPN) as mailboxes by UserId | where mailboxes >= 5`,
  good: `${records} NOT ClientAppId IN (f3f64fec-ecee-4e9a-9eed-a36a5e421300) | stats dc(MailboxOwnerUPN) as mailboxes by UserId | where mailboxes >= 5`,
  message: ({ field }) =>
    `${field} as a threshold also marks Microsoft's service applications, which read many mailboxes`,
  hint: () => 'exclude known first-party applications by ClientAppId, in a list that can be reviewed',
  check: function* (search) {
    if (!schemaView(search) || readsField(search, '(Client)?AppId')) return;
    for (const at of commandsNamed(search, 'stats')) {
      const counts = aggregatesIn(at.command).filter(
        ({ fn, arg }) =>
          ['dc', 'distinct_count'].includes(fn) &&
          arg?.kind === 'field-name' &&
          arg.name.startsWith('Mailbox'),
      );
      const names = new Set(counts.map(({ as, text }) => as?.name ?? text));
      for (const expr of laterComparisons(search, at))
        if (
          expr.kind === 'binary' &&
          ['>', '>='].includes(expr.op) &&
          expr.left.kind === 'field' &&
          names.has(expr.left.name)
        )
          yield { span: expr.span, values: { field: expr.left.name } };
    }
  },
});

export const adviceLints: readonly Lint[] = [
  sometimesAbsent,
  identityCase,
  oneOwner,
  otherClients,
  mainRecord,
  purpose,
  noStatus,
  lateRecords,
  repeated,
  firstLabel,
  splitSignals,
  serviceApplications,
];
