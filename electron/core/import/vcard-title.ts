/** How a property without a field of its own is called in the note, and which ones no person ever reads. */

/** Identities, revisions, colours and layouts of the program that wrote the card. */
export const technicalProperties = new Set([
  'VERSION',
  'PRODID',
  'X-RAPPORT-EXPORT',
  'REV',
  'UID',
  'CLASS',
  'MAILER',
  'KIND',
  'XML',
  'CLIENTPIDMAP',
  'X-ABUID',
  'X-ABADR',
  'X-ABSHOWAS',
  'X-ABORDER',
  'X-ADDRESSBOOKSERVER-KIND',
  'X-ADDRESSBOOKSERVER-MEMBER',
  'X-COUCHDB-APPLICATION-ANNOTATIONS',
  'X-EVOLUTION-BOOK-URI',
  'X-EVOLUTION-WEBDAV-ETAG',
  'X-EVOLUTION-WEBDAV-HREF',
  'X-IMAGEHASH',
  'X-IMAGETYPE',
  'X-MOZILLA-HTML',
  'X-MOZILLA-PROPERTY',
  'X-MS-OL-DEFAULT-POSTAL-ADDRESS',
  'X-MS-OL-DESIGN',
  'X-SHARED-PHOTO-DISPLAY-PREF',
]);

const acronyms = new Set([
  'URL',
  'GEO',
  'TZ',
  'IMPP',
  'QQ',
  'AIM',
  'ICQ',
  'MSN',
  'FBURL',
  'CALURI',
  'CALADRURI',
  'ID',
]);
const vendor = /^X-(?:EVOLUTION-|KADDRESSBOOK-|MOZILLA-|GOOGLE-|ANDROID-|MS-|WAB-|ABC-|AB)?/;
const known: Record<string, string> = {
  LANG: 'Language',
  TZ: 'Time zone',
  'X-ABRELATEDNAMES': 'Related name',
  'X-ABDATE': 'Date',
};

/** X-EVOLUTION-SPOUSE → Spouse, X-AIM → AIM, ANNIVERSARY → Anniversary. */
export function propertyTitle(name: string): string {
  const upper = name.toUpperCase();
  if (known[upper]) return known[upper];
  const words = upper.replace(vendor, '').split(/[-_]+/).filter(Boolean);
  const text = words.map((word) => (acronyms.has(word) ? word : word.toLowerCase())).join(' ');
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1);
}
