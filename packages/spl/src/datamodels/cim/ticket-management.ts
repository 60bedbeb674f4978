import { dataModel } from '../define.ts';

/** Ticket_Management. Source: CIM, Ticket Management data model. */
export const ticketManagement = dataModel('Ticket_Management', [
  {
    dataset: 'All_Ticket_Management',
    constraint: 'tag=ticketing',
    unknown: 'affect_dest assignee dest object object_category object_id owner src_user status user',
    plain: `
      change comments description priority severity severity_id splunk_id splunk_realm tag
      ticket_id time_submitted`,
  },
]);
