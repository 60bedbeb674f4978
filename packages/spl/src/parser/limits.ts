/** Bounds that keep parsing, printing and lowering of hostile text fast and off the end of the stack. */

/** Parentheses, brackets, calls and prefix operators inside one another. */
export const nestingLimit = 200;

/** Height of an eval expression; a chain `a+b+c` of n operators is n high. */
export const expressionHeightLimit = 1000;

/** Length of a search in UTF-16 units, before and after macro expansion. */
export const searchLimitChars = 500_000;

/** The same once the results of subsearches stand in it: ten thousand rows of a few fields. */
export const splicedLimitChars = 20_000_000;

/** After this many errors the rest of a text is given up; more warnings than this are not kept. */
export const diagnosticLimit = 100;
