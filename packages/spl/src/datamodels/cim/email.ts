import { dataModel } from '../define.ts';

/** Email. Source: CIM, Email data model. */
export const email = dataModel('Email', [
  {
    dataset: 'All_Email',
    constraint: 'tag=email',
    unknown: 'action dest file_name orig_src process recipient sender src src_user subject user',
    plain: `
      delay dest_bunit dest_category dest_priority duration file_hash file_size filter_action
      filter_score internal_message_id message_id message_info orig_dest orig_recipient
      original_recipient process_id protocol recipient_count recipient_status response_time
      return_addr signature signature_extra signature_id size src_bunit src_category src_priority
      src_user_bunit src_user_category status_code tag url user_bunit user_category user_id
      user_name user_priority vendor_product xdelay xref`,
    computed: {
      recipient_domain: 'mvdedup(mvmap(recipient, replace(recipient, "^[^@]*@", "")))',
      src_user_domain: 'replace(src_user, "^[^@]*@", "")',
    },
  },
  {
    dataset: 'Delivery',
    parent: 'All_Email',
    constraint: 'tag=delivery',
  },
  {
    dataset: 'Content',
    parent: 'All_Email',
    constraint: 'tag=content',
  },
  {
    dataset: 'Filtering',
    parent: 'All_Email',
    constraint: 'tag=filter',
  },
]);
