import { APPS } from '../clients.ts';
import type { Mailbox } from '../mailbox.ts';
import { type Scene, writeRecord } from '../scene.ts';

/** A change of the directory, RecordType 8. */
export interface DirectoryChange {
  readonly operation: string;
  readonly actor: DirectoryActor;
  readonly objectId: string;
  readonly category: 'User' | 'ServicePrincipal' | 'Application' | 'Group';
  /** JSON text of additionalDetails. */
  readonly details: string;
  readonly modified: readonly (readonly [name: string, newValue: string])[];
  readonly target: readonly { readonly ID: string; readonly Type: number }[];
  readonly clientIp?: string;
}

/** A person, or an application of Microsoft. */
type DirectoryActor =
  | { readonly kind: 'user'; readonly user: Mailbox }
  | {
      readonly kind: 'service';
      readonly name: string;
      readonly appId: string;
      readonly servicePrincipalId: string;
    };

export function directoryRecord(scene: Scene, at: number, change: DirectoryChange): string {
  const { tenant, random, clock } = scene;
  const actor = describeActor(change.actor);
  return writeRecord(clock(at), random.guid(), {
    Operation: change.operation,
    OrganizationId: tenant.organizationId,
    RecordType: 8,
    ResultStatus: 'Success',
    UserKey: actor.userKey,
    UserType: actor.userType,
    Version: 1,
    Workload: 'AzureActiveDirectory',
    ClientIP: change.clientIp,
    ObjectId: change.objectId,
    UserId: actor.userId,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'additionalDetails', Value: change.details },
      { Name: 'extendedAuditEventCategory', Value: change.category },
    ],
    ModifiedProperties: change.modified.map(([Name, NewValue]) => ({ Name, NewValue, OldValue: '' })),
    Actor: actor.ids,
    ActorContextId: tenant.organizationId,
    ActorIpAddress: change.clientIp,
    InterSystemsId: random.guid(),
    IntraSystemId: random.guid(),
    SupportTicketId: '',
    Target: change.target,
    TargetContextId: tenant.organizationId,
  });
}

function describeActor(actor: DirectoryActor) {
  if (actor.kind === 'user') {
    const { upn, puid, objectId } = actor.user;
    const ids = [
      { ID: upn, Type: 5 },
      { ID: puid, Type: 3 },
      { ID: `User_${objectId}`, Type: 2 },
      { ID: objectId, Type: 2 },
      { ID: 'User', Type: 2 },
    ];
    return { userKey: `${puid}@${upn.slice(upn.indexOf('@') + 1)}`, userType: 0, userId: upn, ids };
  }
  const { name, appId, servicePrincipalId } = actor;
  const ids = [
    { ID: name, Type: 1 },
    { ID: appId, Type: 2 },
    { ID: `ServicePrincipal_${servicePrincipalId}`, Type: 2 },
    { ID: servicePrincipalId, Type: 2 },
    { ID: 'ServicePrincipal', Type: 2 },
  ];
  return { userKey: 'Not Available', userType: 4, userId: `ServicePrincipal_${servicePrincipalId}`, ids };
}

/** An application as the directory knows it. */
export interface RegisteredApp {
  readonly name: string;
  readonly appId: string;
  readonly servicePrincipalId: string;
}

function servicePrincipalTarget(app: RegisteredApp) {
  return [
    { ID: `ServicePrincipal_${app.servicePrincipalId}`, Type: 2 },
    { ID: app.servicePrincipalId, Type: 2 },
    { ID: 'ServicePrincipal', Type: 2 },
    { ID: app.name, Type: 1 },
    { ID: app.appId, Type: 2 },
    { ID: app.appId, Type: 4 },
  ];
}

/** `Consent to application.`: a user, or an admin for all, lets an application act with scopes (blank-separated). */
export function consent(
  user: Mailbox,
  app: RegisteredApp,
  scopes: string,
  forAll: boolean,
  grantId: string,
): DirectoryChange {
  const principal = forAll ? '' : user.objectId;
  const type = forAll ? 'AllPrincipals' : 'Principal';
  const grant = `[] => [[Id: ${grantId}, ClientId: ${app.servicePrincipalId}, PrincipalId: ${principal}, ResourceId: ${APPS.graph}, ConsentType: ${type}, Scope:  ${scopes}]]; `;
  return {
    operation: 'Consent to application.',
    actor: { kind: 'user', user },
    objectId: app.appId,
    category: 'ServicePrincipal',
    details: '{"User-Agent":"EvoSTS"}',
    modified: [
      ['ConsentContext.IsAdminConsent', forAll ? 'True' : 'False'],
      ['ConsentContext.IsAppOnly', 'False'],
      ['ConsentContext.OnBehalfOfAll', forAll ? 'True' : 'False'],
      ['ConsentContext.Tags', 'WindowsAzureActiveDirectoryIntegratedApp'],
      ['ConsentAction.Permissions', grant],
      ['TargetId.ServicePrincipalNames', app.appId],
    ],
    target: servicePrincipalTarget(app),
  };
}

/** `Add app role assignment to service principal.`: the application may do this in every mailbox, as itself. */
export function appRoleGrant(
  user: Mailbox,
  app: RegisteredApp,
  role: { readonly id: string; readonly value: string; readonly displayName: string },
  userAgent: string,
): DirectoryChange {
  const graphNames = `${APPS.graph};https://graph.microsoft.com`;
  return {
    operation: 'Add app role assignment to service principal.',
    actor: { kind: 'user', user },
    objectId: graphNames,
    category: 'ServicePrincipal',
    details: JSON.stringify({ 'User-Agent': userAgent }),
    modified: [
      ['AppRole.Id', role.id],
      ['AppRole.Value', role.value],
      ['AppRole.DisplayName', role.displayName],
      ['ServicePrincipal.ObjectID', app.servicePrincipalId],
      ['ServicePrincipal.DisplayName', app.name],
      ['ServicePrincipal.AppId', app.appId],
      ['ServicePrincipal.Name', app.appId],
      ['TargetId.ServicePrincipalNames', graphNames],
    ],
    target: servicePrincipalTarget({ ...app, name: 'Microsoft Graph', appId: APPS.graph }),
  };
}
