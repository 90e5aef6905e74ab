/**
 * The demo company: two teams, eight reps with 400 customers each, and 90 days of work, made from the phrase banks in
 * resources/demo with a fixed seed. Everything is dated relative to `today`; the same arguments give the same company.
 */
import { addDays } from '#shared/domain/calendar.ts';
import type { SeedCompany } from '../seed.ts';
import { sopBank } from './bank.ts';
import {
  bookIdOf,
  companyRows,
  demoBooks,
  demoCompanyId,
  demoPeople,
  demoTeams,
  formerRep,
  personIdOf,
} from './company-row.ts';
import { demoBook, takenOverDay } from './demo-book.ts';
import { repCharacters } from './rep-character.ts';
import { instantAt } from './work-calendar.ts';

export interface DemoMoment {
  /** The calendar date `yyyy-MM-dd` in the company's zone. */
  today: string;
  /** The instant; nothing in the demo happens after it. */
  now: string;
  /** An argon2id hash of `demoPassword`, used for every account; without it nobody can sign in. */
  passwordHash?: string;
}

export function demoCompany({ today, now, passwordHash }: DemoMoment): SeedCompany {
  const createdAt = instantAt(addDays(today, -1_300), 9 * 60);
  const { rows, tagIds } = companyRows(createdAt, today);
  const newSteps = sopBank.find(({ code }) => code === 'NEW-14')!.steps;
  const books = repCharacters.map((character, number) =>
    demoBook({
      character,
      number,
      repId: personIdOf(character.account),
      formerRepId: personIdOf(formerRep.account),
      bookId: bookIdOf(character.account),
      today,
      now,
      tagIds,
      newSteps,
    }),
  );
  return {
    company: { id: demoCompanyId, slug: 'demo', name: '走心演示公司', codeRequired: false, createdAt },
    people: demoPeople(passwordHash ?? null),
    teams: demoTeams(),
    books: demoBooks((rep) => takenOverDay(rep, today)),
    rows: [...rows, ...books.flat()],
  };
}
