import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlaces } from '../../src/knowledge/load-places.ts';
import { runCli } from '../run-cli.ts';
import { mmdbFile } from './mmdb-file.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealbreak-mmdb-'));
  file = join(folder, 'places.mmdb');
  writeFileSync(
    file,
    mmdbFile({
      '192.0.2.0/24': {
        city: { names: { en: 'Munich', de: 'München' } },
        country: { names: { en: 'Germany', de: 'Deutschland' } },
        continent: { names: { en: 'Europe' } },
        subdivisions: [{ names: { en: 'Bavaria' } }],
        location: { latitude: 48.125, longitude: -11.5, metro_code: 7, time_zone: 'Europe/Berlin' },
      },
      '198.51.100.7/32': { country: { names: { en: "O'Land" } } },
    }),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

const munich = { City: 'Munich', Country: 'Germany', Region: 'Bavaria', lat: '48.125', lon: '-11.5' };

describe('places of addresses', () => {
  it('are read from the database, names in the language where it has them', async () => {
    const placeOf = await loadPlaces(file);
    expect(placeOf('192.0.2.200', 'en')).toMatchObject(munich);
    expect(placeOf('192.0.2.200', 'de')).toMatchObject({ City: 'München', Region: 'Bavaria' });
    expect(placeOf('198.51.100.7', 'en')).toEqual({ Country: "O'Land" });
  });

  it.each(['198.51.100.8', '10.0.0.1', '2001:db8::1', '', 'printer-7', '192.0.2.1:443'])(
    'are not known for %j',
    async (address) => {
      expect((await loadPlaces(file))(address, 'en')).toBeNull();
    },
  );

  it('need a file that is a database', async () => {
    const other = join(folder, 'other.mmdb');
    writeFileSync(other, 'no database');
    await expect(loadPlaces(other)).rejects.toThrow(/cannot read the database of addresses/);
    await expect(loadPlaces(join(folder, 'missing'))).rejects.toThrow(/missing/);
  });
});

describe.each(['duckdb', 'clickhouse'])('iplocation on %s', (engine) => {
  const rows = async (spl: string): Promise<unknown[]> => {
    const options = ['--mmdb', file, '--engine', engine, '--format', 'ndjson', '--quiet'];
    const { out, err, code } = await runCli(['search', spl, ...options]);
    expect(err + String(code)).toBe('0');
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const sources = (list: string): string =>
    `| makeresults | eval ip=split("${list}", ","), Country="old" | mvexpand ip | eval ip=if(ip="none", null(), ip)`;

  it('adds where each address is', async () => {
    const list = '192.0.2.1,198.51.100.7,10.0.0.1,none,,dirty';
    const found = await rows(`${sources(list)} | iplocation ip | table ip City Country Region lat lon`);
    expect(found).toMatchObject([
      { City: 'Munich', Country: 'Germany', Region: 'Bavaria' },
      { City: null, Country: "O'Land" },
      { City: null, Country: 'old' },
      { City: null, Country: 'old' },
      { City: null, Country: 'old' },
      { City: null, Country: 'old' },
    ]);
    expect(found.map((row) => Object(row).lat).map((lat) => lat && Number(lat))).toEqual([
      48.125,
      ...Array(5).fill(null),
    ]);
  });

  it('adds all fields with a prefix, in a language', async () => {
    const spl = `${sources('192.0.2.1')} | iplocation prefix=src_ allfields=true lang=de ip | table src_City src_Continent src_MetroCode src_Timezone`;
    const [row] = await rows(spl);
    expect(row).toMatchObject({
      src_City: 'München',
      src_Continent: 'Europe',
      src_Timezone: 'Europe/Berlin',
    });
  });

  it('adds nothing for several addresses in one field, or for a field that no row has', async () => {
    const spl =
      '| makeresults | eval ip=split("192.0.2.1,192.0.2.2", ",") | iplocation ip | iplocation nosuch | table City';
    expect(await rows(spl)).toEqual([{ City: null }]);
  });
});
