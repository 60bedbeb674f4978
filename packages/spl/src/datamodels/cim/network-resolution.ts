import { dataModel } from '../define.ts';

/** Network_Resolution. Source: CIM, Network Resolution (DNS) data model. */
export const networkResolution = dataModel('Network_Resolution', [
  {
    dataset: 'DNS',
    constraint: 'tag=network tag=resolution tag=dns',
    unknown: `
      answer dest message_type name query query_type record_type reply_code reply_code_id src
      vendor_product`,
    plain: `
      additional_answer_count answer_count authority_answer_count dest_bunit dest_category
      dest_port dest_priority duration query_count response_time src_bunit src_category src_port
      src_priority tag transaction_id transport ttl user user_bunit user_category user_priority`,
    computed: {
      answer_length: 'len(answer)',
      query_length: 'len(query)',
    },
  },
]);
