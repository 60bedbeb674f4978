import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeInput, discoverInputs, identify } from '../src/index.ts';
import { tempDir } from './support/files.ts';

const shared = process.env['SEALBREAK_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const data = join(shared, 'data');
if (!existsSync(data)) console.log(`skipped: no sample data at ${data} (set SEALBREAK_SHARED)`);

/** Records that a foreign reader finds in the files; every one must be read or quarantined. */
const EXPECTED: Readonly<Record<string, readonly [read: number, quarantined: number]>> = {
  'invictus-ual-dev.jsonl.gz': [9059, 0],
  'invictus-splunk-export-slice.csv': [203, 0],
  'elastic/o365/attachment-access-2025.jsonl': [1, 0],
  'elastic/o365/test-bad-ips.json': [4, 0],
  'elastic/o365/test-exchange-admin-events.json.gz': [100, 0],
  'elastic/o365/test-exchange-item-events.json': [9, 0],
  'elastic/o365/test-ip-formats-events.json': [15, 0],
  'elastic/o365/test-parameter-string.json': [2, 0],
  'elastic/o365/test-sec-comp-alerts-events.json': [3, 0],
  'panther/microsoft365-tests.jsonl': [25, 0],
  'panther/gsuite-tests.jsonl': [137, 0],
  // One sample's time has 65 seconds.
  'splunk/o365-and-gws-data-sources.jsonl': [19, 1],
  'splunk/windows-data-sources.jsonl': [10, 0],
  'evtx/mdecrevoisier_4103-4104_payload_download.evtx': [3, 0],
  'evtx/xml/mdecrevoisier_4103-4104_payload_download.xml': [3, 0],
  'evtx/mdecrevoisier_msexchange_management_eid6.evtx': [4, 0],
  'evtx/xml/mdecrevoisier_msexchange_management_eid6.xml': [4, 0],
  'evtx/mdecrevoisier_security4663.evtx': [2, 0],
  'evtx/xml/mdecrevoisier_security4663.xml': [2, 0],
  'evtx/mdecrevoisier_security5140_admin_share.evtx': [8, 0],
  'evtx/xml/mdecrevoisier_security5140_admin_share.xml': [8, 0],
  'evtx/mdecrevoisier_sysmon1.evtx': [1, 0],
  'evtx/xml/mdecrevoisier_sysmon1.xml': [1, 0],
  'evtx/mdecrevoisier_sysmon11_exchange_server_file.evtx': [1, 0],
  'evtx/xml/mdecrevoisier_sysmon11_exchange_server_file.xml': [1, 0],
  'evtx/mdecrevoisier_sysmon3-7-10.evtx': [5, 0],
  'evtx/xml/mdecrevoisier_sysmon3-7-10.xml': [5, 0],
  'evtx/sbousseaden_4104_emotet.evtx': [1, 0],
  'evtx/xml/sbousseaden_4104_emotet.xml': [1, 0],
  'evtx/sbousseaden_4104_phish_credentials.evtx': [2, 0],
  'evtx/xml/sbousseaden_4104_phish_credentials.xml': [2, 0],
  'evtx/sbousseaden_4663_browser_files.evtx': [5, 0],
  'evtx/xml/sbousseaden_4663_browser_files.xml': [5, 0],
};

it.skipIf(!existsSync(data))('accounts for every file of the sample data', async () => {
  const spoolDir = tempDir();
  const table: string[] = [];
  const seen: Record<string, readonly [number, number]> = {};
  for await (const input of discoverInputs([data], { spoolDir })) {
    const identified = input.kind === 'file' ? await identify(input) : input;
    if (identified.kind === 'skipped') {
      const { name, format, reason } = identified;
      expect(reason).not.toBe('');
      table.push([name.slice(data.length + 1), format, '-', '-', '-', reason].join(' | '));
      continue;
    }
    const opened = await decodeInput(identified, { spoolDir });
    const name = identified.file.name.slice(data.length + 1);
    const read = opened.records ?? 0;
    seen[name] = [read, opened.quarantinedCount];
    table.push(
      [name, identified.format, read + opened.quarantinedCount, read, opened.quarantinedCount, ''].join(
        ' | ',
      ),
    );
    expect(read + opened.quarantinedCount).toBeGreaterThan(0);
  }
  console.log(['file | format | records | read | quarantined | skipped because', ...table].join('\n'));
  expect(seen).toMatchObject(EXPECTED);
});
