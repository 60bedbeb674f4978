import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** Export of the Purview portal, in the old columns and in the new ones. */
export const purviewCsv: Format = {
  id: 'purview-csv',
  title: 'Purview audit export (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'a column AuditData, with CreationDate and UserIds (old form) or RecordId (new form)',
    howToGet: 'Purview portal: Solutions > Audit > Search, then Export > Download all results',
  },
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['auditdata', 'recordid'], 'the new Purview columns with RecordId') ??
    csvWithColumns(csv, ['auditdata', 'creationdate', 'userids'], 'the old Purview columns with UserIds') ??
    csvWithColumns(csv, ['auditdata'], 'a column AuditData'),
};
