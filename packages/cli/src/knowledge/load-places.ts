import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Place, PlaceOf } from '@sealbreak/spl';
import { type CityResponse, Reader } from 'mmdb-lib';
import { CliError } from '../cli-error.ts';

/** Reads a database of addresses in MaxMind's format (City or Country). Throws CliError for a file that is none. */
export async function loadPlaces(path: string): Promise<PlaceOf> {
  try {
    const reader = new Reader<CityResponse>(await readFile(path));
    return (address, lang) => placeIn(reader, address, lang);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`cannot read the database of addresses ${path}: ${reason}`);
  }
}

function placeIn(reader: Reader<CityResponse>, address: string, lang: string): Place | null {
  if (isIP(address) === 0) return null;
  let found: Partial<CityResponse> | null;
  try {
    found = reader.get(address);
  } catch {
    // A damaged part of the file, or an IPv6 address in a database of IPv4: nothing is known.
    return null;
  }
  if (!found) return null;
  const { city, country, subdivisions, continent, location } = found;
  const fields: readonly (readonly [string, unknown])[] = [
    ['City', nameIn(city, lang)],
    ['Country', nameIn(country, lang)],
    ['Region', nameIn(subdivisions?.[0], lang)],
    ['lat', location?.latitude],
    ['lon', location?.longitude],
    ['Continent', nameIn(continent, lang)],
    ['MetroCode', location?.metro_code],
    ['Timezone', location?.time_zone],
  ];
  return Object.fromEntries(
    fields.flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

/** The name in the language, else in English. */
function nameIn(entity: { readonly names?: object } | undefined, lang: string): unknown {
  const names = new Map<string, unknown>(Object.entries(entity?.names ?? {}));
  return names.get(lang) ?? names.get('en');
}
