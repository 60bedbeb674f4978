import { dataModel } from '../define.ts';

/** Web. Source: CIM, Web data model. */
export const web = dataModel('Web', [
  {
    dataset: 'Web',
    constraint: 'tag=web',
    unknown: `
      action app category dest http_content_type http_method http_referrer http_user_agent site
      src status uri_path uri_query url user vendor_product`,
    plain: `
      bytes bytes_in bytes_out cached cookie dest_bunit dest_category dest_port dest_priority
      duration error_code http_referrer_domain operation response_time src_bunit src_category
      src_priority storage_name tag url_domain user_bunit user_category user_priority`,
    computed: {
      url_length: 'coalesce(url_length, len(url))',
      http_user_agent_length: 'coalesce(http_user_agent_length, len(http_user_agent))',
    },
  },
  {
    dataset: 'Proxy',
    parent: 'Web',
    constraint: 'tag=proxy',
  },
  {
    dataset: 'Storage',
    parent: 'Web',
    constraint: 'tag=storage',
  },
]);
