/**
 * The columns of the HttpProxy logs of Exchange 2016 and 2019, in their order, for files that were cut off from their
 * header. Source: the header that those versions write.
 */
export const httpProxyColumns: readonly string[] = [
  ...['DateTime', 'RequestId', 'MajorVersion', 'MinorVersion', 'BuildVersion', 'RevisionVersion'],
  ...['ClientRequestId', 'Protocol', 'UrlHost', 'UrlStem', 'ProtocolAction', 'AuthenticationType'],
  ...[
    'IsAuthenticated',
    'AuthenticatedUser',
    'Organization',
    'AnchorMailbox',
    'UserAgent',
    'ClientIpAddress',
  ],
  ...['ServerHostName', 'HttpStatus', 'BackEndStatus', 'ErrorCode', 'Method', 'ProxyAction', 'TargetServer'],
  ...['TargetServerVersion', 'RoutingType', 'RoutingHint', 'BackEndCookie', 'ServerLocatorHost'],
  ...['ServerLocatorLatency', 'RequestBytes', 'ResponseBytes', 'TargetOutstandingRequests'],
  ...['AuthModulePerfContext', 'HttpPipelineLatency', 'CalculateTargetBackEndLatency', 'GlsLatencyBreakup'],
  ...['TotalGlsLatency', 'AccountForestLatencyBreakup', 'TotalAccountForestLatency'],
  ...['ResourceForestLatencyBreakup', 'TotalResourceForestLatency', 'ADLatency', 'SharedCacheLatencyBreakup'],
  ...['TotalSharedCacheLatency', 'ActivityContextLifeTime', 'ModuleToHandlerSwitchingLatency'],
  ...['ClientReqStreamLatency', 'BackendReqInitLatency', 'BackendReqStreamLatency'],
  ...['BackendProcessingLatency', 'BackendRespInitLatency', 'BackendRespStreamLatency'],
  ...['ClientRespStreamLatency', 'KerberosAuthHeaderLatency', 'HandlerCompletionLatency'],
  ...['RequestHandlerLatency', 'HandlerToModuleSwitchingLatency', 'ProxyTime', 'CoreLatency'],
  ...['RoutingLatency', 'HttpProxyOverhead', 'TotalRequestTime', 'RouteRefresherLatency', 'UrlQuery'],
  ...['BackEndGenericInfo', 'GenericInfo', 'GenericErrors', 'EdgeTraceId', 'DatabaseGuid'],
  ...['UserADObjectGuid', 'PartitionEndpointLookupLatency', 'RoutingStatus'],
];

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Time as Exchange writes it, in UTC. */
export function isLogTime(text: string | undefined): boolean {
  return text !== undefined && TIME.test(text) && !Number.isNaN(Date.parse(text));
}

/** True for the values of a line of an HttpProxy log with all its columns. */
export function isHttpProxyLine(cells: readonly string[]): boolean {
  return (
    cells.length === httpProxyColumns.length &&
    isLogTime(cells[0]) &&
    GUID.test(cells[1] ?? '') &&
    cells.slice(2, 6).every((cell) => /^\d{1,5}$/.test(cell)) &&
    /^[A-Za-z]+$/.test(cells[7] ?? '')
  );
}

/** The columns, where the cells are a header: of a `#Fields` line or alone on the first line. */
export function headerOf(cells: readonly string[]): readonly string[] | null {
  const [first = '', ...rest] = cells;
  const names = [first.replace(/^\ufeff?(?:#Fields:\s*)?/i, ''), ...rest].map((name) => name.trim());
  const isHeader = /^#Fields:/i.test(first) || (/^date-?time$/i.test(names[0] ?? '') && names.length > 2);
  return isHeader && names.every((name) => /^[A-Za-z_][\w()-]*$/.test(name)) ? names : null;
}
