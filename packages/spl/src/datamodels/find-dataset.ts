import { cimDataSets } from './cim.ts';
import type { DataSet } from './define.ts';

/** A dataset with those that it inherits from, root first and itself last. */
export interface FoundDataSet {
  readonly lineage: readonly DataSet[];
  /** Names that may stand before a field name: of the lineage and of all datasets below. */
  readonly prefixes: ReadonlySet<string>;
}

/** The datasets of a model in the order of its table; `own` stands in for built-in ones of the same name. */
export function dataSetsOf(model: string, own: readonly DataSet[]): readonly DataSet[] {
  const builtIn = cimDataSets.filter((one) => one.model === model);
  const given = own.filter((one) => one.model === model);
  const named = new Map(given.map((one) => [one.dataset, one]));
  const inherited = ({ dataset, parent }: DataSet): string | undefined =>
    parent ?? builtIn.find((one) => one.dataset === dataset)?.parent;
  const replaced = builtIn.filter((one) => !named.has(one.dataset));
  // A dataset that names no parent keeps the one of the built-in dataset that it stands in for.
  const complete = given.map((one): DataSet => {
    const parent = inherited(one);
    return parent === undefined ? one : { ...one, parent };
  });
  return [...complete, ...replaced];
}

export function modelNames(own: readonly DataSet[]): readonly string[] {
  return [...new Set([...own, ...cimDataSets].map((one) => one.model))];
}

/** The dataset of that name, or where none is named the one that a search most likely means: see `prefer`. */
export function findDataSet(
  all: readonly DataSet[],
  name: string | null,
  prefer: readonly string[],
): FoundDataSet | null {
  const wanted = name ?? prefer.find((one) => all.some((two) => two.dataset === one));
  const start = wanted === undefined ? all[0] : all.find((one) => one.dataset === wanted);
  if (!start) return null;
  // A search that names fields of a child but no dataset reads the root, as `datamodel=Change` does.
  const lineage = lineageOf(start, all);
  const root = lineage[0];
  const found = name === null && root ? [root] : lineage;
  const below = all.filter((one) => lineageOf(one, all).some((two) => two === found.at(-1)));
  return { lineage: found, prefixes: new Set([...found, ...below].map((one) => one.dataset)) };
}

/** From the root down to the dataset. A circle, which only a wrong definition has, ends where it closes. */
export function lineageOf(dataset: DataSet, all: readonly DataSet[]): readonly DataSet[] {
  const line: DataSet[] = [];
  let at: DataSet | undefined = dataset;
  while (at && !line.includes(at)) {
    line.unshift(at);
    const { parent }: DataSet = at;
    at = parent === undefined ? undefined : all.find((one) => one.dataset === parent);
  }
  return line;
}

/** The fields of a dataset that its model computes, and those that are the events' own. */
export function fieldNamesOf({ lineage }: FoundDataSet): {
  readonly defined: readonly string[];
  readonly plain: readonly string[];
} {
  const defined = new Set(lineage.flatMap(({ fields = {} }) => Object.keys(fields)));
  return { defined: [...defined], plain: lineage.flatMap(({ plainFields = [] }) => plainFields) };
}
