import { dataModel } from '../define.ts';

/** Endpoint. Source: CIM, Endpoint data model. */
export const endpoint = dataModel('Endpoint', [
  {
    dataset: 'Processes',
    constraint: 'tag=process tag=report',
    unknown: `
      action dest os parent_process parent_process_exec parent_process_id parent_process_name
      parent_process_path process process_exec process_id process_name process_path user
      vendor_product`,
    plain: `
      cpu_load_percent dest_bunit dest_category dest_is_expected dest_priority dest_requires_av
      dest_should_timesync dest_should_update mem_used original_file_name parent_process_guid
      process_current_directory process_guid process_hash process_integrity_level src_bunit
      src_category src_priority tag user_bunit user_category user_id user_priority`,
  },
  {
    dataset: 'Filesystem',
    constraint: 'tag=endpoint tag=filesystem',
    unknown: 'action dest file_hash file_name file_path process_guid process_id user vendor_product',
    plain: `
      dest_bunit dest_category dest_priority file_access_time file_acl file_create_time
      file_modify_time file_size process_name process_path src_bunit src_category src_priority tag
      user_bunit user_category user_priority`,
  },
  {
    dataset: 'Registry',
    constraint: 'tag=endpoint tag=registry',
    unknown: `
      action dest process_guid process_id registry_hive registry_key_name registry_path
      registry_value_data registry_value_name registry_value_text registry_value_type status user
      vendor_product`,
    plain: `
      dest_bunit dest_category dest_priority process_name process_path src_bunit src_category
      src_priority tag user_bunit user_category user_priority`,
  },
  {
    dataset: 'Services',
    constraint: 'tag=service tag=report',
    unknown: `
      dest process_guid process_id service service_dll service_dll_path service_exec service_id
      service_name service_path start_mode status user vendor_product`,
    plain: `
      description dest_bunit dest_category dest_priority service_dll_hash
      service_dll_signature_exists service_dll_signature_verified service_hash
      service_signature_exists service_signature_verified src_bunit src_category src_priority tag
      user_bunit user_category user_priority`,
  },
  {
    dataset: 'Ports',
    constraint: 'tag=listening tag=port',
    unknown: `
      creation_time dest dest_port process_guid process_id src src_port state transport user
      vendor_product`,
    plain: `
      dest_bunit dest_category dest_is_expected dest_priority dest_requires_av
      dest_should_timesync dest_should_update src_bunit src_category src_priority tag user_bunit
      user_category user_priority`,
    computed: {
      transport_dest_port: 'mvzip(transport, dest_port, "/")',
    },
  },
]);
