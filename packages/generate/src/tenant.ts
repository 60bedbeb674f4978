import type { Random } from './random.ts';

/** The fictional organisation as the cloud services know it. */
export interface Tenant {
  readonly name: string;
  readonly domain: string;
  /** The domain the tenant was created with; OrganizationName of Exchange records. */
  readonly initialDomain: string;
  readonly organizationId: string;
  /** `"OrganizationId":"…",` */
  readonly organizationField: string;
  readonly domainSid: string;
  readonly servers: readonly string[];
  /** Versions of the servers before and after their update in the middle of the window. */
  readonly serverVersions: readonly [string, string];
  readonly updateAt: number;
  /** Directory path of the tenant's objects, `EURPR…/Microsoft Exchange Hosted Organizations/…`. */
  readonly objectPath: string;
  readonly sharePoint: string;
  readonly oneDrive: string;
}

/** @param updateAt epoch seconds of the servers' update */
export function createTenant(random: Random, updateAt: number): Tenant {
  const initialDomain = 'tarnbrook.onmicrosoft.example';
  const organizationId = random.guid();
  return {
    name: 'Tarnbrook Freight',
    domain: 'tarnbrook.example',
    initialDomain,
    organizationId,
    organizationField: `"OrganizationId":"${organizationId}",`,
    domainSid: `S-1-5-21-${random.between(100_000, 2_000_000)}${random.between(100, 999)}-${random.next()}-${random.next()}`,
    servers: Array.from({ length: 6 }, () => `AM${random.between(5, 9)}PR08MB${random.between(3000, 9899)}`),
    serverVersions: ['15.20.9654.015', '15.20.9678.011'],
    updateAt,
    objectPath: `EURPR08A003.PROD.OUTLOOK.EXAMPLE/Microsoft Exchange Hosted Organizations/${initialDomain}`,
    sharePoint: 'https://tarnbrook.sharepoint.example',
    oneDrive: 'https://tarnbrook-my.sharepoint.example',
  };
}
