import { dataModel } from '../define.ts';

/** Data_Access. Source: CIM, Data Access data model. */
export const dataAccess = dataModel('Data_Access', [
  {
    dataset: 'Data_Access',
    constraint: 'tag=data tag=access',
    unknown: 'action app dest object object_category object_id src user vendor_product',
    plain: `
      app_id dest_name dest_url email object_attrs object_path object_size owner owner_email
      owner_id parent_object parent_object_category parent_object_id status tag tenant_id
      user_agent user_group user_id user_name user_role vendor_account vendor_region`,
  },
]);
