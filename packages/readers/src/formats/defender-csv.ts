import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** CSV export of the CloudAppEvents table. */
export const defenderCsv: Format = {
  id: 'defender-csv',
  title: 'Defender CloudAppEvents (CSV)',
  recognise: ({ csv }) => csvWithColumns(csv, ['raweventdata'], 'a column RawEventData'),
};
