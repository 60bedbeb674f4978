import { toText } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineFunction } from './define.ts';
import { concat, textLiteral } from './json-text.ts';

/** One of the four numbers of an address. */
function octet(address: PlanExpr, divisor: number): PlanExpr {
  const shifted = primitive(
    'number.floor',
    'number',
    primitive('number.divide', 'number', address, numberLiteral(divisor)),
  );
  return toText(primitive('number.modulo', 'number', shifted, numberLiteral(256)));
}

export const addressFunctions = [
  defineFunction({
    name: 'ipmask',
    doc: 'The network of an IPv4 address under a mask: the bits that both have.',
    syntax: 'ipmask("<mask>", <address>)',
    source: 'Search Reference, Bitwise and conversion functions',
    args: ['text', 'text'],
    gives: 'text',
    lower: (_call, mask, address) => {
      const number = (text: PlanExpr): PlanExpr => primitive('ipv4.number', 'number', text);
      const both = primitive('bits.and', 'number', number(mask), number(address));
      return share(both, 'network', (network) =>
        concat(
          ...[16_777_216, 65_536, 256, 1].flatMap((divisor, i) => [
            ...(i === 0 ? [] : [textLiteral('.')]),
            octet(network, divisor),
          ]),
        ),
      );
    },
    vectors: [
      ['ipmask("255.255.255.0", x)', '10.20.30.0', { x: '10.20.30.120' }],
      ['ipmask("0.255.0.240", x)', '0.20.0.112', { x: '10.20.30.120' }],
      ['ipmask("255.255.255.0", x)', null, { x: 'dirty' }],
      ['ipmask("255.255.255.0", x)', null, { x: '' }],
      ['ipmask("255.255.255.0", x)', null, { x: null }],
      ['ipmask("255.0.0.0")', { error: 'SPL2202' }],
    ],
  }),
];
