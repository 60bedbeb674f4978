import type { LookupMatch } from '@sealbreak/spl';

/**
 * Reads `match_type`: `WILDCARD(host), CIDR(src)`, separated by commas or blanks; `EXACT(f)` is the default and left out.
 * Null for any other text. Source: Admin Manual, transforms.conf.
 */
export function parseMatchType(text: string): readonly LookupMatch[] | null {
  const matches: LookupMatch[] = [];
  const item = /[\s,]*(WILDCARD|CIDR|EXACT)\s*\(\s*([^()]*?)\s*\)/iy;
  let end = 0;
  for (let found = item.exec(text); found; found = item.exec(text)) {
    end = item.lastIndex;
    const [, kind = '', field = ''] = found;
    const type = kind.toUpperCase();
    if (field === '') return null;
    if (type === 'WILDCARD' || type === 'CIDR') matches.push({ field, type });
  }
  return /^[\s,]*$/.test(text.slice(end)) ? matches : null;
}
