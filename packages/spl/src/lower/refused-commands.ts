import type { LowerCode } from '../diagnostics/lower-messages.ts';

/** The codes of reasons; each needs just the name of the command. */
type Reason = Extract<LowerCode, 'SPL3084' | 'SPL3085' | 'SPL3086' | 'SPL3087' | 'SPL3089'>;

/** Commands that are known and refused, by reason. */
const reasons: readonly (readonly [reason: Reason, names: string])[] = [
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

const learned =
  'it is learned from data and has no exact rule; use stats, eventstats and where with a limit of your own';
const ofInstance = 'it asks a Splunk instance about itself; for events use stats or tstats';
const ofOthers = 'it acts on other systems; write the result to a file and act on that';

/** What to do instead of commands that will not be, each for several names. */
const hints: ReadonlyMap<string, string> = new Map(
  [
    [
      learned,
      'anomalies anomalousvalue anomalydetection cluster kmeans outlier predict x11 arules findtypes',
    ],
    [learned, 'typelearner analyzefields relevancy apply fit summary score associate correlate'],
    [ofInstance, 'eventcount metadata dbinspect rest walklex mcatalog audit history'],
    [ofOthers, 'sendemail sendalert script run runshellscript delete collect mcollect meventcollect'],
  ].flatMap(([hint = '', names = '']) => names.split(' ').map((name) => [name, hint] as const)),
);

/** What can be done in place of a command that is not supported; undefined where nothing is known. */
export function refusalHint(name: string): string | undefined {
  return hints.get(name);
}
