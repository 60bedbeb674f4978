import { adminExports } from './admin-exports.ts';
import { applicationTheft } from './application-theft.ts';
import { ewsClients } from './ews-clients.ts';
import type { Incident, Stage } from './incident.ts';
import { mailboxLogins } from './mailbox-logins.ts';

/** Everything that is planted in a data set. */
export function createPlot(stage: Stage): Incident[] {
  return [...adminExports(stage), ...ewsClients(stage), ...mailboxLogins(stage), ...applicationTheft(stage)];
}
