import type { Format } from './format.ts';

const PATTERN = /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<Events>\s*)?<Event xmlns=/;

/** What `wevtutil`, the Event Viewer and libevtx's `evtxexport` write. */
export const windowsEventXml: Format = {
  id: 'windows-event-xml',
  title: 'Windows events as XML',
  doc: {
    sourcetypes: ['XmlWinEventLog'],
    recognisedBy: 'it begins with an Event element',
    howToGet: 'wevtutil qe Security /f:xml; Event Viewer: Save All Events As > XML; evtxexport -f xml',
  },
  recognise: ({ text }) =>
    PATTERN.test(text) ? { why: 'it begins with an Event element', plan: { how: 'event-xml' } } : null,
};
