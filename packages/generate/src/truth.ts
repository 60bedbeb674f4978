import type { DetectionType, Incident, Signal, Verdict } from './attacks/incident.ts';
import { isoSeconds } from './calendar.ts';
import type { ResolvedOptions } from './options.ts';
import { idOfLine } from './scene.ts';
import type { Tenant } from './tenant.ts';

/** A cell as searches give it: no value is null, one value is the scalar, more are a list. */
export type ExpectedCell = null | number | string | readonly string[];

/** A row that the starting detection must give, by its column names. Times are epoch seconds; duplicates are counted once. */
export interface ExpectedRow {
  readonly FirstSeen: number;
  readonly LastSeen: number;
  readonly UserId: string;
  readonly DetectionType: DetectionType;
  readonly RiskLevel: 'High' | 'Medium';
  readonly EventCount: number;
  readonly DistinctMailboxes: number;
  readonly Operations: ExpectedCell;
  readonly ClientIPs: ExpectedCell;
  readonly UserAgents: ExpectedCell;
  readonly MaxScore: number;
}

export interface TruthIncident {
  readonly id: string;
  readonly title: string;
  readonly technique: Incident['technique'];
  readonly verdict: Verdict;
  readonly actor: string;
  readonly mailboxes: readonly string[];
  readonly firstTime: string;
  readonly lastTime: string;
  readonly expectedByStartingDetection: boolean;
  readonly explanation: string;
  /** Files that hold a record of it; filled in when files are written. */
  readonly files: readonly string[];
  /** Records of the access itself. */
  readonly recordIds: readonly string[];
  /** Records of what led to it: sign-ins, roles, consents. */
  readonly contextRecordIds: readonly string[];
  /** Of the two lists above, the records that the service delivered twice. */
  readonly duplicatedRecordIds: readonly string[];
}

/** A file of a written data set. */
export interface TruthFile {
  readonly name: string;
  readonly format: string;
  /** Records in it, duplicates included. */
  readonly records: number;
  /** SHA-256 of the content, uncompressed: compressed bytes depend on the build of zlib. */
  readonly sha256: string;
}

/** What was planted. Its first key marks the file: a reader that finds `"sealbreak":"ground-truth"` there must skip it. */
export interface GroundTruth {
  readonly sealbreak: 'ground-truth';
  readonly version: 1;
  readonly options: ResolvedOptions;
  readonly tenant: { readonly name: string; readonly domain: string; readonly organizationId: string };
  readonly counts: {
    /** Lines in all, and how many of them have an Id of their own. */
    readonly events: number;
    readonly records: number;
    readonly duplicates: number;
    readonly plantedRecords: number;
  };
  readonly files: readonly TruthFile[];
  readonly expectedRows: readonly ExpectedRow[];
  readonly incidents: readonly TruthIncident[];
}

export function createTruth(
  options: ResolvedOptions,
  tenant: Tenant,
  plot: readonly Incident[],
  duplicates: number,
): GroundTruth {
  return {
    sealbreak: 'ground-truth',
    version: 1,
    options,
    tenant: { name: tenant.name, domain: tenant.domain, organizationId: tenant.organizationId },
    counts: {
      events: options.events,
      records: options.events - duplicates,
      duplicates,
      plantedRecords: plot.reduce((sum, incident) => sum + incident.events.length, 0),
    },
    files: [],
    expectedRows: expectedRows(plot),
    incidents: plot.map(describeIncident),
  };
}

function describeIncident(incident: Incident): TruthIncident {
  const { id, title, technique, verdict, actor, mailboxes } = incident;
  const times = incident.events.filter(({ role }) => role === 'act').map((event) => event.at);
  const ids = (of: typeof incident.events) => of.map(({ line }) => idOfLine(line));
  return {
    id,
    title,
    technique,
    verdict,
    actor,
    mailboxes,
    firstTime: isoSeconds(Math.min(...times)),
    lastTime: isoSeconds(Math.max(...times)),
    expectedByStartingDetection: incident.expectedByStartingDetection,
    explanation: incident.explanation,
    files: [],
    recordIds: ids(incident.events.filter(({ role }) => role === 'act')),
    contextRecordIds: ids(incident.events.filter(({ role }) => role === 'context')),
    duplicatedRecordIds: ids(
      incident.events.filter(({ repeatAfterHours }) => repeatAfterHours !== undefined),
    ),
  };
}

interface Seen {
  readonly at: number;
  readonly signal: Signal;
}

/** The rows from what the plot intends, in the order of the detection's sort, ties by UserId and DetectionType. */
function expectedRows(plot: readonly Incident[]): ExpectedRow[] {
  const groups = new Map<string, Seen[]>();
  for (const { at, signal } of plot.flatMap((incident) => incident.events)) {
    if (!signal) continue;
    const key = JSON.stringify([signal.userId, signal.detection]);
    const group = groups.get(key);
    if (group) group.push({ at, signal });
    else groups.set(key, [{ at, signal }]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, seen]) => expectedRow(seen))
    .sort((a, b) => b.MaxScore - a.MaxScore || b.DistinctMailboxes - a.DistinctMailboxes);
}

function expectedRow(seen: readonly Seen[]): ExpectedRow {
  const times = seen.map(({ at }) => at);
  const signals = seen.map(({ signal }) => signal);
  const mailboxes = new Set(signals.flatMap(({ mailbox }) => mailbox ?? [])).size;
  const maxScore = Math.max(...signals.map(({ score }) => score));
  const [first] = signals;
  if (!first) throw new RangeError('a group without a signal');
  const high = maxScore >= 2 || mailboxes >= 5 || first.detection === 'ExchangeCollectionCmdlet';
  return {
    FirstSeen: Math.min(...times),
    LastSeen: Math.max(...times),
    UserId: first.userId,
    DetectionType: first.detection,
    RiskLevel: high ? 'High' : 'Medium',
    EventCount: signals.length,
    DistinctMailboxes: mailboxes,
    Operations: cell(signals.map(({ operation }) => operation)),
    ClientIPs: cell(signals.flatMap(({ clientIp }) => clientIp ?? [])),
    UserAgents: cell(signals.flatMap(({ agent }) => agent ?? [])),
    MaxScore: maxScore,
  };
}

/** Distinct values in the order of their code points (all are ASCII, where sort() gives the same order). */
function cell(values: readonly string[]): ExpectedCell {
  const distinct = [...new Set(values)].sort();
  return distinct.length === 0 ? null : distinct.length === 1 ? (distinct[0] ?? null) : distinct;
}
