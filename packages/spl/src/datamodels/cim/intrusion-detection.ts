import { dataModel } from '../define.ts';

/** Intrusion_Detection. Source: CIM, Intrusion Detection data model. */
export const intrusionDetection = dataModel('Intrusion_Detection', [
  {
    dataset: 'IDS_Attacks',
    constraint: 'tag=ids tag=attack',
    unknown: `
      action category dest dvc file_hash file_name file_path ids_type severity signature src user
      vendor_product`,
    plain: `
      dest_bunit dest_category dest_port dest_priority severity_id signature_id src_bunit
      src_category src_port src_priority tag transport user_bunit user_category user_priority`,
  },
  {
    dataset: 'Application_Intrusion_Detection',
    parent: 'IDS_Attacks',
    constraint: 'ids_type=application',
  },
  {
    dataset: 'Host_Intrusion_Detection',
    parent: 'IDS_Attacks',
    constraint: 'ids_type=host',
  },
  {
    dataset: 'Network_Intrusion_Detection',
    parent: 'IDS_Attacks',
    constraint: 'ids_type=network',
  },
  {
    dataset: 'Wireless_Intrusion_Detection',
    parent: 'IDS_Attacks',
    constraint: 'ids_type=wireless',
  },
]);
