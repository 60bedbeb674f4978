import { dataModel } from '../define.ts';

/** Certificates. Source: CIM, Certificates data model. */
export const certificates = dataModel('Certificates', [
  {
    dataset: 'All_Certificates',
    constraint: 'tag=certificate',
    plain: `
      dest dest_bunit dest_category dest_port dest_priority duration response_time src src_bunit
      src_category src_port src_priority tag transport user_bunit user_category user_priority`,
  },
  {
    dataset: 'SSL',
    parent: 'All_Certificates',
    constraint: 'tag=ssl OR tag=tls',
    plain: `
      dest src ssl_end_time ssl_engine ssl_hash ssl_is_valid ssl_issuer ssl_issuer_common_name
      ssl_issuer_email ssl_issuer_locality ssl_issuer_organization ssl_issuer_state
      ssl_issuer_street ssl_issuer_unit ssl_name ssl_policies ssl_publickey
      ssl_publickey_algorithm ssl_serial ssl_session_id ssl_signature_algorithm ssl_start_time
      ssl_subject ssl_subject_common_name ssl_subject_email ssl_subject_locality
      ssl_subject_organization ssl_subject_state ssl_subject_street ssl_subject_unit
      ssl_validity_window ssl_version`,
    computed: {
      ssl_issuer_email_domain: 'replace(ssl_issuer_email, "^[^@]*@", "")',
      ssl_subject_email_domain: 'replace(ssl_subject_email, "^[^@]*@", "")',
    },
  },
]);
