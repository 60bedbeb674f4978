import { sniffAnyCsv } from '../csv/csv-dialect.ts';
import type { Format } from './format.ts';

/** Tables that collectors make of a log, which no longer hold the record itself. */
const TABLES = [
  {
    columns: ['timestamp', 'sessionid', 'mailaccesstype', 'operationcount'],
    why: 'columns of MailItemsAccessed by session',
    sourcetype: 'extractor:mailitemsaccessed:sessions',
    time: 'timestamp',
  },
  {
    columns: ['timestamp', 'sessionid', 'mailaccesstype', 'internetmessageid'],
    why: 'columns of MailItemsAccessed by message',
    sourcetype: 'extractor:mailitemsaccessed:messages',
    time: 'timestamp',
  },
  {
    columns: ['activitydatetime', 'riskeventtype', 'risklevel', 'riskstate'],
    why: 'columns of risk detections of Entra',
    sourcetype: 'extractor:riskdetections',
    time: 'activitydatetime',
  },
  {
    columns: ['caller', 'cmdlet', 'fullcommand', 'rundate(utc)'],
    why: 'columns of the simple audit log of Hawk',
    sourcetype: 'extractor:auditlog',
    time: 'rundate(utc)',
  },
] as const;

export const extractorCsv: Format = {
  id: 'extractor-csv',
  title: 'tables of Microsoft-Extractor-Suite and Hawk (CSV)',
  doc: {
    sourcetypes: TABLES.map(({ sourcetype }) => sourcetype),
    recognisedBy:
      'columns MailAccessType with OperationCount or InternetMessageId (mail read, by session or by message), RiskEventType with RiskState, or FullCommand with RunDate(UTC)',
    howToGet:
      'Microsoft-Extractor-Suite: Get-Sessions, Get-MessageIDs, Get-RiskyDetections; Hawk: the files Simple_…. They are summaries: the audit log itself (Get-UAL) says more',
  },
  recognise: ({ json, text }) => {
    const csv = json === null ? sniffAnyCsv(text) : null;
    if (csv === null) return null;
    const names = new Map(csv.header.map((name) => [name.trim().toLowerCase(), name.trim()]));
    const table = TABLES.find(({ columns }) => columns.every((column) => names.has(column)));
    if (table === undefined) return null;
    const { why, sourcetype, time } = table;
    const { delimiter, skipLines } = csv;
    const mapping = { sourcetype, timeField: names.get(time) ?? time };
    return { why, plan: { how: 'csv', delimiter, skipLines }, mapping };
  },
};
