import type { Client } from './clients.ts';
import type { Mailbox } from './mailbox.ts';

/** Who acts, as mailbox records name him. */
export interface Principal {
  /** Absent in records that lost it. */
  readonly userId: string | undefined;
  readonly userKey: string;
  /** 0 user, 2 admin, 3 datacenter admin, 5 application. */
  readonly userType: number;
  readonly sid: string;
  /** Written as LogonUserDisplayName, which the records of delegates have. */
  readonly displayName?: string;
}

/** 0 owner, 1 admin, 2 delegate. */
export type LogonType = 0 | 1 | 2;

/** A client of a principal, signed in from one address and at work in one mailbox: everything of a record that stays the same
 *  from event to event, as JSON text. */
export interface Access {
  readonly mailbox: Mailbox;
  /** For RecordType 2 and 3: from UserKey to MailboxOwnerUPN, with ClientIP. */
  readonly live: string;
  /** For RecordType 50, which has no ClientIP and no process. */
  readonly aggregated: string;
  /** `"SessionId":"…",` or nothing. */
  readonly session: string;
}

export interface AccessPlan {
  readonly principal: Principal;
  readonly mailbox: Mailbox;
  readonly client: Client;
  readonly ip: string;
  readonly logonType: LogonType;
  /** True where the acting account is not of the owner's domain. */
  readonly externalAccess?: boolean;
  readonly sessionId?: string;
  /** Fields of the token, for applications. */
  readonly appContext?: Readonly<Record<string, string>>;
}

export function openAccess(plan: AccessPlan): Access {
  const { principal, mailbox, client, ip } = plan;
  const address = JSON.stringify(ip);
  const who = principal.userId === undefined ? '' : `"UserId":${JSON.stringify(principal.userId)},`;
  const context = plan.appContext ? `"AppAccessContext":${JSON.stringify(plan.appContext)},` : '';
  const head = `"UserKey":${JSON.stringify(principal.userKey)},"UserType":${principal.userType},"Version":1,"Workload":"Exchange",`;
  const apps = field('AppId', client.appId) + field('ClientAppId', client.clientAppId);
  const info = `${context}${apps}"ClientIPAddress":${address},"ClientInfoString":${JSON.stringify(client.info)},`;
  const process = client.process
    ? `"ClientProcessName":"${client.process.name}","ClientVersion":"${client.process.version}",`
    : '';
  const logon = logonFields(plan) + mailbox.identity;
  return {
    mailbox,
    live: flat(`${head}"ClientIP":${address},${who}${info}${process}${logon}`),
    aggregated: flat(`${head}${who}${info}${logon}`),
    session: client.hasSession && plan.sessionId ? `"SessionId":"${plan.sessionId}",` : '',
  };
}

function logonFields({ principal, logonType, externalAccess = false }: AccessPlan): string {
  const internal = logonType === 1 ? 1 : 0;
  const name = field('LogonUserDisplayName', principal.displayName);
  return `"ExternalAccess":${externalAccess},"InternalLogonType":${internal},"LogonType":${logonType},${name}"LogonUserSid":"${principal.sid}",`;
}

function field(name: string, value: string | undefined): string {
  return value === undefined ? '' : `"${name}":${JSON.stringify(value)},`;
}

/** The same text as one piece of memory. A concatenation is a tree of its parts until it is read; a part of thousands of
 *  lines is worth copying once. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** The owner of a mailbox, in it. */
export function ownerOf(mailbox: Mailbox): Principal {
  return { userId: mailbox.upn, userKey: mailbox.puid, userType: 0, sid: mailbox.sid };
}
