/** A small company with known passwords: two teams, each with a lead; three reps with a book each; one admin. */
import { hashPassword } from '#server/domain/secret.ts';
import type { SeedCompany } from '#server/domain/seed.ts';
import type { Role } from '#shared/domain/entity/company.ts';

/** Cheap enough for tests, still argon2id. */
export const cheapArgon2 = { memoryKib: 64, passes: 1 };
export const testPassword = 'correct horse battery';
const createdAt = '2026-01-01T00:00:00.000Z';

/** Fixed ids: `testId('rep', 1)` is the same in every run. */
export function testId(kind: keyof typeof kinds, number: number, company = 1): string {
  return `0190000${company}-${kinds[kind]}-7000-8000-${String(number).padStart(12, '0')}`;
}
const kinds = {
  company: 'c000',
  team: 'd000',
  rep: 'e100',
  lead: 'e200',
  admin: 'e300',
  book: 'b000',
  customer: 'a000',
} as const;

export interface TestPerson {
  id: string;
  account: string;
  name: string;
  role: Role;
  teamId: string | null;
  bookId: string | null;
}

export interface TestCompany {
  slug: string;
  password: string;
  companyId: string;
  teams: [{ id: string; name: string }, { id: string; name: string }];
  /** rep1 and rep2 are in the first team, rep3 in the second; each owns one book with the customers of `seed`. */
  reps: [TestPerson, TestPerson, TestPerson];
  /** One per team. */
  leads: [TestPerson, TestPerson];
  admin: TestPerson;
  seed: SeedCompany;
}

export interface TestCompanyOptions {
  /** 1 to 9: another number is another company with other ids. */
  number?: number;
  slug?: string;
  codeRequired?: boolean;
  customersPerBook?: number;
}

export async function testCompany(options: TestCompanyOptions = {}): Promise<TestCompany> {
  const { number = 1, slug = 'test', codeRequired = false, customersPerBook = 2 } = options;
  const companyId = testId('company', 1, number);
  const teams = [1, 2].map((team) => ({ id: testId('team', team, number), name: `Team ${team}` }));
  const reps = [1, 2, 3].map((rep) =>
    person('rep', rep, number, teams[rep === 3 ? 1 : 0]!.id, testId('book', rep, number)),
  );
  const leads = [1, 2].map((lead) => person('lead', lead, number, teams[lead - 1]!.id, null));
  const admin = person('admin', 1, number, null, null);
  const passwordHash = await hashPassword(testPassword, cheapArgon2);
  const seed: SeedCompany = {
    company: { id: companyId, slug, name: `Company ${slug}`, codeRequired, createdAt },
    people: [...reps, ...leads, admin].map(({ id, account, name, role, teamId }) => ({
      row: { id, account, name, role, teamId, status: 'active' },
      passwordHash,
    })),
    teams,
    books: reps.map((rep) => ({ id: rep.bookId!, name: rep.name, ownerId: rep.id })),
    rows: reps.map((rep, index) => ({
      entity: 'customer',
      scopeId: rep.bookId!,
      rows: Array.from({ length: customersPerBook }, (_, place) => ({
        id: testId('customer', (index + 1) * 100_000 + place + 1, number),
        createdAt,
        createdBy: rep.id,
        ...customerFields({ name: `Customer ${index + 1}.${place + 1}` }),
      })),
    })),
  };
  return {
    slug,
    password: testPassword,
    companyId,
    teams: teams as TestCompany['teams'],
    reps: reps as TestCompany['reps'],
    leads: leads as TestCompany['leads'],
    admin,
    seed,
  };
}

/** The id of a seeded customer: `customerIdOf(1, 2)` is the second customer of rep1's book. */
export function customerIdOf(rep: number, place: number, company = 1): string {
  return testId('customer', rep * 100_000 + place, company);
}

export function customerFields(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Wang Fang',
    addressAs: '',
    nickname: '',
    gender: null,
    birthdayOn: null,
    company: '',
    jobTitle: '',
    city: '',
    tier: 'B',
    trustStage: 'acquainted',
    source: 'unknown',
    intent: 0,
    intentAt: null,
    status: 'active',
    consent: 'full',
    addedOn: '2026-01-01',
    remark: '',
    ...overrides,
  };
}

function person(
  role: Role,
  place: number,
  company: number,
  teamId: string | null,
  bookId: string | null,
): TestPerson {
  const account = role === 'admin' ? 'admin' : `${role}${place}`;
  return { id: testId(role, place, company), account, name: `${role} ${place}`, role, teamId, bookId };
}
