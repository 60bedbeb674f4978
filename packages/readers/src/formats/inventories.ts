import { sniffAnyCsv } from '../csv/csv-dialect.ts';
import type { Format } from './format.ts';

/**
 * What collectors save beside the logs: how things are now, in CSV or as objects of Microsoft Graph. An object of it is told
 * by properties that no event has. Source: the cmdlets that write them and the resource pages of Microsoft Graph.
 */
const INVENTORIES: readonly { readonly what: string; readonly names: readonly string[] }[] = [
  { what: 'a list of users', names: ['userprincipalname', 'lastpasswordchangedatetime', 'accountenabled'] },
  { what: 'a list of users', names: ['userprincipalname', 'businessphones', 'surname'] },
  { what: 'a list of sign-in methods', names: ['mfastatus', 'fido2', 'phone'] },
  { what: 'a list of sign-in methods', names: ['userprincipalname', 'ismfaregistered', 'ismfacapable'] },
  { what: 'a list of inbox rules', names: ['ruleidentity', 'stopprocessingrules'] },
  { what: 'a list of transport rules', names: ['ruleversion', 'conditions', 'actions', 'exceptions'] },
  { what: 'a list of granted permissions', names: ['permissiontype', 'clientobjectid', 'consenttype'] },
  { what: 'a list of granted permissions', names: ['clientid', 'consenttype', 'resourceid', 'scope'] },
  { what: 'a list of mailbox permissions', names: ['accessrights', 'inheritancetype', 'deny'] },
  { what: 'a list of users at risk', names: ['risklevel', 'riskstate', 'risklastupdateddatetime'] },
  {
    what: 'a list of applications',
    names: ['appid', 'signinaudience', 'passwordcredentials', 'keycredentials'],
  },
  { what: 'a list of service principals', names: ['appid', 'serviceprincipaltype', 'serviceprincipalnames'] },
  { what: 'a list of groups', names: ['grouptypes', 'securityenabled', 'mailenabled'] },
  { what: 'a list of devices', names: ['deviceid', 'approximatelastsignindatetime', 'operatingsystem'] },
  { what: 'a list of access policies', names: ['grantcontrols', 'sessioncontrols', 'conditions'] },
  { what: 'a list of directory roles', names: ['roletemplateid', 'displayname'] },
];

export const inventory: Format = {
  id: 'inventory',
  title: 'inventory of a tenant',
  doc: null,
  recognise: ({ json, text }) => {
    const header = json === null ? sniffAnyCsv(text)?.header : json.firstKeys;
    if (header === undefined) return null;
    const names = new Set(header.map((name) => name.trim().toLowerCase()));
    const found = INVENTORIES.find((each) => each.names.every((name) => names.has(name)));
    if (found === undefined) return null;
    const reason = `${found.what}, how it was when it was saved: no log`;
    return {
      why: `${found.names.join(', ')} among its fields`,
      sure: 'likely',
      plan: { how: 'none', reason },
    };
  },
};
