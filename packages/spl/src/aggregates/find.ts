import type { AggregateDefinition } from './define.ts';
import { aggregates } from './table.ts';

const byName: ReadonlyMap<string, AggregateDefinition> = new Map(
  aggregates.flatMap((definition) =>
    definition.family
      ? []
      : [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);

/** The aggregate of that name, with the number in the name of a family (`perc95` gives 95). */
export function findAggregate(
  name: string,
): { readonly definition: AggregateDefinition; readonly parameter: number } | null {
  const definition = byName.get(name);
  if (definition) return { definition, parameter: 0 };
  for (const family of aggregates) {
    const match = family.family?.pattern.exec(name);
    if (match) return { definition: family, parameter: Number(match[1]) };
  }
  return null;
}

export function aggregateNames(): readonly string[] {
  return [...byName.keys()];
}
