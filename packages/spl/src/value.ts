/** A cell of a result: NULL, a number, a string, or a multivalue of two or more strings (one value is the scalar). */
export type Cell = null | number | string | readonly string[];
