type Value = string | number | readonly Value[] | { readonly [name: string]: Value };

/** A small database of IPv4 addresses in MaxMind's format: data for blocks such as `192.0.2.0/24`. Source: MaxMind DB specification 2.0. */
export function mmdbFile(blocks: Readonly<Record<string, Value>>): Buffer {
  const nodes: [Target, Target][] = [[null, null]];
  const data: Buffer[] = [];
  let size = 0;
  for (const [block, value] of Object.entries(blocks)) {
    const encoded = encode(value);
    place(nodes, block, { offset: size });
    data.push(encoded);
    size += encoded.length;
  }
  const tree = nodes.map((node) => Buffer.concat(node.map((target) => record(target, nodes.length))));
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'Test-City',
    description: { en: 'made for a test' },
    ip_version: 4,
    languages: ['en', 'de'],
    node_count: nodes.length,
    record_size: 24,
  };
  const mark = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, mark, encode(metadata)]);
}

/** Another node, a place in the data, or nothing. */
type Target = number | { readonly offset: number } | null;

function place(nodes: [Target, Target][], block: string, found: Target): void {
  const [address = '', bits = '32'] = block.split('/');
  const number = address.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  let at = 0;
  for (let bit = 0; bit < Number(bits); bit += 1) {
    const side = Math.floor(number / 2 ** (31 - bit)) % 2 === 1 ? 1 : 0;
    const node = nodes[at];
    if (!node) return;
    const next = node[side];
    if (bit === Number(bits) - 1) node[side] = found;
    else if (typeof next === 'number') at = next;
    else {
      nodes.push([null, null]);
      at = nodes.length - 1;
      node[side] = at;
    }
  }
}

function record(target: Target, count: number): Buffer {
  const value = target === null ? count : typeof target === 'number' ? target : count + 16 + target.offset;
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(value, 0, 3);
  return bytes;
}

/** A whole number becomes a uint32, any other a double. */
function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const isWhole = Number.isInteger(value) && value >= 0;
    const bytes = Buffer.alloc(isWhole ? 4 : 8);
    if (isWhole) bytes.writeUInt32BE(value);
    else bytes.writeDoubleBE(value);
    return Buffer.concat([control(isWhole ? 6 : 3, bytes.length), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  const members = Object.entries(value);
  return Buffer.concat([
    control(7, members.length),
    ...members.flatMap(([name, member]) => [encode(name), encode(member)]),
  ]);
}

function control(type: number, size: number): Buffer {
  return Buffer.from(size < 29 ? [(type << 5) | size] : [(type << 5) | 29, size - 29]);
}
