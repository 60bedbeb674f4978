import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isoSeconds, parseDay } from '../calendar.ts';
import { generate } from '../generate.ts';
import type { GenerateOptions } from '../options.ts';
import { dayOfLine, idOfLine } from '../scene.ts';
import type { GroundTruth, TruthFile } from '../truth.ts';
import { truthText } from './dataset.ts';
import { examplesReadme } from './examples-readme.ts';
import { type ExportFormat, FORMATS } from './formats.ts';
import type { WriteHooks } from './progress.ts';
import { createTextFile } from './text-file.ts';

export interface WrittenExamples {
  readonly directory: string;
  readonly files: readonly string[];
  readonly truth: GroundTruth;
}

/** The options of the data set that ships with the project; its files are under 5 MB together. */
export const EXAMPLES_OPTIONS = { seed: 20_260_302, events: 53_000 } as const satisfies GenerateOptions;

/** All lines are held until their file is written. */
const MAXIMUM_EVENTS = 200_000;
const DAY_SECONDS = 86_400;
const GZIP_LEVEL = 9;

/** A file of the examples and the lines that belong in it. */
interface Shelf {
  readonly name: string;
  readonly format: ExportFormat;
  readonly lines: string[];
}

/** Days that come in a form of their own, by their number in the window: those on which something was planted, and a quiet Sunday. */
const OTHER_FORMS: readonly {
  readonly day: number;
  readonly name: (day: string) => string;
  readonly format: ExportFormat;
  /** Workloads that the form has; the others of that day stay in the NDJSON. */
  readonly workloads?: readonly string[];
}[] = [
  { day: 3, name: (day) => `purview-${day}.csv.gz`, format: FORMATS.purviewCsv },
  { day: 6, name: (day) => `api-blob-${day}.json.gz`, format: FORMATS.apiBlob },
  { day: 9, name: (day) => `search-unifiedauditlog-${day}.json.gz`, format: FORMATS.unifiedAuditLogJson },
  {
    day: 10,
    name: (day) => `sentinel-officeactivity-${day}.csv.gz`,
    format: FORMATS.sentinelCsv,
    workloads: ['Exchange', 'SharePoint', 'OneDrive'],
  },
];

/** Writes a data set as a case folder: two weeks of NDJSON, four days of them in other export formats, ground-truth.json and
 *  README.md. Lines are the same on every machine; compressed bytes can differ where Node was built with another zlib.
 *  Throws a RangeError for options out of range (14 days, at most 200 000 events). */
export async function writeExamples(
  directory: string,
  options: GenerateOptions = EXAMPLES_OPTIONS,
  hooks: WriteHooks = {},
): Promise<WrittenExamples> {
  const data = generate(options);
  const { events: totalEvents } = data.truth.counts;
  if (data.truth.options.days !== 14) {
    throw new RangeError(`examples are of 14 days; days is ${data.truth.options.days}`);
  }
  if (totalEvents > MAXIMUM_EVENTS) {
    throw new RangeError(
      `examples have at most ${MAXIMUM_EVENTS} events; events is ${totalEvents}. One large file: writeDataset`,
    );
  }
  const { shelves, fileOf } = fillShelves(data, parseDay(data.truth.options.start));
  await mkdir(directory, { recursive: true });
  const files: TruthFile[] = [];
  let [events, bytes] = [0, 0];
  for (const shelf of shelves) {
    hooks.signal?.throwIfAborted();
    const { name, format, lines } = shelf;
    const summary = await writeShelf(directory, shelf);
    events += lines.length;
    bytes += summary.bytes;
    files.push({ name, format: format.title, records: lines.length, sha256: summary.sha256 });
    hooks.onProgress?.({ events, totalEvents, bytes });
  }
  const incidents = data.truth.incidents.map((incident) => {
    const names = [...incident.recordIds, ...incident.contextRecordIds].flatMap((id) => [
      ...(fileOf.get(id) ?? []),
    ]);
    return { ...incident, files: [...new Set(names)].sort() };
  });
  const truth = { ...data.truth, files, incidents };
  await writeFile(join(directory, 'ground-truth.json'), truthText(truth));
  await writeFile(join(directory, 'README.md'), examplesReadme(truth));
  return { directory, files: files.map(({ name }) => name), truth };
}

async function writeShelf(directory: string, { name, format, lines }: Shelf) {
  const file = createTextFile(join(directory, name), GZIP_LEVEL);
  try {
    for (const text of format.encode(lines)) {
      if (!file.append(text)) await file.drain();
    }
    return await file.close();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** Sorts the lines into files: the first delivery of a record of one of the special days into that day's file, everything else
 *  into the week in which it came. So a second delivery often lies in another file than the first. */
function fillShelves(data: ReturnType<typeof generate>, start: number) {
  const dayName = (day: number) => isoSeconds(start + day * DAY_SECONDS).slice(0, 10);
  const weeks = [0, 7].map(
    (day): Shelf => ({
      name: `audit-${dayName(day)}-to-${dayName(day + 6)}.ndjson.gz`,
      format: FORMATS.ndjson,
      lines: [],
    }),
  );
  const special = OTHER_FORMS.map(({ day, name, format, workloads }) => ({
    date: dayName(day),
    workloads: workloads?.map((workload) => `"Workload":"${workload}"`),
    shelf: { name: name(dayName(day)), format, lines: [] } as Shelf,
  }));
  const fileOf = new Map<string, Set<string>>();
  let week = weeks[0];
  const onWindow = (epochSeconds: number) => {
    week = weeks[epochSeconds < start + 7 * DAY_SECONDS ? 0 : 1];
  };
  for (const line of data.events(onWindow)) {
    const id = idOfLine(line);
    const before = fileOf.get(id);
    const own = before ? undefined : special.find(({ date }) => date === dayOfLine(line));
    const isOfForm = own?.workloads?.some((workload) => line.includes(workload)) ?? true;
    const shelf = own && isOfForm ? own.shelf : week;
    shelf?.lines.push(line);
    if (shelf) fileOf.set(id, new Set([...(before ?? []), shelf.name]));
  }
  return { shelves: [...weeks, ...special.map(({ shelf }) => shelf)], fileOf };
}
