import { ticksId } from '../record-id.ts';
import { type Scene, writeRecord } from '../scene.ts';

/** A cmdlet of the Security & Compliance Center, RecordType 18. Its parameters are one string of command-line text. */
interface ComplianceCmdlet {
  readonly cmdlet: string;
  readonly userId: string;
  readonly objectId: string;
  readonly application: 'EMC' | 'PowerShell';
  /** Name and value as text that is already quoted: `"All"`, `("All")`. */
  readonly parameters: readonly (readonly [name: string, text: string])[];
}

/** Parameters keep at most this many characters of a value; the rest is cut with a mark. */
const VALUE_LIMIT = 200;

export function complianceCmdletRecord(scene: Scene, at: number, run: ComplianceCmdlet): string {
  const { tenant, random, clock } = scene;
  const cut = (text: string) => (text.length > VALUE_LIMIT ? `${text.slice(0, VALUE_LIMIT)}[...]"` : text);
  const line = (value: (text: string) => string) =>
    run.parameters.map(([name, text]) => `-${name} ${value(text)}`).join(' ');
  return writeRecord(clock(at), ticksId(random, at), {
    Operation: run.cmdlet,
    OrganizationId: tenant.organizationId,
    RecordType: 18,
    ResultStatus: 'Success',
    UserKey: run.userId,
    UserType: 2,
    Version: 1,
    Workload: 'SecurityComplianceCenter',
    ObjectId: run.objectId,
    UserId: run.userId,
    SecurityComplianceCenterEventType: 0,
    ClientApplication: run.application,
    CmdletVersion: '...',
    EffectiveOrganization: tenant.initialDomain,
    NonPIIParameters: line((text) => (text.startsWith('(') ? '("<SNIP-PII>")' : '"<SNIP-PII>"')),
    Parameters: line(cut),
    StartTime: clock(at),
    UserServicePlan: '',
  });
}

/** An eDiscovery activity, RecordType 24: the same act as a cmdlet, under its own name and with the search's content. */
export interface DiscoveryActivity {
  readonly operation: string;
  readonly userId: string;
  readonly objectId: string;
  readonly objectType: 'Search' | 'ComplianceSearchAction' | 'Case';
  readonly caseName?: string;
  readonly query: string;
  readonly exchangeLocations: string;
  readonly parameters: string;
}

export function discoveryRecord(scene: Scene, at: number, activity: DiscoveryActivity): string {
  const { tenant, random, clock } = scene;
  return writeRecord(clock(at), ticksId(random, at), {
    Operation: activity.operation,
    OrganizationId: tenant.organizationId,
    RecordType: 24,
    ResultStatus: 'Success',
    UserKey: activity.userId,
    UserType: 0,
    Version: 1,
    Workload: 'SecurityComplianceCenter',
    ObjectId: activity.objectId,
    UserId: activity.userId,
    Case: activity.caseName ?? '',
    ExchangeLocations: activity.exchangeLocations,
    ExtendedProperties: [{ Name: 'CaseId', Value: '' }],
    ObjectType: activity.objectType,
    Parameters: activity.parameters,
    PublicFolderLocations: '',
    Query: activity.query,
    SharepointLocations: '',
  });
}
