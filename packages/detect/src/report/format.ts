/** The output formats, one name for hunts and search results alike. `table` is for a terminal. */
export const reportFormats = ['table', 'json', 'ndjson', 'csv', 'markdown', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];
