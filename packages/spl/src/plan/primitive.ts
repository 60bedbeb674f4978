/**
 * The primitives: all that a dialect must be able to compute. Each is total: a value that it cannot handle gives NULL,
 * never an error. Unless a line says otherwise, a NULL argument gives NULL. Types in the comments are SplType names;
 * `text` stands for text and dynamic alike, `list` for multivalue. A dialect has one table row for each.
 */
export type PrimitiveName =
  | LogicPrimitive
  | NumberPrimitive
  | FormatPrimitive
  | TextPrimitive
  | RegexPrimitive
  | ListPrimitive
  | TimePrimitive
  | AddressPrimitive
  | JsonPrimitive;

/** Booleans have three values, as in SQL. */
export type LogicPrimitive =
  /** (boolean, ...) -> boolean */
  | 'and'
  | 'or'
  /** (boolean) -> boolean; NOT of NULL is NULL: the one place that decides it (semantics 4.3.4) */
  | 'not'
  | 'xor'
  /** (any) -> boolean, never NULL */
  | 'isNull'
  | 'isNotNull'
  | 'isTrue'
  | 'isNotTrue'
  /** (a, b) -> boolean, never NULL: equal, or both NULL */
  | 'same'
  | 'boolean.eq'
  /** (a, ...) of one type -> the first that is not NULL */
  | 'coalesce'
  /** (value, lambda) -> the lambda's body with the value bound to its parameter: evaluates a large value once */
  | 'let';

/** IEEE doubles. */
export type NumberPrimitive =
  /** (number, number) -> boolean */
  | 'number.eq'
  | 'number.ne'
  | 'number.lt'
  | 'number.le'
  | 'number.gt'
  | 'number.ge'
  /** (number, number, ...) -> boolean: equals one of the others */
  | 'number.in'
  /** (number, ...) -> number */
  | 'number.add'
  | 'number.subtract'
  | 'number.multiply'
  /** Division by zero is NULL, also for the remainder, whose sign is that of the dividend. */
  | 'number.divide'
  | 'number.modulo'
  | 'number.negate'
  | 'number.abs'
  | 'number.ceiling'
  | 'number.floor'
  | 'number.truncate'
  | 'number.sqrt'
  | 'number.exp'
  | 'number.ln'
  /** (number, base) */
  | 'number.log'
  | 'number.pow'
  /** (number, places): half away from zero, of the decimal form that the number prints as */
  | 'number.round'
  /** (number, ...): NULLs are skipped */
  | 'number.least'
  | 'number.greatest'
  | 'number.sin'
  | 'number.cos'
  | 'number.tan'
  | 'number.asin'
  | 'number.acos'
  | 'number.atan'
  | 'number.atan2'
  | 'number.sinh'
  | 'number.cosh'
  | 'number.tanh'
  | 'number.asinh'
  | 'number.acosh'
  | 'number.atanh'
  | 'number.hypot'
  /** (number, number) on integers from 0 to 2^53 - 1; NULL for any other number */
  | 'bits.and'
  | 'bits.or'
  | 'bits.xor'
  | 'bits.shiftLeft'
  | 'bits.shiftRight'
  /** () -> number: a new integer from 0 to 2^31 - 1 for each row */
  | 'number.random'
  /** () -> number: the epoch seconds at which the row is computed */
  | 'number.clock';

export type FormatPrimitive =
  /** (number) -> text: integers below 1e16 without a fraction, else the shortest form that reads back, as `1e+20`, `1.5e-07` */
  | 'number.toText'
  /** (number, literal `%[flags][width][.precision]conversion`) -> text; conversions d o x X c e E f g G */
  | 'number.printf'
  /** (text, literal `%[-][width][.precision]s`) -> text */
  | 'text.printf'
  /** (number) -> text: `0xFF` */
  | 'number.hex'
  /** (number) -> text: `1010` */
  | 'number.binary'
  /** (number) -> text: `12,345.68`, at most two decimals */
  | 'number.commas'
  /** (seconds) -> text: `[D+]HH:MM:SS[.ffffff]` */
  | 'number.duration';

export type TextPrimitive =
  /** (text, text) -> boolean: code point by code point */
  | 'text.equal'
  | 'text.unequal'
  | 'text.lt'
  | 'text.le'
  | 'text.gt'
  | 'text.ge'
  /** (text, text, ...) -> boolean: equals one of the others */
  | 'text.in'
  /** (text) -> boolean: a decimal number (semantics 4.5.1) */
  | 'text.looksNumeric'
  /** (text) -> number: NULL unless it looks like one */
  | 'text.toNumber'
  /** (text that looks numeric) -> number, unchecked */
  | 'text.castNumber'
  /** (text, base 2 to 36) -> number: digits of that base, letter case ignored, a sign and for base 16 `0x` allowed */
  | 'text.parseInteger'
  | 'lower'
  | 'upper'
  /** (text) -> number of code points */
  | 'text.length'
  /** (text, start, count or NULL for the rest): positions count from 1, negative ones from the end */
  | 'text.substring'
  /** (text, set of characters) */
  | 'text.trim'
  | 'text.trimLeft'
  | 'text.trimRight'
  /** (text, ...) -> text */
  | 'text.concat'
  /** (text, pattern) -> boolean: whole text, `%` any run, `_` one character, nothing escapes */
  | 'text.like'
  /** (text, literal list) -> boolean: contains at least one of the words */
  | 'text.containsAny'
  /**
   * (text, literal list of ASCII words in lower case) -> boolean: TRUE where `lower` of the text contains one of them; may be
   * TRUE elsewhere (letters that fold to ASCII ones). For conditions that only need to be necessary.
   */
  | 'text.mayContainAny'
  /** (text, pattern) -> boolean: whole text, `*` any run, nothing escapes */
  | 'text.wildcard'
  /** (text, delimiter) -> list; an empty delimiter gives the characters */
  | 'text.split'
  | 'text.md5'
  | 'text.sha1'
  | 'text.sha256'
  /** (text) -> text: percent-decoded; NULL if that gives no UTF-8 */
  | 'text.urlDecode'
  /** (text, characters, characters): each of the first becomes the one at the same place in the second */
  | 'text.translate'
  /** (text) -> number: 0 for a number, 1 for an IPv4 address, 2 for other text */
  | 'sort.kind';

/** Patterns are RE2. One that is not a literal may be malformed: then the result is NULL. */
export type RegexPrimitive =
  /** (text, pattern) -> boolean: found anywhere */
  | 'regex.matches'
  /** (text, pattern, replacement with `\1`) -> text, every match */
  | 'regex.replace'
  /** the same for the first match only */
  | 'regex.replaceFirst'
  /** (text, pattern, literal group number) -> text of the first match; NULL without a match */
  | 'regex.extract'
  /** (text, pattern, literal group number) -> list over all matches */
  | 'regex.extractAll';

/** Lists are never empty and hold no NULL: an empty result is NULL. */
export type ListPrimitive =
  /** (text, ...) -> list of those that are not NULL */
  | 'list.of'
  /** (list, lambda -> boolean) -> boolean: true for one element, else NULL if all give NULL, else false */
  | 'list.any'
  /** (list, text) -> boolean */
  | 'list.contains'
  /** (list, lambda -> text) -> list; NULLs are left out */
  | 'list.map'
  /** (list, lambda -> list) -> list: the results one after the other */
  | 'list.flatMap'
  /** (list, lambda -> number) -> list of numbers, for aggregates only; NULLs stay */
  | 'list.mapNumbers'
  /** (list, lambda -> boolean) -> list */
  | 'list.filter'
  /** (list, lambda -> boolean) -> 0-based index of the first element for which it is true, else NULL */
  | 'list.find'
  /** (list) -> text */
  | 'list.first'
  /** (list) -> its element when it has exactly one, else NULL */
  | 'list.single'
  | 'list.length'
  /** (list, 0-based index, negative from the end) -> text, NULL out of range */
  | 'list.at'
  /** (list, first, last), both inclusive and as in list.at -> list, NULL when either is out of range */
  | 'list.slice'
  /** (list, count) -> its first elements */
  | 'list.take'
  /** (list, delimiter) -> text */
  | 'list.join'
  /** (list, ...) -> list; NULLs contribute nothing */
  | 'list.concat'
  /** (list) -> list: the first of equal elements, order kept */
  | 'list.distinct'
  /** (list) -> list by code point */
  | 'list.sort'
  | 'list.reverse'
  /** (list, list, delimiter) -> list of pairs up to the shorter one */
  | 'list.zip'
  /** (from, to, step) -> list of numbers as text, `to` excluded; NULL for more than a million */
  | 'list.range'
  /** (list) -> number over its numeric elements; NULL without one */
  | 'list.minNumber'
  | 'list.maxNumber'
  | 'list.sum'
  | 'list.average'
  /** (list) -> text over its non-numeric elements; NULL without one */
  | 'list.minText'
  | 'list.maxText';

/** Times are epoch seconds with a fraction; calendar units are those of UTC. Out of the years 1 to 9999: NULL. */
export type TimePrimitive =
  /** (number, literal list of TimePiece texts) -> text */
  | 'time.format'
  /** (text, literal list of TimePiece texts, number: the time that gives a missing date) -> number */
  | 'time.parse'
  /** (number, relative time modifier of at most four steps) -> number; NULL for text that is none */
  | 'time.shift'
  /** (number, literal count, literal TimeUnit) -> number */
  | 'time.add'
  /** (number, literal TimeUnit, literal weekday 0 to 6 for `week`) -> number: start of that unit */
  | 'time.truncate';

export type AddressPrimitive =
  /** (text) -> number: NULL for text that is no IPv4 address */
  | 'ipv4.number'
  /** (CIDR block, address) -> boolean: IPv4 and IPv6; NULL when either is malformed */
  | 'cidrmatch';

export type JsonPrimitive =
  /** (JSON text, literal list of steps) -> text: a scalar's text, an object or array as JSON; JSON null is `null` */
  | 'json.extract'
  /** the same for a path that holds `{}` -> list of all hits */
  | 'json.extractAll'
  /** (JSON text, literal list of steps) -> text of a scalar; NULL for an object or array; JSON null is `null` */
  | 'json.leaf'
  /** the same for a path that holds `{}` -> list of all scalars */
  | 'json.leaves'
  /** (text) -> boolean: is it well-formed JSON? */
  | 'json.valid'
  /** (text) -> JSON text: the text in double quotes, escaped */
  | 'json.quote'
  /** (JSON text) -> list of the keys of an object in their order; NULL for anything else */
  | 'json.keys'
  /** (JSON text, key) -> JSON text of the member of an object; NULL without one */
  | 'json.member'
  /** (JSON text) -> list of JSON texts, the elements of an array; NULL for anything else */
  | 'json.elements';
