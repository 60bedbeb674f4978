import { cellsOf } from '../csv/csv-dialect.ts';
import { type CsvRow, CsvSplitter } from '../csv/csv-splitter.ts';
import { headerOf, isHttpProxyLine } from '../exchange/log-columns.ts';
import type { Format } from './format.ts';

const plan = { how: 'exchange-log' } as const;

/** What Exchange Server writes under its Logging folder. */
export const exchangeLog: Format = {
  id: 'exchange-log',
  title: 'Exchange Server log (CSV)',
  doc: {
    sourcetypes: ['MSExchange:HttpProxy', 'MSExchange:<log>', 'MSExchange:2013:MessageTracking'],
    recognisedBy:
      'a #Software line of Exchange Server, the header of an HttpProxy log, or values in the order of its columns',
    howToGet:
      'Copy %ExchangeInstallPath%\\Logging\\HttpProxy (Ews, Mapi, Owa, PowerShell …), Logging\\Ews and TransportRoles\\Logs\\MessageTracking of each Exchange server',
  },
  recognise: ({ text, json }) => {
    if (json !== null) return null;
    const head = text.slice(0, 16_384);
    if (/^\ufeff?#Software: Microsoft Exchange/im.test(head) && /^\ufeff?#Fields: [^,\n]+,/im.test(head))
      return { why: 'a #Software line of Exchange Server and a #Fields line with commas', plan };
    const line = head.split('\n').find((candidate) => candidate.trim() !== '');
    const cells = line === undefined ? [] : cellsOfLine(line);
    const columns = headerOf(cells);
    if (columns?.includes('RequestId') && columns.includes('AnchorMailbox'))
      return { why: 'the header of an HttpProxy log', plan };
    return isHttpProxyLine(cells)
      ? { why: 'the values of an HttpProxy log in their order, without a header', sure: 'likely', plan }
      : null;
  },
};

function cellsOfLine(line: string): readonly string[] {
  let cells: readonly string[] = [];
  const row = (found: CsvRow): void => {
    cells = cellsOf(found);
  };
  const splitter = new CsvSplitter(
    { row, broken: () => undefined },
    { delimiter: ',', maxRowBytes: 1 << 20 },
  );
  splitter.push(Buffer.from(`${line}\n`));
  splitter.end();
  return cells;
}
