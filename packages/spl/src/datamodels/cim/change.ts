import { dataModel } from '../define.ts';

/** Change. Source: CIM, Change data model. */
export const change = dataModel('Change', [
  {
    dataset: 'All_Changes',
    constraint:
      'tag=change NOT (object_category=file OR object_category=directory OR object_category=registry)',
    unknown: `
      action change_type command dest dvc object object_attrs object_category object_id
      object_path result result_id src status user vendor_product`,
    plain: `
      dest_bunit dest_category dest_priority image_id instance_type src_bunit src_category
      src_priority src_user src_user_name tag user_agent user_bunit user_category user_name
      user_priority user_type vendor_account vendor_region`,
  },
  {
    dataset: 'Auditing_Changes',
    parent: 'All_Changes',
    constraint: 'tag=audit',
  },
  {
    dataset: 'Endpoint_Changes',
    parent: 'All_Changes',
    constraint: 'tag=endpoint',
  },
  {
    dataset: 'Endpoint_Restarts',
    parent: 'Endpoint_Changes',
    constraint: 'action=modified change_type=restart',
  },
  {
    dataset: 'Other_Endpoint_Changes',
    parent: 'Endpoint_Changes',
    constraint: 'NOT change_type=restart',
  },
  {
    dataset: 'Network_Changes',
    parent: 'All_Changes',
    constraint: 'tag=network',
    plain: `
      dest_ip_range dest_port_range device direction protocol rule_action src_ip_range
      src_port_range`,
  },
  {
    dataset: 'Device_Restarts',
    parent: 'Network_Changes',
    constraint: 'tag=device tag=restart',
  },
  {
    dataset: 'Account_Management',
    parent: 'All_Changes',
    constraint: 'tag=account',
    unknown: 'dest_nt_domain src_nt_domain src_user',
    plain: 'src_user_bunit src_user_category src_user_name src_user_priority src_user_type',
  },
  {
    dataset: 'Accounts_Created',
    parent: 'Account_Management',
    constraint: 'action=created',
  },
  {
    dataset: 'Accounts_Deleted',
    parent: 'Account_Management',
    constraint: 'action=deleted',
  },
  {
    dataset: 'Account_Lockouts',
    parent: 'Account_Management',
    constraint: 'action=lockout',
  },
  {
    dataset: 'Accounts_Updated',
    parent: 'Account_Management',
    constraint: 'action IN (acl_modified, cleared, modified, updated)',
  },
  {
    dataset: 'Instance_Changes',
    parent: 'All_Changes',
    constraint: 'tag=instance',
    plain: 'image_id instance_type',
  },
]);
