import { defineLint, type Finding, type Lint } from '../define-lint.ts';
import { type LintedSearch, remembered } from '../linted-search.ts';
import { explain, type Impossible } from './explain.ts';
import { spellings } from './facts/values.ts';
import { schemaView } from './schema-view.ts';

/** The parts of conditions that no record can satisfy, with the reason. */
const allImpossible = remembered((search): readonly Finding<Impossible>[] => {
  const view = schemaView(search);
  return (view?.asked ?? []).flatMap((asked) => {
    if (asked.states.length === 0 || asked.kept.length > 0) return [];
    const reason = explain(asked, view?.asked ?? [], search);
    return reason ? [{ span: asked.span, values: reason }] : [];
  });
});

/** Those with one kind of reason. */
function* impossible<K extends Impossible['kind']>(search: LintedSearch, kind: K) {
  // The kind is that of the type parameter, which narrowing does not follow.
  for (const { span, values } of allImpossible(search))
    if (values.kind === kind) yield { span, values: values as Extract<Impossible, { kind: K }> };
}

const source = 'facts of packages/spl/src/lint/schema/facts, each with its own source';
const records = 'index=o365 sourcetype="o365:management:activity"';

export const proofLints: readonly Lint[] = [
  defineLint<Extract<Impossible, { kind: 'elsewhere' }>>({
    code: 'SPL2501',
    severity: 'warning',
    doc: 'Each operation is logged with one workload and a few record types. A filter on another one excludes it, and the clause never holds.',
    source,
    bad: `${records} Workload=Exchange Operation="New-ComplianceSearch"`,
    good: `${records} Workload=SecurityComplianceCenter Operation="New-ComplianceSearch"`,
    message: ({ value, filter, place }) => `${value} is never logged with ${filter}; it is in ${place}`,
    hint: ({ place }) => `widen the filter to ${place}, or drop this value`,
    check: (search) => impossible(search, 'elsewhere'),
  }),
  defineLint<Extract<Impossible, { kind: 'never-logged' }>>({
    code: 'SPL2502',
    severity: 'warning',
    doc: 'Some names that detections look for are never written to this log: cmdlets of on-premises servers, retired or misspelt ones, and reading cmdlets.',
    source,
    bad: `${records} Operation="New-MailboxExportRequest"`,
    good: `${records} Operation=SearchExported`,
    message: ({ value, why }) => `${value} is never in this log: ${why}`,
    hint: () => 'drop it here and look for it in the log that has it (docs of the data source)',
    check: (search) => impossible(search, 'never-logged'),
  }),
  defineLint<Extract<Impossible, { kind: 'same-identity' }>>({
    code: 'SPL2503',
    severity: 'warning',
    doc: 'Records that only the owner of a mailbox makes have the same user and owner, so a comparison that looks for others never holds.',
    source,
    bad: `${records} | where Operation="MailboxLogin" AND UserId!=MailboxOwnerUPN`,
    good: `${records} | where Operation="MailItemsAccessed" AND lower(UserId)!=lower(MailboxOwnerUPN)`,
    message: ({ text, why }) => `${text} never holds here: ${why}`,
    hint: () => 'look at MailItemsAccessed, FolderBind and AttachmentAccess, or at LogonType 1 and 2',
    check: (search) => impossible(search, 'same-identity'),
  }),
  defineLint<Extract<Impossible, { kind: 'never-sent' }>>({
    code: 'SPL2504',
    severity: 'warning',
    doc: 'A client is known by the agent that it sends. Names of tools and of library files are not sent.',
    source,
    bad: `${records} | where like(lower(ClientInfoString), "%mailsniper%")`,
    good: `${records} | where like(lower(ClientInfoString), "%exchangeservicesclient/%")`,
    message: ({ text, why }) => `no known client sends ${text} as agent: ${why}`,
    hint: () => 'match the agent that is sent, as in "%exchangeservicesclient/%"',
    check: (search) => impossible(search, 'never-sent'),
  }),
  defineLint<Extract<Impossible, { kind: 'absent' }>>({
    code: 'SPL2505',
    severity: 'warning',
    doc: 'Kinds of records differ in their fields. A condition on a field that the selected kind never has is never true.',
    source,
    bad: `${records} RecordType=50 ClientIP="192.0.2.*"`,
    good: `${records} RecordType=50 ClientIPAddress="192.0.2.*"`,
    message: ({ field, records: which }) =>
      `${field} is never present in the records that are left (${which})`,
    hint: () => 'use a field that these records have, or widen the filter before',
    check: (search) => impossible(search, 'absent'),
  }),
  defineLint<Extract<Impossible, { kind: 'not-a-value' }>>({
    code: 'SPL2506',
    severity: 'warning',
    doc: 'Fields with fixed values are written in one way: LogonType and UserType are numbers, and eval compares letter case.',
    source,
    bad: `${records} | where LogonType="Delegate"`,
    good: `${records} | where LogonType=2`,
    message: ({ field, value, values }) => `${field} is never "${value}"; its values are ${values}`,
    hint: () => 'write the value as the records have it',
    check: (search) => impossible(search, 'not-a-value'),
  }),
  defineLint<Extract<Impossible, { kind: 'folded' }>>({
    code: 'SPL2507',
    severity: 'warning',
    doc: 'Followed through eval, if, case, where and stats, the condition can be true for no record: what it asks for was excluded by earlier stages.',
    source,
    bad: `${records} Workload=Exchange | eval hit=if(Operation="SearchCreated", 1, 0) | where hit=1`,
    good: `${records} Workload=SecurityComplianceCenter | eval hit=if(Operation="SearchCreated", 1, 0) | where hit=1`,
    message: ({ text, facts }) => `${text} can never hold: ${facts} here`,
    hint: () => 'remove it, or repair the clause before that was to make it true',
    check: (search) => impossible(search, 'folded'),
  }),
  defineLint<{ readonly text: string }>({
    code: 'SPL2510',
    severity: 'warning',
    doc: 'The branches of case() before this one already take every row that can come here, so its value is never given.',
    source,
    bad: `${records} | eval mail=1, kind=case(mail=1, "mail", Operation="Send", "sent", true(), "other")`,
    good: `${records} | eval kind=case(Operation="Send", "sent", true(), "mail")`,
    message: ({ text }) => `no row gets as far as ${text}: the branches before it take all of them`,
    hint: () => 'remove the branch, or repair the clause that was to leave rows for it',
    check: function* (search) {
      for (const { span, states, condition } of schemaView(search)?.asked ?? []) {
        const isDefault =
          condition.kind === 'eval' && condition.expr.kind === 'call' && condition.expr.name === 'true';
        const isReached = states.length > 0 || condition.kind === 'search' || isDefault;
        if (!isReached) yield { span, values: { text: search.text.slice(span.start, span.end) } };
      }
    },
  }),
  defineLint<{ readonly text: string }>({
    code: 'SPL2508',
    severity: 'info',
    doc: 'The condition is true for every row that reaches it and filters nothing.',
    source,
    bad: `${records} | stats count by UserId | where count > 0`,
    good: `${records} | stats count by UserId | where count > 5`,
    message: ({ text }) => `${text} holds for every row that reaches it`,
    hint: () => 'remove it',
    check: function* (search) {
      for (const { condition, span, states, kept, canFail, isFilter } of schemaView(search)?.asked ?? []) {
        if (
          states.length === 0 ||
          kept.length < states.length ||
          canFail ||
          condition.kind !== 'eval' ||
          !isFilter
        )
          continue;
        if (condition.expr.kind === 'binary')
          yield { span, values: { text: search.text.slice(span.start, span.end) } };
      }
    },
  }),
  defineLint<{ readonly field: string; readonly value: string; readonly written: string }>({
    code: 'SPL2509',
    severity: 'warning',
    doc: 'eval and where compare letter case, other than a search. A value in another case than the records have is never equal.',
    source,
    bad: `${records} | where Workload="exchange"`,
    good: `${records} | where Workload="Exchange"`,
    message: ({ field, value, written }) =>
      `${field} is written "${written}" and eval compares letter case, so "${value}" is never equal`,
    hint: ({ written }) => `write "${written}"`,
    check: function* (search) {
      for (const { condition, span } of schemaView(search)?.asked ?? []) {
        if (condition.kind !== 'eval' || condition.expr.kind !== 'binary' || condition.expr.op !== '=')
          continue;
        const { left, right } = condition.expr;
        if (left.kind !== 'field' || right.kind !== 'string') continue;
        const known = Object.hasOwn(spellings, left.name) ? spellings[left.name] : undefined;
        const written = known?.find((each) => each.toLowerCase() === right.value.toLowerCase());
        if (written !== undefined && !known?.includes(right.value))
          yield { span, values: { field: left.name, value: right.value, written } };
      }
    },
  }),
];
