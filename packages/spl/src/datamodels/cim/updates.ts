import { dataModel } from '../define.ts';

/** Updates. Source: CIM, Updates data model. */
export const updates = dataModel('Updates', [
  {
    dataset: 'Updates',
    constraint: 'tag=update tag=status',
    unknown: 'dest dvc file_hash file_name severity signature signature_id status vendor_product',
    plain: 'dest_should_update severity_id tag',
  },
  {
    dataset: 'Update_Errors',
    constraint: 'tag=update tag=error',
    unknown: 'dest dvc signature vendor_product',
    plain: 'tag',
  },
]);
