/** An element of an event, whatever it was read from. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (XmlElement | string)[];
}

/** The text directly inside an element. */
export function textOf(element: XmlElement): string {
  const { children } = element;
  const [only] = children;
  if (children.length === 1 && typeof only === 'string') return only;
  return children.filter((child) => typeof child === 'string').join('');
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child;
  return undefined;
}

/** On one line and with single quotes, as Windows renders an event and Splunk keeps it. */
export function renderXml(element: XmlElement): string {
  let text = `<${element.name}`;
  for (const [name, value] of element.attributes)
    text += ` ${name}='${escapeXml(value).replaceAll("'", '&apos;')}'`;
  if (element.children.length === 0) return `${text}/>`;
  text += '>';
  for (const child of element.children)
    text += typeof child === 'string' ? escapeXml(child) : renderXml(child);
  return `${text}</${element.name}>`;
}

/** XML has no way to write the other control characters; they stay visible as a reference. */
const SPECIAL = /[&<>\0-\x08\x0b\x0c\x0e-\x1f]/;
const EACH_SPECIAL = /[&<>\0-\x08\x0b\x0c\x0e-\x1f]/g;

function escapeXml(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}
