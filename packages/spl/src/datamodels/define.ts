/** A dataset of a data model: which events it has, and what its fields are made of. */
export interface DataSet {
  readonly model: string;
  readonly dataset: string;
  /** The dataset whose constraint and fields it inherits. */
  readonly parent?: string;
  /** A search expression that every event of the dataset satisfies, besides those of its parents; empty: every event. */
  readonly constraint: string;
  /**
   * Eval expressions over the events' fields, by the name that they define. A field that is not listed is the events'
   * field of that name.
   */
  readonly fields?: Readonly<Record<string, string>>;
  /** Further fields, which are the events' own of that name: known to a listing of all fields. */
  readonly plainFields?: readonly string[];
}

/** A row of a table of datasets: names are separated by blanks. */
export interface DataSetRow {
  readonly dataset: string;
  readonly parent?: string;
  readonly constraint: string;
  /** Fields that are `unknown` where the event has no value, or an empty one. */
  readonly unknown?: string;
  readonly plain?: string;
  readonly computed?: Readonly<Record<string, string>>;
}

/** The datasets of a model, from its table. */
export function dataModel(model: string, rows: readonly DataSetRow[]): readonly DataSet[] {
  return rows.map(({ dataset, parent, constraint, unknown = '', plain = '', computed = {} }) => ({
    model,
    dataset,
    ...(parent === undefined ? {} : { parent }),
    constraint,
    fields: {
      ...Object.fromEntries(words(unknown).map((name) => [name, orUnknown(name)])),
      ...computed,
    },
    plainFields: words(plain),
  }));
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function orUnknown(name: string): string {
  return `if(isnull('${name}') OR '${name}'="", "unknown", '${name}')`;
}
