import { clickhouse, joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import { openServer, type ServerOptions } from '../clickhouse/server.ts';

export interface LakeOptions {
  readonly database: string;
  /** Absent: one server. With a cluster, replicas of each shard and a table over all of them. */
  readonly cluster?: string;
  /** Days after which an event, by its own time, is deleted, at most RETENTION_DAYS_MAX; absent: never. */
  readonly retentionDays?: number;
}

/** Fields that most detections read, each with a column of its own. Null and the empty text differ in SPL. */
const hotFields: readonly { readonly name: string; readonly isFew: boolean }[] = [
  { name: 'OrganizationId', isFew: true },
  { name: 'Operation', isFew: true },
  { name: 'Workload', isFew: true },
  { name: 'RecordType', isFew: true },
  { name: 'ResultStatus', isFew: true },
  { name: 'UserType', isFew: true },
  { name: 'LogonType', isFew: true },
  { name: 'UserId', isFew: false },
  { name: 'MailboxOwnerUPN', isFew: false },
  { name: 'ObjectId', isFew: false },
  { name: 'ClientIP', isFew: false },
  { name: 'ClientIPAddress', isFew: false },
  { name: 'ClientInfoString', isFew: true },
  { name: 'AppId', isFew: true },
  { name: 'ClientAppId', isFew: true },
  { name: 'SessionId', isFew: false },
];

/**
 * The statements that make the lake's tables on ClickHouse; each does nothing where its table is there already. Copies of
 * an event have its id and its time, so they meet in one partition and, on a cluster, in one shard; the copy that came
 * first stays.
 */
export function lakeStatements({ database, cluster, retentionDays }: LakeOptions): readonly Sql[] {
  const quote = clickhouse.quoteIdentifier;
  const inDatabase = (table: Sql): Sql => sql`${quote(database)}.${table}`;
  const everywhere = cluster === undefined ? sql`` : sql` ON CLUSTER ${quote(cluster)}`;
  const made = sql`CREATE DATABASE IF NOT EXISTS ${quote(database)}${everywhere}`;
  const body = tableBody(retentionDays);
  if (cluster === undefined) {
    const events = sql`CREATE TABLE IF NOT EXISTS ${inDatabase(sql`events`)}`;
    return [made, sql`${events}\n${body(sql`ReplacingMergeTree(_version)`)}`];
  }
  // {uuid}, {shard} and {replica} are macros of the server.
  const replicated = sql`ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', _version)`;
  const local = inDatabase(sql`events_local`);
  const names = [clickhouse.quoteText(cluster), clickhouse.quoteText(database)];
  const target = joinSql([...names, sql`'events_local'`, sql`cityHash64(event_id)`], sql`, `);
  return [
    made,
    sql`CREATE TABLE IF NOT EXISTS ${local}${everywhere}\n${body(replicated)}`,
    sql`CREATE TABLE IF NOT EXISTS ${inDatabase(sql`events`)}${everywhere} AS ${local}\nENGINE = Distributed(${target})`,
  ];
}

/** Most days of a retention: with `expiryBase` the last that ClickHouse can tell, in 2106, is not passed. */
export const RETENTION_DAYS_MAX = 10_000;

/** A time whose end of retention wraps around would be deleted at once, as would one before 1970 that turns out late. */
const expiryBase: Sql = sql`toDateTime(least(greatest(_time, toDateTime64(0, 6, 'UTC')), toDateTime64('2070-01-01 00:00:00', 6, 'UTC')))`;

function tableBody(retentionDays: number | undefined): (engine: Sql) => Sql {
  const hot = hotFields.map(({ name, isFew }) => {
    const type = isFew ? sql`LowCardinality(Nullable(String))` : sql`Nullable(String) CODEC(ZSTD(1))`;
    return sql`${clickhouse.quoteIdentifier(name)} ${type}`;
  });
  const columns = [
    sql`event_id String CODEC(ZSTD(1))`,
    sql`_time DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1))`,
    sql`_indextime DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1))`,
    sql`${clickhouse.quoteIdentifier('index')} LowCardinality(String)`,
    sql`sourcetype LowCardinality(String)`,
    sql`source LowCardinality(String)`,
    sql`host LowCardinality(String)`,
    ...hot,
    sql`_raw String CODEC(ZSTD(3))`,
    // The greatest version stays: that of the earliest copy.
    sql`_version UInt64 MATERIALIZED 18446744073709551615 - toUInt64(greatest(0, toUnixTimestamp64Milli(_indextime))) CODEC(ZSTD(1))`,
  ];
  const ttl =
    retentionDays === undefined
      ? sql``
      : sql`\nTTL ${expiryBase} + INTERVAL ${quoteInteger(retentionDays)} DAY DELETE\nSETTINGS ttl_only_drop_parts = 1`;
  return (engine) =>
    sql`(\n  ${joinSql(columns, sql`,\n  `)}\n)\nENGINE = ${engine}\nPARTITION BY toYYYYMMDD(_time)\nORDER BY (sourcetype, _time, event_id)${ttl}`;
}

/** Runs statements on a server, one after the other. Every failure is an `EngineError`. */
export async function runOnServer(options: ServerOptions, statements: readonly Sql[]): Promise<void> {
  const server = await openServer(options);
  try {
    for (const statement of statements) await server.run(statement);
  } finally {
    await server.close();
  }
}
