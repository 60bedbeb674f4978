import { calculatedFields, type FieldRow } from './define.ts';

const sysmon = (events: string): string => `Sysmon event ${events}`;
const security = (events: string): string => `Security event ${events}`;

const isSysmon = 'match(source, "(?i)sysmon") OR match(Channel, "(?i)sysmon")';

/** The last part of a Windows path. */
const fileName = (path: string): string => `replace(${path}, "^.*\\\\\\\\", "")`;

const eventCode = 'coalesce(EventCode, EventID)';
const image = 'coalesce(Image, NewProcessName, SourceImage, ProcessName)';
const parent = 'coalesce(ParentImage, ParentProcessName)';
const commandLine = `coalesce(CommandLine, Process_Command_Line, ${image})`;
const file = 'coalesce(TargetFilename, ImageLoaded, RelativeTargetName, ObjectName)';
const registry = `if(${isSysmon}, TargetObject, ObjectName)`;
const hexNumber = (field: string): string =>
  `if(match(${field}, "^0x"), tonumber(replace(${field}, "^0x", ""), 16), ${field})`;
const subject =
  'if(SubjectDomainName!="" AND SubjectDomainName!="-", SubjectDomainName . "\\\\" . SubjectUserName, SubjectUserName)';

const rows: readonly FieldRow[] = [
  [
    'dest',
    'coalesce(Computer, ComputerName, host)',
    'The computer that wrote the event.',
    'the System part: Computer',
  ],
  [
    'dvc',
    'coalesce(Computer, ComputerName, host)',
    'The computer that wrote the event.',
    'the System part: Computer',
  ],
  ['signature_id', 'coalesce(EventCode, EventID)', 'The number of the event.', 'the System part: EventID'],
  ['event_id', 'coalesce(EventCode, EventID)', 'The number of the event.', 'the System part: EventID'],
  ['EventCode', 'EventID', 'The number of the event.', 'the System part: EventID'],
  [
    'user',
    'coalesce(User, TargetUserName, SubjectUserName)',
    'The account that the event is about.',
    `${sysmon('1, 3')}: User; ${security('4624, 4688')}: TargetUserName`,
  ],
  ['src_user', subject, 'The account that acted.', `${security('4624, 4688, 4720')}: SubjectUserName`],
  ['process', commandLine, 'The command line.', `${sysmon('1')}, ${security('4688')}: CommandLine`],
  [
    'process_path',
    image,
    'The program with its path.',
    `${sysmon('1')}: Image; ${security('4688')}: NewProcessName`,
  ],
  [
    'process_exec',
    fileName(image),
    'The file of the program.',
    `${sysmon('1')}: Image; ${security('4688')}: NewProcessName`,
  ],
  [
    'process_name',
    fileName(image),
    'The file of the program.',
    `${sysmon('1')}: Image; ${security('4688')}: NewProcessName`,
  ],
  [
    'process_id',
    `if(${isSysmon}, coalesce(ProcessId, SourceProcessId), ${hexNumber('coalesce(NewProcessId, ProcessId)')})`,
    'The number of the process.',
    `${sysmon('1')}: ProcessId; ${security('4688')}: NewProcessId`,
  ],
  [
    'process_guid',
    'coalesce(ProcessGuid, SourceProcessGUID)',
    "Sysmon's id of the process.",
    `${sysmon('1')}: ProcessGuid`,
  ],
  ['process_hash', 'Hashes', 'Hashes of the program.', `${sysmon('1, 7')}: Hashes`],
  [
    'process_current_directory',
    'CurrentDirectory',
    'Where the process was started.',
    `${sysmon('1')}: CurrentDirectory`,
  ],
  [
    'process_integrity_level',
    'lower(IntegrityLevel)',
    'The integrity level.',
    `${sysmon('1')}: IntegrityLevel`,
  ],
  [
    'original_file_name',
    'OriginalFileName',
    'The name that the program was built under.',
    `${sysmon('1, 7')}: OriginalFileName`,
  ],
  [
    'parent_process',
    `coalesce(ParentCommandLine, ${parent})`,
    'The command line of the parent.',
    `${sysmon('1')}: ParentCommandLine`,
  ],
  [
    'parent_process_path',
    parent,
    'The program of the parent with its path.',
    `${sysmon('1')}: ParentImage; ${security('4688')}: ParentProcessName`,
  ],
  [
    'parent_process_exec',
    fileName(parent),
    'The file of the parent.',
    `${sysmon('1')}: ParentImage; ${security('4688')}: ParentProcessName`,
  ],
  [
    'parent_process_name',
    fileName(parent),
    'The file of the parent.',
    `${sysmon('1')}: ParentImage; ${security('4688')}: ParentProcessName`,
  ],
  [
    'parent_process_id',
    `if(${isSysmon}, ParentProcessId, ${hexNumber('ProcessId')})`,
    'The number of the parent.',
    `${sysmon('1')}: ParentProcessId; ${security('4688')}: ProcessId`,
  ],
  [
    'parent_process_guid',
    'ParentProcessGuid',
    "Sysmon's id of the parent.",
    `${sysmon('1')}: ParentProcessGuid`,
  ],
  [
    'file_path',
    file,
    'The file with its path.',
    `${sysmon('11')}: TargetFilename; ${security('4663, 5145')}: ObjectName`,
  ],
  [
    'file_name',
    fileName(file),
    'The file.',
    `${sysmon('11')}: TargetFilename; ${security('4663, 5145')}: ObjectName`,
  ],
  ['file_create_time', 'CreationUtcTime', 'When the file was made.', `${sysmon('11')}: CreationUtcTime`],
  ['registry_path', registry, 'The registry value with its path.', `${sysmon('12 to 14')}: TargetObject`],
  [
    'registry_key_name',
    `replace(${registry}, "\\\\\\\\[^\\\\\\\\]*$", "")`,
    'The key of a registry value.',
    `${sysmon('12 to 14')}: TargetObject`,
  ],
  [
    'registry_value_name',
    fileName(registry),
    'The name of a registry value.',
    `${sysmon('12 to 14')}: TargetObject`,
  ],
  ['registry_value_data', 'Details', 'The data of a registry value.', `${sysmon('13')}: Details`],
  [
    'src_ip',
    'coalesce(SourceIp, IpAddress)',
    'The address that a connection or logon came from.',
    `${sysmon('3')}: SourceIp; ${security('4624, 5140')}: IpAddress`,
  ],
  [
    'src',
    'coalesce(SourceIp, IpAddress, SourceHostname)',
    'The address that a connection or logon came from.',
    `${sysmon('3')}: SourceIp; ${security('4624, 5140')}: IpAddress`,
  ],
  [
    'src_port',
    'coalesce(SourcePort, IpPort)',
    'The port that a connection came from.',
    `${sysmon('3')}: SourcePort`,
  ],
  ['dest_ip', 'DestinationIp', 'The address that a connection went to.', `${sysmon('3')}: DestinationIp`],
  ['dest_port', 'DestinationPort', 'The port that a connection went to.', `${sysmon('3')}: DestinationPort`],
  ['transport', 'lower(Protocol)', 'tcp or udp.', `${sysmon('3')}: Protocol`],
  ['query', 'QueryName', 'The name that was looked up.', `${sysmon('22')}: QueryName`],
  ['answer', 'QueryResults', 'What a name was resolved to.', `${sysmon('22')}: QueryResults`],
  ['granted_access', 'GrantedAccess', 'The rights that were asked for.', `${sysmon('10')}: GrantedAccess`],
  [
    'action',
    `case(${eventCode}=4624, "success", ${eventCode}=4625, "failure", ${eventCode}=4740, "lockout", ${eventCode}=4720, "created", ${eventCode}=4726, "deleted", ${eventCode} IN (11, 12), "created", ${eventCode} IN (13, 14), "modified", ${eventCode} IN (1, 3, 7, 4688), "allowed")`,
    'What was done, in the words of the CIM.',
    `${sysmon('1 to 14')}, ${security('4624, 4625, 4688, 4720, 4726, 4740')}: EventID`,
  ],
  [
    'vendor_product',
    `if(${isSysmon}, "Microsoft Sysmon", "Microsoft Windows")`,
    'The product.',
    'the System part: Channel',
  ],
];

/**
 * Fields that the add-ons compute of Windows events, read as XML. Source: Splunk Add-on for Sysmon, Splunk Add-on for
 * Microsoft Windows; their field lists.
 */
export const windowsFields = calculatedFields('match(sourcetype, "(?i)^(xmlwineventlog|wineventlog)")', rows);
