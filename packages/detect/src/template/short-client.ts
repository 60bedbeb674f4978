/**
 * The program in an Exchange client string, without the protocol, the application id and the name of the proxy it came
 * through: `Client=WebServices;ExchangeWebServicesProxy/CrossSite/EXCH/15.20/python-requests/2.25.1[AppId=x];` gives
 * `python-requests/2.25.1`. A string that names no program gives its protocol (`REST`); any other text comes back as it is.
 */
export function shortClient(clientInfo: string): string {
  let protocol = '';
  const rest: string[] = [];
  for (const segment of clientInfo.split(';')) {
    const text = withoutProxy(withoutAppId(segment)).trim();
    if (text.startsWith('Client=')) protocol ||= text.slice('Client='.length);
    else if (text !== '' && !text.startsWith('Action=')) rest.push(text);
  }
  return rest.join('; ') || protocol || clientInfo;
}

function withoutAppId(segment: string): string {
  const start = segment.indexOf('[AppId=');
  const end = start < 0 ? -1 : segment.indexOf(']', start);
  return end < 0 ? segment : segment.slice(0, start) + segment.slice(end + 1);
}

const proxyPrefix = 'ExchangeWebServicesProxy/CrossSite/EXCH/';

function withoutProxy(segment: string): string {
  const text = segment.trimStart();
  if (!text.startsWith(proxyPrefix)) return segment;
  const afterVersion = text.indexOf('/', proxyPrefix.length);
  return afterVersion < 0 || afterVersion === text.length - 1 ? segment : text.slice(afterVersion + 1);
}
