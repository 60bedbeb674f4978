import { calculatedFields } from './define.ts';
import { addressOf, ipPart, isMicrosoft } from './normalised-expressions.ts';
import { filledText } from './o365-expressions.ts';

/** A column of the web log in each spelling; `-` is nothing. */
const column = (name: string, spelt: string): string =>
  `if(coalesce('${name}', ${spelt})!="-", coalesce('${name}', ${spelt}), null())`;
const path = "coalesce('cs-uri-stem', cs_uri_stem)";
const paths: readonly (readonly [api: string, pattern: string])[] = [
  ['ews', 'ews'],
  ['owa', 'owa'],
  ['mapi', '(mapi|rpc)'],
  ['eas', 'microsoft-server-activesync'],
  ['powershell', 'powershell'],
  ['rest', 'api'],
];
const clientAddress = addressOf('c-ip', 'c_ip');

/** Source: W3C extended log file format; virtual directories of Exchange. */
const iisNormalised = calculatedFields('match(sourcetype, "(?i)(^ms:iis|iis$)")', [
  [
    'actor',
    `lower(${column('cs-username', 'cs_username')})`,
    'The account of the request, in lower case.',
    'the column cs-username',
  ],
  ['ip', clientAddress, 'The address of the client.', 'the column c-ip'],
  [
    'ip_is_microsoft',
    isMicrosoft,
    '1 where ip is one of Microsoft 365, 0 where it is another.',
    'the column c-ip; the ranges that Microsoft publishes, as of 2024-11-04',
    ipPart(clientAddress),
  ],
  [
    'agent',
    column('cs(User-Agent)', 'cs_User_Agent'),
    'The program of the client.',
    'the column cs(User-Agent)',
  ],
  [
    'api',
    `case(${paths.map(([api, pattern]) => `match(${path}, "(?i)^/${pattern}(/|$)"), "${api}"`).join(', ')})`,
    'How Exchange was reached, by the first part of the path: ews, owa, mapi, eas, powershell or rest.',
    'the column cs-uri-stem',
  ],
]);

const proxyAddress = addressOf('ClientIpAddress');

/** Source: the columns of the HttpProxy log; AnchorMailbox is the hint by which Exchange finds the server of a mailbox. */
const httpProxyNormalised = calculatedFields('match(sourcetype, "^MSExchange:HttpProxy$")', [
  [
    'actor',
    `lower(${filledText('AuthenticatedUser')})`,
    'The account of the request, in lower case.',
    'the column AuthenticatedUser',
  ],
  [
    'mailbox',
    `lower(replace(${filledText('AnchorMailbox')}, "(?i)^(smtp|upn|sid|mailboxguid)[:~]", ""))`,
    'The mailbox that the request is for, in lower case: its address, its GUID or the SID of its account.',
    'the column AnchorMailbox',
  ],
  ['ip', proxyAddress, 'The address of the client.', 'the column ClientIpAddress'],
  [
    'ip_is_microsoft',
    isMicrosoft,
    '1 where ip is one of Microsoft 365, 0 where it is another.',
    'the column ClientIpAddress; the ranges that Microsoft publishes, as of 2024-11-04',
    ipPart(proxyAddress),
  ],
  ['agent', filledText('UserAgent'), 'The program of the client.', 'the column UserAgent'],
  [
    'api',
    `replace(lower(${filledText('Protocol')}), "^rpchttp$", "mapi")`,
    'How Exchange was reached: ews, owa, mapi, eas, powershell, ecp, rest and others.',
    'the column Protocol',
  ],
]);

/** Source: Reports API, activities resource. */
const googleNormalised = calculatedFields('match(sourcetype, "^gws:reports:")', [
  [
    'actor',
    `lower(${filledText("'actor.email'")})`,
    'The account that acted, in lower case.',
    'the activity: actor.email',
  ],
  ['ip', addressOf('ipAddress'), 'The address of the client.', 'the activity: ipAddress'],
]);

/** The fields by which rules of this project read other records of mail, where they have them. */
export const otherNormalised = [...iisNormalised, ...httpProxyNormalised, ...googleNormalised];
