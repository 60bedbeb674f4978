import { dataModel } from '../define.ts';

/** Network_Traffic. Source: CIM, Network Traffic data model. */
export const networkTraffic = dataModel('Network_Traffic', [
  {
    dataset: 'All_Traffic',
    constraint: 'tag=network tag=communicate',
    unknown: `
      action app dest dest_host dest_ip dest_mac dest_port dvc icmp_type protocol rule src
      src_host src_ip src_mac src_port transport user vendor_product`,
    plain: `
      bytes_in bytes_out channel dest_bunit dest_category dest_interface dest_priority
      dest_translated_ip dest_translated_port dest_zone direction duration dvc_ip dvc_mac dvc_zone
      flow_id icmp_code packets packets_in packets_out process_id protocol_version response_time
      session_id src_bunit src_category src_interface src_priority src_translated_ip
      src_translated_port src_zone ssid tag tcp_flag tos ttl user_bunit user_category
      user_priority vendor_account vlan wifi`,
    computed: {
      bytes: 'coalesce(bytes, bytes_in + bytes_out, bytes_in, bytes_out)',
    },
  },
  {
    dataset: 'Allowed_Traffic',
    parent: 'All_Traffic',
    constraint: 'action=allowed',
  },
  {
    dataset: 'Blocked_Traffic',
    parent: 'All_Traffic',
    constraint: 'action=blocked',
  },
]);
