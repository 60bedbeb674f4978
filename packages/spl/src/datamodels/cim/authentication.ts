import { dataModel } from '../define.ts';

/** Authentication. Source: CIM, Authentication data model. */
export const authentication = dataModel('Authentication', [
  {
    dataset: 'Authentication',
    constraint: 'tag=authentication NOT (action=success user=*$)',
    unknown: 'action app dest src src_user user',
    plain: `
      authentication_method authentication_service dest_bunit dest_category dest_nt_domain
      dest_priority duration method reason response_time signature signature_id src_bunit
      src_category src_nt_domain src_priority src_user_bunit src_user_category src_user_id
      src_user_priority src_user_role src_user_type tag user_agent user_bunit user_category
      user_id user_priority user_role user_type vendor_account vendor_product`,
  },
  {
    dataset: 'Failed_Authentication',
    parent: 'Authentication',
    constraint: 'action=failure',
  },
  {
    dataset: 'Successful_Authentication',
    parent: 'Authentication',
    constraint: 'action=success',
  },
  {
    dataset: 'Default_Authentication',
    parent: 'Authentication',
    constraint: 'tag=default',
  },
  {
    dataset: 'Failed_Default_Authentication',
    parent: 'Default_Authentication',
    constraint: 'action=failure',
  },
  {
    dataset: 'Successful_Default_Authentication',
    parent: 'Default_Authentication',
    constraint: 'action=success',
  },
  {
    dataset: 'Insecure_Authentication',
    parent: 'Authentication',
    constraint: 'tag=cleartext OR tag=insecure',
  },
  {
    dataset: 'Privileged_Authentication',
    parent: 'Authentication',
    constraint: 'tag=privileged',
  },
  {
    dataset: 'Failed_Privileged_Authentication',
    parent: 'Privileged_Authentication',
    constraint: 'action=failure',
  },
  {
    dataset: 'Successful_Privileged_Authentication',
    parent: 'Privileged_Authentication',
    constraint: 'action=success',
  },
]);
