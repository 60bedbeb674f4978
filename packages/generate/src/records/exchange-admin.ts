import { ticksId } from '../record-id.ts';
import { type Scene, writeRecord } from '../scene.ts';

/** A cmdlet run in Exchange, RecordType 1. */
export interface CmdletRun {
  readonly cmdlet: string;
  readonly userId: string;
  readonly userKey: string;
  /** 2 an admin of the tenant, 3 Microsoft's own provisioning. */
  readonly userType: 2 | 3;
  /** With the port, IPv6 in brackets; most of Microsoft's own records have none. */
  readonly clientIp?: string;
  /** The object that was changed. */
  readonly objectId: string;
  /** Empty for remote PowerShell. */
  readonly appId?: string;
  readonly clientAppId?: string;
  readonly server: string;
  readonly serverVersion: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Records of portals have one, possibly empty; those of PowerShell have none. */
  readonly sessionId?: string;
}

export function cmdletRecord(scene: Scene, at: number, run: CmdletRun): string {
  const { tenant, random, clock } = scene;
  return writeRecord(clock(at), ticksId(random, at), {
    Operation: run.cmdlet,
    OrganizationId: tenant.organizationId,
    RecordType: 1,
    ResultStatus: 'True',
    UserKey: run.userKey,
    UserType: run.userType,
    Version: 1,
    Workload: 'Exchange',
    ClientIP: run.clientIp,
    ObjectId: run.objectId,
    UserId: run.userId,
    AppId: run.appId ?? '',
    ClientAppId: run.clientAppId ?? '',
    ExternalAccess: run.userType === 3,
    OrganizationName: tenant.initialDomain,
    OriginatingServer: `${run.server} (${run.serverVersion})`,
    Parameters: run.parameters.map(([Name, Value]) => ({ Name, Value })),
    SessionId: run.sessionId,
  });
}
