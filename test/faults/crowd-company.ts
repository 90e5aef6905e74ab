/** The test company with as many reps as a row needs: rep1, rep2, … each with a book of so many customers. */
import { randomUUID } from 'node:crypto';
import type { SeedCompany } from '#server/domain/seed.ts';
import { customerFields, testCompany } from '../support/test-company.ts';

export interface CrowdRep {
  account: string;
  personId: string;
  bookId: string;
  customerIds: string[];
}

export interface CrowdCompany {
  companyId: string;
  reps: CrowdRep[];
  seed: SeedCompany;
}

export async function crowdCompany(repCount: number, customersPerBook: number): Promise<CrowdCompany> {
  const { companyId, seed, reps } = await testCompany({ customersPerBook: 0 });
  const { passwordHash } = seed.people[0]!;
  const { createdAt } = seed.company;
  const own = seed.people.filter(({ row }) => !reps.some((rep) => rep.id === row.id));
  const crowd = Array.from({ length: repCount }, (_, index) => ({
    account: `rep${index + 1}`,
    personId: randomUUID(),
    bookId: randomUUID(),
    customerIds: Array.from({ length: customersPerBook }, () => randomUUID()),
  }));
  const teamId = seed.teams[0]!.id;
  return {
    companyId,
    reps: crowd,
    seed: {
      ...seed,
      people: [
        ...own,
        ...crowd.map(({ account, personId }) => ({
          row: {
            id: personId,
            account,
            name: account,
            role: 'rep' as const,
            teamId,
            status: 'active' as const,
          },
          passwordHash,
        })),
      ],
      books: crowd.map(({ account, personId, bookId }) => ({ id: bookId, name: account, ownerId: personId })),
      rows: crowd.map(({ personId, bookId, customerIds }, index) => ({
        entity: 'customer',
        scopeId: bookId,
        rows: customerIds.map((id, place) => ({
          id,
          createdAt,
          createdBy: personId,
          ...customerFields({ name: `Customer ${index + 1}.${place + 1}` }),
        })),
      })),
    },
  };
}
