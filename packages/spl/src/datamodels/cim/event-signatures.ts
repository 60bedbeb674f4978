import { dataModel } from '../define.ts';

/** Event_Signatures. Source: CIM, Event Signatures data model. */
export const eventSignatures = dataModel('Event_Signatures', [
  {
    dataset: 'Signatures',
    constraint: 'tag=track_event_signatures (signature=* OR signature_id=*)',
    plain: 'dest signature signature_id tag vendor_product',
  },
]);
