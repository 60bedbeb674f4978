/** A mail client as mailbox records show it. Forms and which fields go with which protocol: Microsoft 365 audit records. */
export interface Client {
  readonly info: string;
  /** Application that owns the token; absent for MAPI. */
  readonly appId?: string;
  /** Application that calls an API on behalf of the user or of itself. */
  readonly clientAppId?: string;
  /** Outlook's process, on records of RecordType 2 and 3 only. */
  readonly process?: { readonly name: string; readonly version: string };
  /** REST and EWS reads carry no SessionId. */
  readonly hasSession: boolean;
}

/** Application ids that Microsoft publishes, the same in every tenant. */
export const APPS = {
  exchangeOnline: '00000002-0000-0ff1-ce00-000000000000',
  sharePointOnline: '00000003-0000-0ff1-ce00-000000000000',
  graph: '00000003-0000-0000-c000-000000000000',
  directoryGraph: '00000002-0000-0000-c000-000000000000',
  adminPortal: '00000006-0000-0ff1-ce00-000000000000',
  office: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  teams: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  teamsServices: 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
  peopleCards: '394866fc-eedb-4f01-8536-3ff84b16be2a',
  search: '66a88757-258c-4c72-893c-3e8bed4d6899',
  outlookMobile: '27922004-5251-4030-b22d-91ecd9a37ea4',
  outlookEws: 'fe93bfe1-7947-460a-a5e0-7a5906b51360',
} as const;

export const OUTLOOK_VERSIONS: readonly string[] = [
  '16.0.18526.20264',
  '16.0.18429.20158',
  '16.0.17928.20440',
  '16.0.17328.20648',
];

export const BROWSERS: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36 Edg/145.0.0.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Safari/605.1.15',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
];

/** Desktop Outlook over MAPI. */
export function outlookMapi(version: string): Client {
  return {
    info: 'Client=MSExchangeRPC',
    process: { name: 'OUTLOOK.EXE', version },
    hasSession: true,
  };
}

/** The same Outlook over EWS: free/busy, out of office, room lists. */
export function outlookEws(version: string): Client {
  const short = version.split('.').slice(0, 3).join('.');
  const agent = `Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook ${short}; Pro)`;
  return {
    info: `Client=WebServices;${agent}[AppId=${APPS.outlookEws}];`,
    appId: APPS.outlookEws,
    hasSession: false,
  };
}

/** Outlook on the web; `null` is the form that hides the browser. */
export function outlookWeb(browser: string | null): Client {
  return {
    info: browser === null ? 'Client=OWA;Action=ViaProxy' : `Client=OWA;${browser};`,
    appId: APPS.exchangeOnline,
    hasSession: true,
  };
}

export function outlookMobile(platform: 'iOS' | 'Android'): Client {
  return {
    info: `Client=OutlookService;Outlook-${platform}/2.0;`,
    appId: APPS.outlookMobile,
    clientAppId: APPS.outlookMobile,
    hasSession: true,
  };
}

/** A back-end service of Microsoft that reads mail for search, cards or notifications. */
export function backEndService(appId: string): Client {
  return {
    info: 'Client=REST;Client=RESTSystem;;',
    appId,
    clientAppId: appId,
    hasSession: false,
  };
}

/** A third party's application over Microsoft Graph: no agent is recorded. */
export function graphApplication(clientAppId: string): Client {
  return { info: 'Client=REST;;', appId: APPS.graph, clientAppId, hasSession: false };
}

/** A program over EWS with its own agent; `appId` is both API and caller there. */
export function ewsProgram(agent: string, appId?: string): Client {
  if (appId === undefined) return { info: `Client=WebServices;${agent};`, hasSession: false };
  return {
    info: `Client=WebServices;${agent}[AppId=${appId}];`,
    appId,
    clientAppId: appId,
    hasSession: false,
  };
}
