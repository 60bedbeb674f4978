import { defenderCsv } from './defender-csv.ts';
import { defenderJson } from './defender-json.ts';
import { elasticJson } from './elastic-json.ts';
import { evtx } from './evtx.ts';
import { exchangeLog } from './exchange-log.ts';
import { extractorCsv } from './extractor-csv.ts';
import { flatCsv } from './flat-csv.ts';
import type { Format } from './format.ts';
import { genericJson } from './generic-json.ts';
import { googleJson } from './google-json.ts';
import { graphJson } from './graph-json.ts';
import { groundTruth } from './ground-truth.ts';
import { iisW3c } from './iis-w3c.ts';
import { inventory } from './inventories.ts';
import { logJson } from './log-json.ts';
import { o365Json } from './o365-json.ts';
import { o365Ndjson } from './o365-ndjson.ts';
import { purviewCsv } from './purview-csv.ts';
import { searchUalCsv } from './search-ual-csv.ts';
import { searchUalJson } from './search-ual-json.ts';
import { sentinelCsv } from './sentinel-csv.ts';
import { sentinelJson } from './sentinel-json.ts';
import { splunkCsv } from './splunk-csv.ts';
import { splunkJson } from './splunk-json.ts';
import { syslog } from './syslog.ts';
import { binaryFormats, otherFormats } from './unreadable.ts';
import { windowsEventJson } from './windows-event-json.ts';
import { windowsEventXml } from './windows-event-xml.ts';
import { wrappedJson } from './wrapped-json.ts';

/** All formats in the order in which they are tried: the first that recognises a file has it. */
export const formats: readonly Format[] = [
  evtx,
  ...binaryFormats,
  groundTruth,
  elasticJson,
  defenderJson,
  graphJson,
  splunkJson,
  searchUalJson,
  sentinelJson,
  logJson,
  o365Ndjson,
  o365Json,
  wrappedJson,
  googleJson,
  windowsEventJson,
  extractorCsv,
  inventory,
  genericJson,
  windowsEventXml,
  exchangeLog,
  iisW3c,
  splunkCsv,
  searchUalCsv,
  purviewCsv,
  defenderCsv,
  sentinelCsv,
  flatCsv,
  syslog,
  ...otherFormats,
];
