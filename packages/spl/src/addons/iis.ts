import type { EventTags } from '../lower/event-tags.ts';
import { calculatedFields } from './define.ts';

/** A field of the log by the name of its column, in each spelling: `cs-uri-stem`, `cs_uri_stem`. */
const column = (name: string): string =>
  `coalesce('${name}', '${name.replace(/[-()]+/g, '_').replace(/_$/, '')}')`;
const given = (name: string): string => `if(${column(name)}!="-", ${column(name)}, null())`;
const query = given('cs-uri-query');

/** Fields of an IIS log line. Source: Splunk Add-on for Microsoft IIS; W3C extended log file format. */
export const iisFields = calculatedFields('match(sourcetype, "(?i)(^ms:iis|iis$)")', [
  ['http_method', given('cs-method'), 'The method of the request.', 'the column cs-method'],
  ['uri_path', given('cs-uri-stem'), 'The path of the request.', 'the column cs-uri-stem'],
  ['uri_query', query, 'The query of the request.', 'the column cs-uri-query'],
  [
    'url',
    `${given('cs-uri-stem')} . if(isnull(${query}), "", "?" . ${query})`,
    'Path and query of the request.',
    'the columns cs-uri-stem and cs-uri-query',
  ],
  ['status', given('sc-status'), 'The status of the answer.', 'the column sc-status'],
  ['src', given('c-ip'), 'The address of the client.', 'the column c-ip'],
  ['src_ip', given('c-ip'), 'The address of the client.', 'the column c-ip'],
  ['dest', given('s-ip'), 'The address of the server.', 'the column s-ip'],
  ['dest_port', given('s-port'), 'The port of the server.', 'the column s-port'],
  ['user', given('cs-username'), 'The account of the request.', 'the column cs-username'],
  ['http_user_agent', given('cs(User-Agent)'), 'The program of the client.', 'the column cs(User-Agent)'],
  ['http_referrer', given('cs(Referer)'), 'The page before this one.', 'the column cs(Referer)'],
  ['site', given('s-sitename'), 'The site of the server.', 'the column s-sitename'],
]);

export const iisTags: readonly EventTags[] = [
  { tags: ['web'], search: '(sourcetype=ms:iis* OR sourcetype=*:iis)' },
];
