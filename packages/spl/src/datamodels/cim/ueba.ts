import { dataModel } from '../define.ts';

/** UEBA. Source: Add-on for UEBA data model. */
export const ueba = dataModel('UEBA', [
  {
    dataset: 'All_UEBA_Events',
    constraint: 'index=ueba',
    plain: `
      action app category description dest link modify_time severity severity_id signature src tag
      uba_event_id uba_event_type url user`,
  },
  {
    dataset: 'UEBA_Anomalies',
    parent: 'All_UEBA_Events',
    constraint: 'uba_event_type=anomaly',
    plain: 'uba_model uba_model_version',
  },
  {
    dataset: 'UEBA_Threats',
    parent: 'All_UEBA_Events',
    constraint: 'uba_event_type=threat',
  },
]);
