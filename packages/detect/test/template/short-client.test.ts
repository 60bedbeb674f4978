import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortClient } from '../../src/template/short-client.ts';

it.each([
  ['Client=REST;;', 'REST'],
  ['Client=REST;Client=RESTSystem;;', 'REST'],
  ['Client=OWA;Action=ViaProxy', 'OWA'],
  ['Client=WebServices;ExchangeServicesClient/15.00.0847.030;', 'ExchangeServicesClient/15.00.0847.030'],
  [
    'Client=WebServices;ExchangeWebServicesProxy/CrossSite/EXCH/15.20.7249.024/python-requests/2.25.1[AppId=11111111-2222-4333-8444-555555555555];',
    'python-requests/2.25.1',
  ],
  ['Client=OWA;Mozilla/5.0 (X11; Linux x86_64);', 'Mozilla/5.0 (X11; Linux x86_64)'],
  ['MailSniper', 'MailSniper'],
  ['Client=MSExchangeRPC', 'MSExchangeRPC'],
  ['x[AppId=never closed', 'x[AppId=never closed'],
  ['', ''],
])('%s', (client, short) => {
  expect(shortClient(client)).toBe(short);
});

it('gives text for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (client) => client === '' || shortClient(client) !== ''),
  );
});
