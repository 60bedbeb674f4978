import { joinSql, quoteInteger, quoteText, type Sql, sql } from '@sealbreak/spl';
import type { EventOrigin } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import type { NumberedFile } from '../source/record-source.ts';
import type { LoadRequest } from './request.ts';

interface OriginRequest {
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly load: LoadRequest;
  /** When the load began, epoch seconds. */
  readonly indexTime: number;
}

/**
 * What the engine knows of an event besides its record; the time is in the column `t`.
 * @param file the number of its file, on a row.
 * @param order its place in reading order, on a row.
 */
export function eventOrigin(
  { files, kind, load, indexTime }: OriginRequest,
  file: Sql,
  order: Sql,
): EventOrigin {
  return {
    ordinal: sql`(${order})::DOUBLE`,
    time: sql`t`,
    indexTime: sql`${quoteInteger(indexTime)}::DOUBLE`,
    index: quoteText(load.index ?? kind.index),
    sourcetype: quoteText(kind.sourcetype),
    source: sourceOf(files, file),
    host: quoteText(load.host ?? 'sealbreak'),
  };
}

function sourceOf(files: readonly NumberedFile[], number: Sql): Sql {
  const [first] = files;
  if (first !== undefined && files.length === 1) return quoteText(first.file.source);
  const sources = joinSql(
    files.map(({ file }) => quoteText(file.source)),
    sql`, `,
  );
  const numbers = joinSql(
    files.map(({ number }) => quoteInteger(number)),
    sql`, `,
  );
  const isRun = files.every(({ number }, index) => number === (first?.number ?? 0) + index);
  if (isRun) return sql`([${sources}])[${number}::BIGINT - ${quoteInteger(first?.number ?? 0)} + 1]`;
  return sql`([${sources}])[list_position([${numbers}], ${number}::BIGINT)]`;
}
