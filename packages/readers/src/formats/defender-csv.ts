import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** CSV export of the CloudAppEvents table. */
export const defenderCsv: Format = {
  id: 'defender-csv',
  title: 'Defender CloudAppEvents (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'a column RawEventData',
    howToGet:
      'Defender portal: Hunting > Advanced hunting, query CloudAppEvents with RawEventData among its columns, Export',
  },
  recognise: ({ csv }) => csvWithColumns(csv, ['raweventdata'], 'a column RawEventData'),
};
