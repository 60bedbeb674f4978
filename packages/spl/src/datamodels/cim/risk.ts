import { dataModel } from '../define.ts';

/** Risk. Source: Enterprise Security, risk analysis framework data model. */
export const risk = dataModel('Risk', [
  {
    dataset: 'All_Risk',
    constraint: 'index=risk',
    plain: `
      control creator description dest risk_factor_add risk_factor_mult risk_message risk_object
      risk_object_type risk_score savedsearch_description source src tag threat_object
      threat_object_type user`,
    computed: {
      analyticstories: `coalesce(analyticstories, 'annotations.analytic_story')`,
      calculated_risk_score: 'coalesce(calculated_risk_score, risk_score)',
    },
  },
]);
