import { CHUNK_MAGIC, FILE_MAGIC } from '../evtx/evtx-splitter.ts';
import type { Format } from './format.ts';

/** Told by the header of the file or, where that is damaged or missing, by that of its first chunk. */
export const evtx: Format = {
  id: 'evtx',
  title: 'Windows event log (EVTX)',
  doc: {
    sourcetypes: ['XmlWinEventLog'],
    recognisedBy: 'the first bytes of the file (ElfFile) or of its first chunk (ElfChnk)',
    howToGet:
      'Event Viewer: Save All Events As; wevtutil epl Security C:\\case\\Security.evtx; or copy C:\\Windows\\System32\\winevt\\Logs from an image',
  },
  recognise: ({ bytes }) => {
    const isAt = (magic: string, at: number): boolean =>
      bytes.toString('latin1', at, at + magic.length) === magic;
    if (isAt(FILE_MAGIC, 0)) return { why: 'by its first bytes', plan: { how: 'evtx' } };
    const hasChunk = isAt(CHUNK_MAGIC, 0) || isAt(CHUNK_MAGIC, 4096);
    return hasChunk
      ? { why: 'by the first bytes of its first chunk', sure: 'likely', plan: { how: 'evtx' } }
      : null;
  },
};
