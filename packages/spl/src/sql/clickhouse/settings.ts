/**
 * What the SQL of this dialect relies on; sent with every query, so that a server's own defaults do not change a result.
 * Limits are those of the parser: a lookup or a long list of rows is one statement.
 */
export const clickhouseSettings: Readonly<Record<string, string | number>> = {
  // A left join gives NULL, not the default of the type, where there is no match.
  join_use_nulls: 1,
  // Only the branch that is taken is computed.
  short_circuit_function_evaluation: 'force_enable',
  // The nearest double of a text, not one that may be off in the last digit.
  precise_float_parsing: 1,
  // The columns of a join have names of their own.
  joined_subquery_requires_alias: 0,
  // An alias does not hide the column of the input that has its name.
  prefer_column_name_to_alias: 1,
  transform_null_in: 0,
  enable_positional_arguments: 1,
  group_by_use_nulls: 0,
  least_greatest_legacy_null_behavior: 0,
  regexp_max_matches_per_row: 1_000_000,
  max_query_size: 268_435_456,
  max_subquery_depth: 1_000,
  max_ast_depth: 10_000,
  max_ast_elements: 50_000_000,
  max_expanded_ast_elements: 50_000_000,
  max_parser_depth: 10_000,
  max_parser_backtracks: 100_000_000,
  output_format_json_quote_denormals: 0,
  output_format_json_quote_64bit_integers: 0,
  session_timezone: 'UTC',
};
