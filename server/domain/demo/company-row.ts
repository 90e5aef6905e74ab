/** The company scope of the demo: teams, people, books, the tag dictionary, SOP starters and the content library. */
import { addDays } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { Role } from '#shared/domain/entity/company.ts';
import { contentKinds } from '#shared/domain/entity/company.ts';
import type { SeedCompany } from '../seed.ts';
import { contentBank, offerBank, sopBank, tagGroups, type Region } from './bank.ts';
import { demoAdmin, teamLeads } from './demo-account.ts';
import { createRowSink } from './demo-row.ts';
import { repCharacters, type RepCharacter } from './rep-character.ts';
import { instantAt } from './work-calendar.ts';

export const demoCompanyId = derivedId('demo', 'company');
const teamNames: Readonly<Record<Region, string>> = { east: '华东一组', south: '华南一组' };

/** Left some weeks ago; wrote the older half of the history of the book that a new rep has now. */
export const formerRep = { account: 'zhou', name: '周海宁', team: 'east' } as const;

export function personIdOf(account: string): string {
  return derivedId('demo', 'person', account);
}

export function bookIdOf(account: string): string {
  return derivedId('demo', 'book', account);
}

function teamIdOf(region: Region): string {
  return derivedId('demo', 'team', region);
}

export function demoPeople(passwordHash: string | null): SeedCompany['people'] {
  const person = (
    { account, name, team }: { account: string; name: string; team?: Region },
    role: Role,
  ): SeedCompany['people'][number] => ({
    row: {
      id: personIdOf(account),
      name,
      account,
      role,
      teamId: team ? teamIdOf(team) : null,
      status: 'active',
    },
    passwordHash,
  });
  const left = person(formerRep, 'rep');
  return [
    ...repCharacters.map((rep) => person(rep, 'rep')),
    ...teamLeads.map((lead) => person(lead, 'lead')),
    person(demoAdmin, 'admin'),
    { row: { ...left.row, status: 'left' }, passwordHash: null },
  ];
}

export function demoTeams(): SeedCompany['teams'] {
  return Object.entries(teamNames).map(([region, name]) => ({ id: teamIdOf(region as Region), name }));
}

/** @param receivedOn the day a rep took the book over from the colleague who left */
export function demoBooks(receivedOn: (rep: RepCharacter) => string | undefined): SeedCompany['books'] {
  return repCharacters.map((rep) => {
    const on = receivedOn(rep);
    return {
      id: bookIdOf(rep.account),
      name: `${rep.name}的客户`,
      ownerId: personIdOf(rep.account),
      ...(on && { receivedAt: instantAt(on, 8 * 60 + 40), formerOwnerId: personIdOf(formerRep.account) }),
    };
  });
}

export interface CompanyRows {
  rows: SeedCompany['rows'];
  tagIds: ReadonlyMap<string, string>;
}

export function companyRows(createdAt: string, today: string): CompanyRows {
  const sink = createRowSink(demoCompanyId);
  const common = { createdAt, createdBy: personIdOf(demoAdmin.account) };
  const tagIds = new Map<string, string>();
  let ordinal = 0;
  for (const [groupName, names] of Object.entries(tagGroups)) {
    for (const name of names) {
      const id = derivedId('demo', 'tag', name);
      tagIds.set(name, id);
      sink.add('tag', { ...common, id, name, groupName, ordinal: ordinal++ });
    }
  }
  for (const sop of sopBank) sink.add('sop', { ...common, id: derivedId('demo', 'sop', sop.code), ...sop });
  // Its reps make fewer touches a week than the default asks for, and the block rate is to be seen.
  sink.add('setting', {
    ...common,
    id: derivedId('demo', 'setting', 'block.leastTouches'),
    key: 'block.leastTouches',
    value: 100,
    teamId: null,
    personId: null,
  });
  ordinal = 0;
  for (const kind of contentKinds) {
    for (const [title, body, concern] of contentBank[kind]) {
      const id = derivedId('demo', 'content', kind, title);
      const offer = kind === 'promo' ? offerBank[title] : undefined;
      sink.add('content_item', {
        ...common,
        id,
        kind,
        title,
        body,
        concern,
        ordinal: ordinal++,
        offerFromOn: offer ? addDays(today, offer.fromDays) : null,
        offerToOn: offer ? addDays(today, offer.fromDays + offer.days) : null,
        offerTag: offer?.tag ?? '',
        offerTiers: [],
        offerProduct: '',
        offerFor: null,
      });
    }
  }
  return { rows: sink.groups(), tagIds };
}
