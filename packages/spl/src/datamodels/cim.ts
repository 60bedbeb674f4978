import { alerts } from './cim/alerts.ts';
import { authentication } from './cim/authentication.ts';
import { certificates } from './cim/certificates.ts';
import { change } from './cim/change.ts';
import { dataAccess } from './cim/data-access.ts';
import { dlp } from './cim/dlp.ts';
import { email } from './cim/email.ts';
import { endpoint } from './cim/endpoint.ts';
import { eventSignatures } from './cim/event-signatures.ts';
import { intrusionDetection } from './cim/intrusion-detection.ts';
import { malware } from './cim/malware.ts';
import { networkResolution } from './cim/network-resolution.ts';
import { networkSessions } from './cim/network-sessions.ts';
import { networkTraffic } from './cim/network-traffic.ts';
import { risk } from './cim/risk.ts';
import { ticketManagement } from './cim/ticket-management.ts';
import { ueba } from './cim/ueba.ts';
import { updates } from './cim/updates.ts';
import { vulnerabilities } from './cim/vulnerabilities.ts';
import { web } from './cim/web.ts';
import type { DataSet } from './define.ts';

/** The datasets that every search knows. */
export const cimDataSets: readonly DataSet[] = [
  ...alerts,
  ...authentication,
  ...certificates,
  ...change,
  ...dataAccess,
  ...dlp,
  ...email,
  ...endpoint,
  ...eventSignatures,
  ...intrusionDetection,
  ...malware,
  ...networkResolution,
  ...networkSessions,
  ...networkTraffic,
  ...risk,
  ...ticketManagement,
  ...ueba,
  ...updates,
  ...vulnerabilities,
  ...web,
];
