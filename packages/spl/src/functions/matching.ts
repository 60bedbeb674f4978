import { isIn } from '../lower/eval/compare.ts';
import { nullOf, toType } from '../lower/eval/convert.ts';
import { lowerLike } from '../lower/eval/like.ts';
import { primitive } from '../lower/eval/share.ts';
import { parseCidr } from '../plan/cidr.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';
import { patternArgument } from './pattern-argument.ts';

const page = 'Search Reference, Comparison and Conditional functions';

/** A test of one text, on each value of a multivalue. */
function anyText(call: FunctionCall, value: PlanExpr, test: (text: PlanExpr) => PlanExpr): PlanExpr {
  if (value.type !== 'multivalue') return test(toType(value, 'dynamic'));
  const param = call.context.freshId();
  const body = test({ op: 'column', id: param, type: 'dynamic' });
  return primitive('list.any', 'boolean', value, { op: 'lambda', param, body, type: 'boolean' });
}

export const matchingFunctions = [
  defineFunction({
    name: 'cidrmatch',
    doc: 'True when an IPv4 or IPv6 address lies in a CIDR block; NULL for text that is no address.',
    syntax: 'cidrmatch(<block>, <address>)',
    source: `${page}; NULL rule: ours`,
    args: ['text', 'value'],
    gives: 'boolean',
    lower: (call, block, address) => {
      const literal = literalTextOf(block);
      if (literal !== undefined && !parseCidr(literal)) {
        const values = { text: literal, what: 'CIDR block', example: '10.0.0.0/8' };
        call.refuse('SPL2210', values, 0);
        return nullOf('boolean');
      }
      return anyText(call, address, (text) => primitive('cidrmatch', 'boolean', block, text));
    },
    vectors: [
      ['cidrmatch("10.0.0.0/8", ip)', true, { ip: '10.1.2.3' }],
      ['cidrmatch("10.0.0.0/8", ip)', false, { ip: '11.1.2.3' }],
      ['cidrmatch("10.0.0.0/8", ip)', false, { ip: '::1' }],
      ['cidrmatch("192.168.128.0/17", ip)', true, { ip: '192.168.255.255' }],
      ['cidrmatch("2001:db8::/33", ip)', true, { ip: '2001:DB8:7fff::1' }],
      ['cidrmatch("2001:db8::/33", ip)', false, { ip: '2001:db8:8000::1' }],
      ['cidrmatch("2001:db8::/33", ip)', false, { ip: '10.0.0.1' }],
      ['cidrmatch("::ffff:10.0.0.0/104", ip)', true, { ip: '::ffff:10.9.9.9' }],
      [
        'cidrmatch("10.0.0.0/8", ip) OR cidrmatch("2001:db8::/33", ip) OR cidrmatch("10.64.0.0/10", ip)',
        true,
        { ip: '10.65.0.1' },
      ],
      ['cidrmatch("10.0.0.0/8", ip) OR cidrmatch("2001:db8::/33", ip)', true, { ip: '2001:db8:1::1' }],
      ['cidrmatch("10.0.0.0/8", ip) OR cidrmatch("11.0.0.0/32", ip)', false, { ip: '11.0.0.1' }],
      ['cidrmatch("10.0.0.0/8", ip) OR cidrmatch("11.0.0.0/32", ip)', false, { ip: '2001:db8::1' }],
      ['cidrmatch("10.0.0.0/8", ip) OR cidrmatch("11.0.0.0/32", ip)', null, { ip: 'host' }],
      ['cidrmatch("10.0.0.0/8", ip) OR isnull(ip) OR cidrmatch("9.0.0.0/8", ip)', true, { ip: '9.1.1.1' }],
      ['cidrmatch(block, ip)', true, { block: '172.16.0.0/12', ip: '172.31.0.9' }],
      ['cidrmatch(block, ip)', false, { block: '172.16.0.0/12', ip: '172.32.0.9' }],
      ['cidrmatch(block, ip)', true, { block: 'fe80::/10', ip: 'febf::1' }],
      ['cidrmatch(block, ip)', null, { block: '172.16.0.0/40', ip: '172.31.0.9' }],
      ['cidrmatch("10.0.0.0/8", ip)', null, { ip: 'printer-7' }],
      ['cidrmatch("10.0.0.0/8", ip)', null, { ip: '10.0.0.256' }],
      ['cidrmatch("10.0.0.0/8", ip)', null, { ip: '1:2:3' }],
      ['cidrmatch("10.0.0.0/8", ip)', null, { ip: '' }],
      ['cidrmatch("10.0.0.0/8", ip)', null, { ip: null }],
      ['cidrmatch("10.0.0.0", ip)', { error: 'SPL2210' }],
    ],
  }),
  defineFunction({
    name: 'match',
    doc: 'True when a regular expression is found anywhere in the text; for a multivalue, in any of its values.',
    syntax: 'match(<text>, <regex>)',
    source: page,
    args: ['text', 'text'],
    gives: 'boolean',
    onMultivalue: 'any',
    lower: (call, text, regex) => {
      const found = patternArgument(call, regex, 1);
      return found ? primitive('regex.matches', 'boolean', text, found.pattern) : nullOf('boolean');
    },
    vectors: [
      ['match(x, "^\\d+$")', true, { x: '123' }],
      ['match(x, "b.d")', false, { x: 'b\nd' }],
      ['match(x, "(?i)ABC")', true, { x: 'xabcx' }],
      ['match(x, "[\\w-.]+@")', true, { x: 'a-b@c' }],
      ['match(m, "^b")', true, { m: ['a', 'b'] }],
      ['match(x, y)', true, { x: 'abc', y: 'b' }],
      ['match(x, y)', null, { x: 'abc', y: '[' }],
      ['match(x, "a")', false, { x: '' }],
      ['match(x, "a")', null, { x: null }],
      ['match(x, "(a")', { error: 'SPL2208' }],
      ['match(x, "a(?=b)")', { error: 'SPL3202' }],
    ],
  }),
  defineFunction({
    name: 'like',
    doc: 'True when the whole text fits a pattern in which % is any run of characters and _ is one; letter case counts.',
    syntax: 'like(<text>, <pattern>)',
    source: page,
    args: ['value', 'value'],
    gives: 'boolean',
    lower: (_call, text, pattern) => lowerLike(text, pattern),
    vectors: [
      ['like(x, "%admin%")', true, { x: 'the admin group' }],
      ['like(x, "Admin%")', false, { x: 'admin' }],
      ['like(x, "a_c")', true, { x: 'a\u00efc' }],
      ['like(x, "100\\%")', false, { x: '100%' }],
      ['like(m, "b%")', true, { m: ['abc', 'bcd'] }],
      ['like(x, "%")', true, { x: '' }],
      ['like(x, "%")', null, { x: null }],
      ['like(x)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'in',
    doc: 'True when the first argument equals one of the others; numbers are compared as numbers, text with its letter case.',
    syntax: 'in(<value>, <value>, ...)',
    source: page,
    args: ['value', 'value'],
    repeat: ['value'],
    gives: 'boolean',
    lower: (_call, value, ...list) => isIn(value, list),
    vectors: [
      ['in(x, "404", "500")', true, { x: '404.0' }],
      ['in(x, "a", "b")', false, { x: 'A' }],
      ['in(x, "a", 5)', true, { x: '5' }],
      ['in("b", x, y)', true, { x: 'a', y: 'b' }],
      ['in(m, "c", "b")', true, { m: ['a', 'b'] }],
      ['in(x, "a", "")', true, { x: '' }],
      ['in(x, "a", "b")', null, { x: null }],
      ['in(x)', { error: 'SPL2202' }],
    ],
  }),
];
