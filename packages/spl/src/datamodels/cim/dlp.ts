import { dataModel } from '../define.ts';

/** DLP. Source: CIM, Data Loss Prevention data model. */
export const dlp = dataModel('DLP', [
  {
    dataset: 'DLP_Incidents',
    constraint: 'tag=dlp tag=incident',
    unknown: `
      action app category dest dlp_type dvc object object_category object_path severity signature
      src src_user user vendor_product`,
    plain: `
      dest_bunit dest_category dest_priority severity_id signature_id src_bunit src_category
      src_priority tag user_bunit user_category user_priority`,
  },
]);
