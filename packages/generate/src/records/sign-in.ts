import type { Mailbox } from '../mailbox.ts';
import { type Scene, writeRecord } from '../scene.ts';

/** A sign-in to Entra ID, RecordType 15. */
interface SignIn {
  readonly user: Mailbox;
  readonly ip: string;
  readonly userAgent: string;
  /** The application signed in to, and the resource it wanted. */
  readonly applicationId: string;
  readonly resourceId: string;
  readonly requestType: 'OAuth2:Authorize' | 'OAuth2:Token' | 'Login:login';
  readonly device?: { readonly os: string; readonly browser: string; readonly sessionId: string };
  /** Absent when the sign-in succeeded. */
  readonly failure?: { readonly number: string; readonly error: string };
}

/** UserLoggedIn or UserLoginFailed. ResultStatus only says that the HTTP call worked, so it is Success for most failures too. */
export function signInRecord(scene: Scene, at: number, signIn: SignIn): string {
  const { tenant, random, clock } = scene;
  const { user, failure } = signIn;
  const id = random.guid();
  const property = (Name: string, Value: string) => ({ Name, Value });
  return writeRecord(clock(at), id, {
    Operation: failure ? 'UserLoginFailed' : 'UserLoggedIn',
    OrganizationId: tenant.organizationId,
    RecordType: 15,
    ResultStatus: failure && random.oneIn(3) ? 'Failed' : 'Success',
    UserKey: user.objectId,
    UserType: 0,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    ClientIP: signIn.ip,
    ObjectId: signIn.resourceId,
    UserId: user.upn,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      property('ResultStatusDetail', failure ? 'UserError' : 'Success'),
      property('UserAgent', signIn.userAgent),
      ...(failure ? [property('UserAuthenticationMethod', '1')] : []),
      property('RequestType', signIn.requestType),
    ],
    ModifiedProperties: [],
    Actor: [
      { ID: user.objectId, Type: 0 },
      { ID: user.upn, Type: 5 },
    ],
    ActorContextId: tenant.organizationId,
    ActorIpAddress: signIn.ip,
    InterSystemsId: random.guid(),
    IntraSystemId: id,
    SupportTicketId: '',
    Target: [{ ID: signIn.resourceId, Type: 0 }],
    TargetContextId: tenant.organizationId,
    ApplicationId: signIn.applicationId,
    DeviceProperties: signIn.device && [
      property('OS', signIn.device.os),
      property('BrowserType', signIn.device.browser),
      property('IsCompliantAndManaged', 'False'),
      property('SessionId', signIn.device.sessionId),
    ],
    ErrorNumber: failure?.number ?? '0',
    LogonError: failure?.error,
  });
}
