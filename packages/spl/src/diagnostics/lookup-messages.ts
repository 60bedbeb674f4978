import { row } from './message-row.ts';

/** Errors of lookup tables. */
export const lookupMessages = {
  SPL2150: row(
    (p: { readonly name: string; readonly similar?: string }) => `nothing defines the lookup "${p.name}"`,
    (p) =>
      p.similar === undefined
        ? 'give its table: --lookups <file.csv>, or a folder of CSV files and a transforms.conf'
        : `did you mean "${p.similar}"?`,
  ),
  SPL2151: row(
    (p: { readonly name: string; readonly field: string; readonly fields: readonly string[] }) =>
      `the lookup "${p.name}" has no field "${p.field}"`,
    (p) => `its fields are ${p.fields.slice(0, 20).join(', ')}`,
  ),
  SPL2152: row(
    (p: { readonly name: string }) => `no field says which row of the lookup "${p.name}" to take`,
    () => 'name a field of the table: lookup <name> <field of the table> AS <field of the event>',
  ),
  SPL3050: row(
    (p: { readonly command: string }) =>
      `${p.command} changes a stored table, and a search over files has nowhere to store it`,
    () => 'remove the command; its rows can be written with --format csv --out <file>',
  ),
  SPL3051: row(
    (p: { readonly name: string; readonly reason: string }) =>
      `the lookup "${p.name}" cannot be used: ${p.reason}`,
    () => 'export its table as a CSV file and name that with --lookups',
  ),
  SPL3088: row(
    (p: { readonly command: string }) =>
      `${p.command} needs a database of where addresses are, and none is given`,
    () => 'give one with --mmdb <file>, or use lookup with a CSV file of subnets and a match_type of CIDR',
  ),
} as const;
