import type { LowerCode } from '../diagnostics/lower-messages.ts';

/** The codes of reasons; each needs just the name of the command. */
type Reason = Extract<LowerCode, 'SPL3050' | 'SPL3084' | 'SPL3085' | 'SPL3086' | 'SPL3087' | 'SPL3089'>;

/** Commands that are known and refused, by reason. */
const reasons: readonly (readonly [reason: Reason, names: string])[] = [
  ['SPL3050', 'outputlookup outputcsv'],
  // They send, write or delete something.
  [
    'SPL3084',
    'collect mcollect meventcollect tscollect outputtext sendemail sendalert script run runshellscript delete dump sendtophantom snowincident dbxoutput',
  ],
  // They ask a Splunk server, or another server.
  [
    'SPL3085',
    'loadjob savedsearch rest dbxquery dbxlookup history audit dbinspect eventcount metadata mcatalog walklex ldapfilter ldapfetch ldapgroup ldapsearch curl whois nslookup',
  ],
  // Models of the Machine Learning Toolkit.
  ['SPL3086', 'apply fit summary score sample listmodels deletemodel'],
  // Programs of add-ons.
  ['SPL3087', 'base64 bitwise cyberchef decrypt jellyfisher lookupfile urlparse'],
  ['SPL3089', 'multikv'],
];

const byName: ReadonlyMap<string, Reason> = new Map(
  reasons.flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason] as const)),
);

/** Why a command is refused; undefined for one that is not, or for no better reason than that it is missing. */
export function refusalOf(name: string): Reason | undefined {
  return byName.get(name);
}
