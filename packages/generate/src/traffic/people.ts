import { APPS } from '../clients.ts';
import type { FolderName } from '../mailbox.ts';
import { recentMessage } from '../messages.ts';
import { ATTACHMENTS } from '../names.ts';
import type { Organisation } from '../organisation.ts';
import { mix, type Random } from '../random.ts';
import { bindRecord, groupRecord, itemRecord, loginRecord, syncRecord } from '../records/mailbox-audit.ts';
import { type FileOperation, fileRecord } from '../records/share-point.ts';
import { signInRecord } from '../records/sign-in.ts';
import type { Scene } from '../scene.ts';
import type { DeviceKind, Person, Station } from '../staff.ts';
import { at, spread } from '../table.ts';
import { type LocalTime, type Slot, type TrafficSource, timeWithin } from './source.ts';

/** Activity by hour of a person's local working day, and of a day off. */
const WORKDAY = [0, 0, 0, 0, 0, 0, 1, 4, 9, 10, 9, 8, 5, 8, 9, 9, 7, 4, 2, 1, 1, 1, 0, 0];
const DAY_OFF = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0];

type Act =
  | 'bind'
  | 'sync'
  | 'send'
  | 'create'
  | 'update'
  | 'move'
  | 'softDelete'
  | 'hardDelete'
  | 'login'
  | 'file'
  | 'signIn'
  | 'signInFailed';

const ACTS: Readonly<Record<DeviceKind, readonly Act[]>> = {
  desktop: spread([
    ['bind', 88],
    ['sync', 36],
    ['send', 20],
    ['create', 18],
    ['update', 12],
    ['move', 14],
    ['softDelete', 12],
    ['hardDelete', 4],
    ['login', 2],
    ['file', 14],
    ['signIn', 5],
    ['signInFailed', 1],
  ]),
  ews: spread([
    ['bind', 200],
    ['update', 30],
    ['signIn', 4],
  ]),
  web: spread([
    ['bind', 112],
    ['send', 24],
    ['create', 18],
    ['update', 12],
    ['move', 18],
    ['softDelete', 10],
    ['hardDelete', 6],
    ['login', 4],
    ['file', 14],
    ['signIn', 7],
    ['signInFailed', 2],
  ]),
  phone: spread([
    ['bind', 168],
    ['send', 20],
    ['create', 8],
    ['move', 26],
    ['login', 4],
    ['signIn', 3],
    ['signInFailed', 1],
  ]),
};

const FOLDERS = spread<FolderName>([
  ['inbox', 78],
  ['sent', 12],
  ['archive', 6],
  ['deleted', 4],
]);
const MESSAGES_A_BIND = spread([
  [1, 78],
  [2, 13],
  [3, 6],
  [5, 3],
]);
const FILE_ACTS = spread<FileOperation>([
  ['FileAccessed', 62],
  ['FileModified', 18],
  ['FilePreviewed', 10],
  ['FileUploaded', 5],
  ['FileDownloaded', 5],
]);
const FAILURES: readonly (readonly [number: string, error: string])[] = [
  ['50126', 'InvalidUserNameOrPassword'],
  ['50140', 'KmsiInterrupt'],
  ['50074', 'UserStrongAuthClientAuthNRequiredInterrupt'],
];

/** A person of the staff at his devices. */
export function personSource(organisation: Organisation, person: Person): TrafficSource {
  const { away, salt, pace } = person;
  const isAway = (slot: Slot) => slot.start >= away.from && slot.start < away.until;
  const isOff = (slot: Slot, local: LocalTime) => local.weekday === 0 || local.weekday === 6 || isAway(slot);
  return {
    weight(slot) {
      const local = at(slot.local, person.site);
      const hour = at(isOff(slot, local) ? DAY_OFF : WORKDAY, local.hour);
      if (hour === 0) return 0;
      // Mail comes in bursts: in most hours a person does not touch the mailbox at all.
      const h = mix(salt, slot.index);
      const [chance, burst] = hour < 3 ? [3, 6] : [18, 1];
      return (h & 127) < chance ? burst * hour * pace * (2 + ((h >>> 8) & 3)) : 0;
    },
    emit(scene, slot, count, lines) {
      const local = at(slot.local, person.site);
      const onlyPhone = isOff(slot, local) || local.hour < 7 || local.hour > 18;
      const atHome = onlyPhone || mix(salt, Math.floor(slot.index / 24)) % 5 < 2 ? 1 : 0;
      const choose = (): DeviceKind => (onlyPhone ? 'phone' : scene.random.pick(person.devices));
      let device = choose();
      for (let i = 0; i < count; i++) {
        if (scene.random.oneIn(14)) device = choose();
        const when = timeWithin(scene.random, slot, i, count);
        const act = scene.random.draw(ACTS[device]);
        lines.push(perform(organisation, scene, when, person, person.stations[device][atHome], act));
      }
    },
  };
}

function perform(
  organisation: Organisation,
  scene: Scene,
  when: number,
  person: Person,
  station: Station,
  act: Act,
): string {
  const { random } = scene;
  const { access } = station;
  const message = recentMessage(random, when);
  switch (act) {
    case 'bind': {
      const folder = person.mailbox.folders[random.draw(FOLDERS)];
      return bindRecord(scene, when, access, [{ folder, messages: run(random, message) }]);
    }
    case 'sync':
      return syncRecord(scene, when, access, random.draw(FOLDERS));
    case 'send':
      return itemRecord(scene, when, access, 'Send', 'drafts', message, attach(random));
    case 'create':
      return itemRecord(scene, when, access, 'Create', random.oneIn(3) ? 'calendar' : 'drafts', message);
    case 'update':
      return itemRecord(scene, when, access, 'Update', 'calendar', message, {
        modified: random.oneIn(2) ? ['RecipientCollection'] : ['Subject', 'BodyProperty'],
      });
    case 'move':
      return groupRecord(scene, when, access, 'MoveToDeletedItems', 'inbox', run(random, message));
    case 'softDelete':
      return groupRecord(scene, when, access, 'SoftDelete', 'deleted', run(random, message));
    case 'hardDelete':
      return groupRecord(scene, when, access, 'HardDelete', 'drafts', [message]);
    case 'login':
      return loginRecord(scene, when, access);
    case 'file':
      return touchFile(organisation, scene, when, person, station);
    case 'signIn':
    case 'signInFailed':
      return signIn(scene, when, person, station, act === 'signInFailed');
    default:
      return act satisfies never;
  }
}

function attach(random: Random): { attachments?: string } {
  return random.oneIn(5) ? { attachments: random.pick(ATTACHMENTS) } : {};
}

/** Some consecutive messages, the given one last. */
function run(random: Random, last: number): number[] {
  return Array.from({ length: random.draw(MESSAGES_A_BIND) }, (_, i) => last - i);
}

function touchFile(
  organisation: Organisation,
  scene: Scene,
  when: number,
  person: Person,
  station: Station,
): string {
  const { random } = scene;
  const team = at(organisation.teams, (person.salt + (random.oneIn(4) ? 1 : 0)) % organisation.teams.length);
  const file = random.pick(team.files);
  return fileRecord(scene, when, {
    operation: random.draw(FILE_ACTS),
    user: person.mailbox,
    ip: station.ip,
    userAgent: station.userAgent,
    library: team.library,
    fileName: file.name,
    itemId: file.id,
  });
}

function signIn(scene: Scene, when: number, person: Person, station: Station, fails: boolean): string {
  const { random } = scene;
  const [number, error] = random.pick(FAILURES);
  return signInRecord(scene, when, {
    user: person.mailbox,
    ip: station.ip,
    userAgent: station.userAgent,
    applicationId: random.pick([APPS.office, APPS.teams, APPS.exchangeOnline]),
    resourceId: random.pick([APPS.exchangeOnline, APPS.graph]),
    requestType: random.oneIn(3) ? 'Login:login' : 'OAuth2:Authorize',
    device: { os: station.os, browser: station.browser, sessionId: station.signInSession },
    ...(fails ? { failure: { number, error } } : {}),
  });
}
