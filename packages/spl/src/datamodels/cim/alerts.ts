import { dataModel } from '../define.ts';

/** Alerts. Source: CIM, Alerts data model. */
export const alerts = dataModel('Alerts', [
  {
    dataset: 'Alerts',
    constraint: 'tag=alert',
    unknown: 'app description dest id mitre_technique_id severity signature src subject type user',
    plain: `
      body dest_type severity_id signature_id src_type tag user_name vendor_account vendor_product
      vendor_region`,
  },
]);
