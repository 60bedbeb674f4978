import type { XmlElement } from './xml-element.ts';

const NAMES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };
const DEPTH_MAX = 64;
const TAG = /^<(\/?)([^\s/>=]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The one element of a text, as events are written: no document type, no entities of its own. White space between
 * elements is left out; text beside none is kept as it is. Null where the text is no such element.
 */
export function parseXml(text: string): XmlElement | null {
  const open: {
    name: string;
    attributes: (readonly [string, string])[];
    children: (XmlElement | string)[];
  }[] = [];
  let at = text.search(/\S/);
  while (at >= 0 && at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      if (end < 0) return null;
      open.at(-1)?.children.push(decode(text.slice(at, end)));
      at = end;
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0) return null;
      open.at(-1)?.children.push(text.slice(at + '<![CDATA['.length, end));
      at = end + ']]>'.length;
    } else if (text.startsWith('<?', at) || text.startsWith('<!--', at)) {
      const close = text.startsWith('<?', at) ? '?>' : '-->';
      const end = text.indexOf(close, at);
      if (end < 0) return null;
      at = end + close.length;
    } else {
      const end = text.indexOf('>', at) + 1;
      const tag = TAG.exec(text.slice(at, tagEnd(text, at, end)));
      if (tag === null) return null;
      const [whole, slash, name = '', attributes = '', empty] = tag;
      at += whole.length;
      if (slash === '/') {
        const element = open.pop();
        if (element === undefined || element.name !== name) return null;
        const closed = withoutBlanks(element);
        const parent = open.at(-1);
        if (parent === undefined) return text.slice(at).trim() === '' ? closed : null;
        parent.children.push(closed);
        continue;
      }
      if (open.length >= DEPTH_MAX) return null;
      const element = { name, attributes: readAttributes(attributes), children: [] };
      if (empty !== '/') open.push(element);
      else if (open.length === 0) return text.slice(at).trim() === '' ? element : null;
      else open.at(-1)?.children.push(element);
    }
    if (open.length === 0) at += text.slice(at).search(/\S|$/);
  }
  return null;
}

/** An attribute may hold `>`; then the tag ends further on. */
function tagEnd(text: string, from: number, firstEnd: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return firstEnd;
}

function readAttributes(text: string): (readonly [string, string])[] {
  return [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
    name,
    decode(double ?? single ?? ''),
  ]);
}

function withoutBlanks(element: XmlElement): XmlElement {
  const { children } = element;
  if (!children.some((child) => typeof child !== 'string')) return element;
  return {
    ...element,
    children: children.filter((child) => typeof child !== 'string' || child.trim() !== ''),
  };
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return NAMES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
