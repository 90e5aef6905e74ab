/** Two companies alike, with a row of every entity in every book and user scope, and a marker in every text. */
import { hashPassword } from '#server/domain/secret.ts';
import type { SeedCompany, SeedRow } from '#server/domain/seed.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { cheapArgon2, testPassword } from '#test/support/test-company.ts';
import { insertFields } from './insert-field.ts';
import { markerOf } from './marker.ts';
import { idOf, nameOf, placeOf, roster, rowIdOf, seededAt, slugOf, type Place } from './place.ts';

const bookEntities: readonly EntityName[] = [
  'customer',
  'contact_point',
  'customer_tag',
  'promise',
  'conflict',
  'customer_order',
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
  'tier_check',
  'sop_enrolment',
  'deal',
  'campaign_recipient',
  'need',
  'endorsement',
  'interest',
  'relation',
  'card_change',
  'attachment',
];
const userEntities: readonly EntityName[] = [
  'plan',
  'leave',
  'meeting',
  'list_view',
  'wechat_account',
  'friend_add',
  'group_chat',
  'group_post',
  'import_template',
  'campaign',
  'plan_item',
  'contact_reveal',
];
const needsBook: ReadonlySet<string> = new Set(['plan_item', 'contact_reveal']);

export async function seedCompany(company: 1 | 2): Promise<SeedCompany> {
  const passwordHash = await hashPassword(testPassword, cheapArgon2);
  const everyone = roster.map(([account]) => placeOf(company, account));
  const companyId = idOf('company', company, 1);
  const owners = everyone.filter((place) => place.book !== undefined);
  const row = (place: Place, entity: string): SeedRow => ({
    id: rowIdOf(place, entity),
    createdAt: seededAt,
    createdBy: place.personId,
    ...insertFields(place, entity, (field) => markerOf(company, scopeMarkOf(place, entity), entity, field)),
  });
  return {
    company: {
      id: companyId,
      slug: slugOf(company),
      name: markerOf(company, 'co', 'company', 'name'),
      codeRequired: false,
      createdAt: seededAt,
    },
    people: everyone.map((place) => ({
      row: {
        id: place.personId,
        account: place.account,
        name: nameOf(place),
        role: place.role,
        teamId: place.hasTeam ? place.teamId : null,
        status: 'active' as const,
      },
      passwordHash,
    })),
    teams: [1, 2].map((team) => ({
      id: idOf('team', company, team),
      name: `${markerOf(company, 'co', 'team', 'name')} ${team}`,
    })),
    books: owners.map((place) => ({ id: place.bookId, name: nameOf(place), ownerId: place.personId })),
    rows: [
      ...(['setting', 'tag', 'sop', 'content_item'] as const).map((entity) => ({
        entity,
        scopeId: companyId,
        rows: [row(everyone[0]!, entity)],
      })),
      ...owners.flatMap((place) =>
        bookEntities.map((entity) => ({ entity, scopeId: place.bookId, rows: [row(place, entity)] })),
      ),
      ...everyone.flatMap((place) =>
        userEntities
          .filter((entity) => !needsBook.has(entity) || place.book !== undefined)
          .map((entity) => ({ entity, scopeId: place.personId, rows: [row(place, entity)] })),
      ),
    ],
  };
}

function scopeMarkOf(place: Place, entity: string): string {
  if (userEntities.includes(entity as EntityName)) return place.account;
  return bookEntities.includes(entity as EntityName) ? place.book! : 'co';
}
