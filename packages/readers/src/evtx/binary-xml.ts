import { Cursor, EvtxFault } from './cursor.ts';
import type {
  Instance,
  Part,
  TemplateAttribute,
  TemplateContent,
  TemplateElement,
  Value,
} from './template.ts';

/** Tokens of binary XML; 0x40 is the bit for "more follows". Source: libyal/libevtx, binary XML. */
const TOKEN = {
  endOfFile: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charRef: 0x08,
  entityRef: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  templateInstance: 0x0c,
  slot: 0x0d,
  optionalSlot: 0x0e,
  fragment: 0x0f,
} as const;
const MORE = 0x40;
const HAS_ATTRIBUTES = 0x40;
const NO_DEPENDENCY = 0xffff;
const DEPTH_MAX = 64;
const VALUES_MAX = 16_384;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/** Made once: an error notes where it is made, which takes longer than to read a template. */
const DAMAGED = new EvtxFault('its template is damaged');

interface Template {
  readonly element: TemplateElement;
  /** The offset behind it. */
  readonly end: number;
}

/** The templates and names of one chunk, by their offset: most records name the same few. */
export class BinaryXmlReader {
  readonly #chunk: Buffer;
  readonly #names = new Map<number, { readonly name: string; readonly end: number }>();
  readonly #templates = new Map<number, Template | EvtxFault>();
  #depth = 0;

  constructor(chunk: Buffer) {
    this.#chunk = chunk;
  }

  /**
   * Reads one document: a template with values, or an element as it is.
   * @param isNested as a value of another one: then elements name no dependency.
   */
  read(from: number, end: number, isNested: boolean): Instance {
    const cursor = new Cursor(this.#chunk, from, end);
    for (;;) {
      const token = cursor.peek();
      if (token === TOKEN.fragment) cursor.skip(4);
      else if (token === TOKEN.templateInstance) return this.#instance(cursor);
      else if ((token & ~HAS_ATTRIBUTES) === TOKEN.openElement)
        return { template: this.#element(cursor, !isNested), values: [] };
      else if (token === TOKEN.instructionTarget) this.#instruction(cursor);
      else throw new EvtxFault(`no element begins it (token 0x${token.toString(16)})`);
    }
  }

  #instance(cursor: Cursor): Instance {
    cursor.skip(2 + 4);
    const offset = cursor.u32();
    const { element, end } = this.#template(offset);
    if (offset === cursor.at) cursor.skip(end - offset);
    return { template: element, values: readValues(cursor) };
  }

  /** A template is written where it is first used; others name its offset. */
  #template(offset: number): Template {
    const known = this.#templates.get(offset);
    if (known instanceof EvtxFault) throw known;
    if (known !== undefined) return known;
    // Also for one that names itself, in the middle of its reading.
    this.#templates.set(offset, DAMAGED);
    const template = this.#readTemplate(offset);
    this.#templates.set(offset, template);
    return template;
  }

  #readTemplate(offset: number): Template {
    const head = new Cursor(this.#chunk, offset, this.#chunk.length);
    head.skip(4 + 16);
    const size = head.u32();
    const cursor = new Cursor(this.#chunk, head.skip(size), head.at);
    if (cursor.peek() === TOKEN.fragment) cursor.skip(4);
    return { element: this.#element(cursor, true), end: head.at };
  }

  /** Counts over templates within templates: a file can nest them as deep as it is long. */
  #element(cursor: Cursor, hasDependency: boolean): TemplateElement {
    if (this.#depth >= DEPTH_MAX) throw new EvtxFault('elements are nested too deep');
    this.#depth += 1;
    try {
      return this.#readElement(cursor, hasDependency);
    } finally {
      this.#depth -= 1;
    }
  }

  #readElement(cursor: Cursor, hasDependency: boolean): TemplateElement {
    const token = cursor.u8();
    if ((token & ~HAS_ATTRIBUTES) !== TOKEN.openElement)
      throw new EvtxFault('an element does not begin as one');
    const dependency = hasDependency ? cursor.u16() : NO_DEPENDENCY;
    cursor.skip(4);
    const name = this.#name(cursor);
    const attributes = (token & HAS_ATTRIBUTES) === 0 ? [] : this.#attributes(cursor);
    const close = cursor.u8();
    const dependsOn = dependency === NO_DEPENDENCY ? null : dependency;
    if (close === TOKEN.closeEmpty) return { name, dependsOn, attributes, content: [] };
    if (close !== TOKEN.closeStart) throw new EvtxFault(`the tag of ${name} does not close`);
    return { name, dependsOn, attributes, content: this.#content(cursor, hasDependency) };
  }

  #attributes(cursor: Cursor): TemplateAttribute[] {
    cursor.skip(4);
    const attributes: TemplateAttribute[] = [];
    while ((cursor.peek() & ~MORE) === TOKEN.attribute) {
      cursor.skip(1);
      const name = this.#name(cursor);
      const parts: Part[] = [];
      for (let part = this.#part(cursor); part !== null; part = this.#part(cursor)) parts.push(part);
      attributes.push({ name, parts });
    }
    return attributes;
  }

  #content(cursor: Cursor, hasDependency: boolean): TemplateContent[] {
    const content: TemplateContent[] = [];
    for (;;) {
      const part = this.#part(cursor);
      if (part !== null) {
        content.push(part);
        continue;
      }
      const token = cursor.peek();
      switch (token & ~MORE) {
        case TOKEN.endElement:
          cursor.skip(1);
          return content;
        case TOKEN.openElement:
          content.push(this.#element(cursor, hasDependency));
          break;
        case TOKEN.templateInstance:
          content.push({ instance: this.#instance(cursor) });
          break;
        case TOKEN.instructionTarget:
          this.#instruction(cursor);
          break;
        case TOKEN.fragment:
          cursor.skip(4);
          break;
        default:
          throw new EvtxFault(`a token that is none (0x${token.toString(16)})`);
      }
    }
  }

  /** Text or a slot; null, and nothing read, where another token is. */
  #part(cursor: Cursor): Part | null {
    const token = cursor.peek() & ~MORE;
    switch (token) {
      case TOKEN.value:
        cursor.skip(2);
        return cursor.text(cursor.u16());
      case TOKEN.cdata:
        cursor.skip(1);
        return cursor.text(cursor.u16());
      case TOKEN.charRef:
        cursor.skip(1);
        return String.fromCharCode(cursor.u16());
      case TOKEN.entityRef: {
        cursor.skip(1);
        const name = this.#name(cursor);
        return ENTITIES[name] ?? `&${name};`;
      }
      case TOKEN.slot:
      case TOKEN.optionalSlot: {
        cursor.skip(1);
        const slot = cursor.u16();
        cursor.skip(1);
        return { slot, optional: token === TOKEN.optionalSlot };
      }
      default:
        return null;
    }
  }

  /** Read past: nothing that an event says is in one. */
  #instruction(cursor: Cursor): void {
    cursor.skip(1);
    this.#name(cursor);
    if (cursor.peek() !== TOKEN.instructionData) return;
    cursor.skip(1);
    cursor.skip(cursor.u16() * 2);
  }

  /** A name is written where it is first used; others name its offset. */
  #name(cursor: Cursor): string {
    const offset = cursor.u32();
    let known = this.#names.get(offset);
    if (known === undefined) {
      const at = new Cursor(this.#chunk, offset, this.#chunk.length);
      at.skip(4 + 2);
      const name = at.text(at.u16());
      if (name === '') throw new EvtxFault('a name without letters');
      at.skip(2);
      known = { name, end: at.at };
      this.#names.set(offset, known);
    }
    if (offset === cursor.at) cursor.skip(known.end - offset);
    return known.name;
  }
}

/** A table of sizes and types, then the values themselves. */
function readValues(cursor: Cursor): readonly Value[] {
  const count = cursor.u32();
  if (count > VALUES_MAX) throw new EvtxFault(`${count} values in one event`);
  const table = cursor.skip(count * 4);
  const values: Value[] = new Array(count);
  for (let index = 0; index < count; index += 1) {
    const size = cursor.bytes.readUInt16LE(table + index * 4);
    const type = cursor.bytes[table + index * 4 + 2] as number;
    values[index] = { type, size, from: cursor.skip(size) };
  }
  return values;
}
