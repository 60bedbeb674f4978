import { parseAllDocuments } from 'yaml';

type YamlRecord = Readonly<Record<string, unknown>>;

/** The mappings of a YAML text: each document is one, or a list of them. What is malformed is told, and left out. */
export function yamlRecords(text: string): {
  readonly records: readonly YamlRecord[];
  readonly faults: readonly string[];
} {
  const documents = parseAllDocuments(text);
  const records: YamlRecord[] = [];
  const faults: string[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) {
      faults.push(error.message.split('\n', 1)[0] ?? 'it is no YAML');
      continue;
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      records.push(...(Array.isArray(value) ? value : [value]).filter(isRecord));
    } catch (failure) {
      faults.push(failure instanceof Error ? failure.message : String(failure));
    }
  }
  return { records, faults };
}

function isRecord(value: unknown): value is YamlRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
