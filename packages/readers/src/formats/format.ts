import type { CsvDialect } from '../csv/csv-dialect.ts';
import type { InputMapping } from '../mapping/input-mapping.ts';
import type { JsonSample } from './json-sample.ts';

/** How a file is read; plain data, so that it can be shown. */
export type ReadPlan =
  /** The engine reads the file itself: a canonical record on each line. */
  | { readonly how: 'in-place' }
  | { readonly how: 'json-lines' }
  /** JSON values in any arrangement; `containers` name the members whose arrays hold the records. */
  | { readonly how: 'json-values'; readonly containers: readonly string[] }
  | { readonly how: 'csv'; readonly delimiter: string; readonly skipLines: number }
  /** Event elements, one after the other. */
  | { readonly how: 'event-xml' }
  /** Chunks of a Windows event log. */
  | { readonly how: 'evtx' }
  /** Lines of a W3C extended log. */
  | { readonly how: 'w3c' }
  /** Lines of a log that Exchange Server writes. */
  | { readonly how: 'exchange-log' }
  /** A message of syslog on each line. */
  | { readonly how: 'syslog' }
  /** Recognised, and not read: the reason in words. */
  | { readonly how: 'none'; readonly reason: string };

/** The beginning of a file's decompressed content, with what several formats ask about it. */
export interface Sample {
  /** As decompressed, before any decoding of text. */
  readonly bytes: Buffer;
  /** The same as UTF-8 without a byte order mark. */
  readonly utf8: Buffer;
  readonly text: string;
  /** True when this is the whole file. */
  readonly isWhole: boolean;
  /** Plain UTF-8 as it is in the file: no mark, no other encoding. */
  readonly isPlainUtf8: boolean;
  readonly json: JsonSample | null;
  readonly csv: CsvDialect | null;
}

/** `certain`: nothing else looks like it. `likely`: other things could. `guess`: nothing else fits. */
export type Sureness = 'certain' | 'likely' | 'guess';

export interface Recognition {
  /** What in the content told it, in words. */
  readonly why: string;
  readonly plan: ReadPlan;
  /** How its records become events, where they hold no audit record. */
  readonly mapping?: InputMapping;
  /** Default `certain`. */
  readonly sure?: Sureness;
}

/** What a responder wants to know of a log source. */
export interface SourceDoc {
  /** Of its events; `<…>` stands for what an event says. */
  readonly sourcetypes: readonly string[];
  /** What in the content tells it, in words; the name of a file plays no part. */
  readonly recognisedBy: string;
  /** What one does to get such a file: cmdlets, or the way through menus. */
  readonly howToGet: string;
}

/** One format: how it is told and how it is read. */
export interface Format {
  readonly id: string;
  /** As shown to the user. */
  readonly title: string;
  /** Null for what is told only to say why it is not read. */
  readonly doc: SourceDoc | null;
  recognise(sample: Sample): Recognition | null;
}
