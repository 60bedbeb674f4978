import { dataModel } from '../define.ts';

/** Vulnerabilities. Source: CIM, Vulnerabilities data model. */
export const vulnerabilities = dataModel('Vulnerabilities', [
  {
    dataset: 'Vulnerabilities',
    constraint: 'tag=vulnerability tag=report',
    unknown: 'category dest dvc os severity signature user vendor_product',
    plain: `
      bugtraq cert cve cvss dest_bunit dest_category dest_priority msft mskb severity_id
      signature_id src_bunit src_category src_priority tag url user_bunit user_category
      user_priority xref`,
  },
  {
    dataset: 'High_Critical_Vulnerabilities',
    parent: 'Vulnerabilities',
    constraint: 'severity IN (high, critical)',
  },
  {
    dataset: 'Medium_Vulnerabilities',
    parent: 'Vulnerabilities',
    constraint: 'severity=medium',
  },
  {
    dataset: 'Low_Informational_Vulnerabilities',
    parent: 'Vulnerabilities',
    constraint: 'NOT severity IN (critical, high, medium)',
  },
]);
