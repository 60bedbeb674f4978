import { dataModel } from '../define.ts';

/** Network_Sessions. Source: CIM, Network Sessions data model. */
export const networkSessions = dataModel('Network_Sessions', [
  {
    dataset: 'All_Sessions',
    constraint: 'tag=network tag=session',
    unknown: `
      action dest_dns dest_ip dest_mac dest_nt_host signature src_dns src_ip src_mac src_nt_host
      user vendor_product`,
    plain: `
      dest_bunit dest_category dest_priority duration response_time signature_id src_bunit
      src_category src_priority tag user_bunit user_category user_priority`,
  },
  {
    dataset: 'Session_Start',
    parent: 'All_Sessions',
    constraint: 'tag=start',
  },
  {
    dataset: 'Session_End',
    parent: 'All_Sessions',
    constraint: 'tag=end',
  },
  {
    dataset: 'DHCP',
    parent: 'All_Sessions',
    constraint: 'tag=dhcp',
    plain: 'lease_duration lease_scope',
  },
  {
    dataset: 'VPN',
    parent: 'All_Sessions',
    constraint: 'tag=vpn',
  },
]);
