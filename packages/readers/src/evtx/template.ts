/** A place in a template that a value of the record goes into. */
export interface Slot {
  readonly slot: number;
  /** Its element or attribute is left out where the value is null. */
  readonly optional: boolean;
}

/** Text of the template itself, or a place for a value. */
export type Part = string | Slot;

export interface TemplateAttribute {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** An element of a template or, without slots, of a record. */
export interface TemplateElement {
  readonly name: string;
  /** The value without which the element is left out; null where there is none. */
  readonly dependsOn: number | null;
  readonly attributes: readonly TemplateAttribute[];
  readonly content: readonly TemplateContent[];
}

/** A record's piece of binary XML: a template with its values. */
export interface Instance {
  readonly template: TemplateElement;
  readonly values: readonly Value[];
}

export type TemplateContent = Part | TemplateElement | { readonly instance: Instance };

/** A value where it lies in its chunk. */
export interface Value {
  readonly type: number;
  readonly from: number;
  readonly size: number;
}

export function isElement(content: TemplateContent): content is TemplateElement {
  return typeof content === 'object' && 'content' in content;
}

export function isSlot(content: TemplateContent): content is Slot {
  return typeof content === 'object' && 'slot' in content;
}
