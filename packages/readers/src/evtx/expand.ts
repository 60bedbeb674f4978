import type { XmlElement } from '../windows/xml-element.ts';
import type { BinaryXmlReader } from './binary-xml.ts';
import { EvtxFault } from './cursor.ts';
import {
  type Instance,
  isElement,
  isSlot,
  type Part,
  type Slot,
  type TemplateElement,
  type Value,
} from './template.ts';
import { ARRAY, arrayTexts, VALUE, valueText } from './value-text.ts';

/**
 * Nested values can name one template many times over, each with nested values of its own: a few bytes could become
 * gigabytes. Windows' own limit of an event is 64 KB.
 */
const BUDGET = 4_000_000;
const DEPTH_MAX = 32;

/** Puts the values of a record into its template. Throws `EvtxFault` for what is damaged. */
export function expandInstance(instance: Instance, chunk: Buffer, reader: BinaryXmlReader): XmlElement {
  const [element] = new Expansion(chunk, reader).element(instance.template, instance.values, 0);
  if (element === undefined) throw new EvtxFault('it has no element');
  return element;
}

class Expansion {
  readonly #chunk: Buffer;
  readonly #reader: BinaryXmlReader;
  #spent = 0;

  constructor(chunk: Buffer, reader: BinaryXmlReader) {
    this.#chunk = chunk;
    this.#reader = reader;
  }

  /** None where the value that it depends on is null; several where its content is an array. */
  element(template: TemplateElement, values: readonly Value[], depth: number): XmlElement[] {
    this.#spend(20);
    if (depth > DEPTH_MAX) throw new EvtxFault('values are nested too deep');
    const { name, content, dependsOn } = template;
    if (dependsOn !== null && isNull(values[dependsOn])) return [];
    const attributes: [string, string][] = [];
    for (const { name: attribute, parts } of template.attributes) {
      const value = this.#attribute(parts, values);
      if (value !== null) attributes.push([attribute, value]);
    }
    const [only] = content;
    if (content.length === 1 && only !== undefined && isSlot(only)) {
      const items = this.#arrayItems(only, values);
      if (items !== null && items.length > 0)
        return items.map((item) => ({ name, attributes, children: item === '' ? [] : [item] }));
    }
    const children: (XmlElement | string)[] = [];
    for (const item of content) {
      if (typeof item === 'string') this.#addText(children, item);
      else if (isElement(item)) children.push(...this.element(item, values, depth + 1));
      else if (isSlot(item)) this.#fill(children, item, values, depth);
      else children.push(...this.element(item.instance.template, item.instance.values, depth + 1));
    }
    return [{ name, attributes, children }];
  }

  #addText(children: (XmlElement | string)[], text: string): void {
    if (text === '') return;
    this.#spend(text.length);
    children.push(text);
  }

  #fill(children: (XmlElement | string)[], slot: Slot, values: readonly Value[], depth: number): void {
    const value = this.#value(slot, values);
    if (value.type === VALUE.binXml) {
      if (value.size === 0) return;
      const { from, size } = value;
      this.#spend(size);
      const nested = this.#reader.read(from, from + size, true);
      children.push(...this.element(nested.template, nested.values, depth + 1));
    } else this.#addText(children, this.#text(value) ?? '');
  }

  /** Null where the attribute is left out: an optional value that is null. */
  #attribute(parts: readonly Part[], values: readonly Value[]): string | null {
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'object' && only.optional && isNull(values[only.slot]))
      return null;
    let text = '';
    for (const part of parts)
      text += typeof part === 'string' ? part : (this.#text(this.#value(part, values)) ?? '');
    this.#spend(text.length);
    return text;
  }

  #text({ type, from, size }: Value): string | null {
    this.#spend(size);
    if ((type & ARRAY) === 0) return valueText(this.#chunk, from, size, type);
    return arrayTexts(this.#chunk, from, size, type & ~ARRAY).join(' ');
  }

  #arrayItems(slot: Slot, values: readonly Value[]): string[] | null {
    const { type, from, size } = this.#value(slot, values);
    if ((type & ARRAY) === 0) return null;
    const items = arrayTexts(this.#chunk, from, size, type & ~ARRAY);
    this.#spend(size + items.length * 20);
    return items;
  }

  #value(slot: Slot, values: readonly Value[]): Value {
    const value = values[slot.slot];
    if (value === undefined) throw new EvtxFault(`its template wants value ${slot.slot} of ${values.length}`);
    return value;
  }

  #spend(amount: number): void {
    this.#spent += amount;
    if (this.#spent > BUDGET) throw new EvtxFault('its values would take more than any event can hold');
  }
}

function isNull(value: Value | undefined): boolean {
  return value === undefined || value.type === VALUE.null || value.size === 0;
}
