/** Whose things a cell asks for: the people of two companies alike, their books, and the ids of everything they have. */
import type { Role } from '#shared/domain/entity/company.ts';
import { markerOf } from './marker.ts';

export const seededOn = '2026-02-01';
export const seededAt = `${seededOn}T08:00:00.000Z`;

export interface Place {
  company: 1 | 2;
  companyId: string;
  account: string;
  personId: string;
  role: Role;
  /** Of the person; an admin has none and gets an id that is nobody's. */
  teamId: string;
  /** `b` and the person's number, or none. */
  book: string | undefined;
  /** An id that is nobody's where there is no book. */
  bookId: string;
  hasTeam: boolean;
}

/** Reps 4 to 8 are of the principals that changed; rep 9 becomes the owner of rep 8's book. */
export const roster: ReadonlyArray<
  [account: string, role: Role, team: 1 | 2 | undefined, book: number | undefined]
> = [
  ['rep1', 'rep', 1, 1],
  ['rep2', 'rep', 1, 2],
  ['rep3', 'rep', 2, 3],
  ['rep4', 'rep', 1, 4],
  ['rep5', 'rep', 1, 5],
  ['rep6', 'rep', 1, 6],
  ['rep7', 'rep', 1, 7],
  ['rep8', 'rep', 1, 8],
  ['rep9', 'rep', 1, 9],
  ['lead1', 'lead', 1, undefined],
  ['lead2', 'lead', 2, undefined],
  ['admin', 'admin', undefined, undefined],
];

const kinds = [
  'company',
  'team',
  'person',
  'book',
  'setting',
  'tag',
  'sop',
  'content_item',
  'customer',
  'contact_point',
  'customer_tag',
  'promise',
  'conflict',
  'customer_order',
  'plan',
  'plan_item',
  'moment',
  'touch',
  'note',
  'appointment',
  'key_date',
  'signal',
  'surprise',
  'patrol',
  'household_member',
  'outside_contact',
  'sop_enrolment',
  'leave',
  'meeting',
  'list_view',
  'need',
  'endorsement',
  'interest',
  'relation',
  'card_change',
  'contact_reveal',
  'attachment',
  'tier_check',
  'deal',
  'wechat_account',
  'friend_add',
  'group_chat',
  'group_post',
  'import_template',
  'campaign',
  'campaign_recipient',
];

/** The same in every run. Number 99 is nobody's. */
export function idOf(kind: string, company: number, number: number): string {
  const place = (kinds.indexOf(kind) + 1).toString(16).padStart(4, '0');
  return `0190000${company}-${place}-7000-8000-${String(number).padStart(12, '0')}`;
}

export const slugOf = (company: number) => (company === 1 ? 'test' : 'other');

export function placeOf(company: 1 | 2, account: string): Place {
  const index = roster.findIndex(([name]) => name === account);
  const [, role, team, book] = roster[index]!;
  return {
    company,
    companyId: idOf('company', company, 1),
    account,
    personId: idOf('person', company, index + 1),
    role,
    teamId: idOf('team', company, team ?? 99),
    book: book === undefined ? undefined : `b${book}`,
    bookId: idOf('book', company, book ?? 99),
    hasTeam: team !== undefined,
  };
}

/** The id of the place's row of the entity; every scope holds one of each. */
export function rowIdOf(place: Place, entity: string): string {
  if (entity === 'person') return place.personId;
  if (entity === 'team') return place.teamId;
  if (entity === 'book') return place.bookId;
  if (['setting', 'tag', 'sop', 'content_item'].includes(entity)) return idOf(entity, place.company, 1);
  const number = roster.findIndex(([name]) => name === place.account) + 1;
  return idOf(entity, place.company, number);
}

export function nameOf(place: Place): string {
  return `${markerOf(place.company, 'co', 'person', 'name')} ${place.account}`;
}
