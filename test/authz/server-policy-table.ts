/** The policy of what only the server or only the device knows, and of what does not exist yet. Notation: policy-table. */
import { noExport, noShare, type PolicyGroup } from './policy-table.ts';

const companyWide = 'of the company, not of a team or a person';

export const serverPolicy: readonly PolicyGroup[] = [
  {
    // People as accounts: the admin's list, joining, leaving.
    entities: ['user'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   DDDD DDDD DDDD DDDD A-AD DDDD DDDD DDDD DDDD DDDD
      create     -DDD   DDDD DDDD DDDD DDDD A-AD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   DDDD DDDD DDDD DDDD D-AD DDDD DDDD DDDD DDDD DDDD
      read: there is only the list
      change: no command changes a person yet
      reassign: no command moves a person to another team yet
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Delete = revoke, in both modes.
    entities: ['device'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   DDDD DDDD DDDD DDDD A-AD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   DDDD DDDD DDDD DDDD A-AD DDDD DDDD DDDD DDDD DDDD
      read: there is only the list
      create: a device enrols by signing in
      change: a device tells of itself when it signs in
      reassign: a device has no owner of its own
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['enrolment_code'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      create     -DDD   DDDD DDDD DDDD DDDD A-AD DDDD DDDD DDDD DDDD DDDD
      list: codes are kept as hashes, no door shows them
      read: codes are kept as hashes, no door shows them
      change: a new code replaces the one before
      delete: a new code replaces the one before
      reassign: a code is for one person
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['enrolment_policy'],
    blank: {
      own: 'nobody is of no company',
      team: companyWide,
      'other-team': companyWide,
      'other-company': 'the command names no company: see the state of the other one',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      change     ----   D--- D--- D--- D--- A--- D--- D--- D--- D--- D---
      list: shown with the devices
      read: shown with the devices
      create: every company has one
      delete: every company has one
      reassign: every company has one
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // A thousand rows at once; up to fifty a day are everybody's own.
    entities: ['bulk_export'],
    blank: {
      own: 'nobody is of no company',
      team: companyWide,
      'other-team': companyWide,
      'other-company': 'the command names no company, and the rows come from the own file',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      export     ----   D--- D--- D--- D--- A--- D--- D--- D--- D--- D---
      list: an export is a file, the server keeps none
      read: an export is a file, the server keeps none
      create: the same as export
      change: an export is a file, the server keeps none
      delete: an export is a file, the server keeps none
      reassign: it has no owner
      search-hit: nothing searches it
      share: ${noShare}`,
  },
  {
    entities: ['audit_entry'],
    blank: { own: 'nobody is of no company', team: companyWide, 'other-team': companyWide },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       ---D   D--D D--D D--D D--D A--D D--D D--D D--D D--D D--D
      read: there is only the list
      create: written with what it tells of, never by itself
      change: append-only, no door
      delete: append-only, no door
      reassign: append-only, no door
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // What an admin sees of a book before giving it away: figures, devices, candidates.
    entities: ['book_preview'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      read       -DDD   DDDD DDDD -DDD -DDD --AD DDDD DDDD DDDD DDDD DDDD
      list: see user
      create: made from the book
      change: made from the book
      delete: made from the book
      reassign: see book
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // List = the splits under way; read = the customers to choose from; create = the split.
    entities: ['book_split'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   DDDD DDDD -DDD -DDD --AD DDDD DDDD DDDD DDDD DDDD
      read       -DDD   DDDD DDDD -DDD -DDD --AD DDDD DDDD DDDD DDDD DDDD
      create     -DDD   DDDD DDDD -DDD -DDD --AD DDDD DDDD DDDD DDDD DDDD
      change: a split runs to its end
      delete: a split runs to its end
      reassign: a split is itself one
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // A number of the rules for one person that says what is asked of the person: the lead's and the admin's.
    entities: ['person_setting'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      change     -DDD   DDDD DDDD AADD AADD A-AD DDDD DDDD DDDD DDDD DDDD
      list: comes with the company's rows, as setting
      read: comes with the company's rows, as setting
      create: a number that stands is replaced, one that does not is made: the same command
      delete: taken back by the same command
      reassign: it has no owner
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // One that nobody else notices: also the person's own.
    entities: ['own_setting'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      change     -DDD   ADDD ADDD AADD AADD A-AD DDDD DDDD DDDD ADDD ADDD
      list: comes with the company's rows, as setting
      read: comes with the company's rows, as setting
      create: a number that stands is replaced, one that does not is made: the same command
      delete: taken back by the same command
      reassign: it has no owner
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // For everybody.
    entities: ['company_setting'],
    blank: {
      own: 'nobody is of no company',
      team: companyWide,
      'other-team': companyWide,
      'other-company': 'the command names no company: see the state of the other one',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      change     ----   D--- D--- D--- D--- A--- D--- D--- D--- D--- D---
      list: comes with the company's rows, as setting
      read: comes with the company's rows, as setting
      create: a number that stands is replaced, one that does not is made: the same command
      delete: taken back by the same command
      reassign: it has no owner
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // An offer of the library, made or changed by one command.
    entities: ['offer'],
    blank: {
      own: 'nobody is of no company',
      team: companyWide,
      'other-team': companyWide,
      'other-company': 'the command names no company: see the state of the other one',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      change     ----   D--- D--- A--- A--- A--- D--- D--- D--- D--- D---
      list: comes with the company's rows, as content_item
      read: comes with the company's rows, as content_item
      create: the same command
      delete: taken away by the same command
      reassign: it has no owner
      search-hit: comes with the company's rows, as content_item
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // The tag dictionary with its figures; read = what a merge would do. Its names come with the company's rows, as tag.
    entities: ['dictionary'],
    blank: {
      own: 'nobody is of no company',
      team: companyWide,
      'other-team': companyWide,
      'other-company': 'the command names no company: see the state of the other one',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       ---D   D--D D--D A--D A--D A--D D--D D--D D--D D--D D--D
      read       ---D   D--D D--D A--D A--D A--D D--D D--D D--D D--D D--D
      change     ----   D--- D--- D--- D--- A--- D--- D--- D--- D--- D---
      create: the same command
      delete: a tag retires or becomes another by the same command
      reassign: it has no owner
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // The review: list = a team's days in figures, read = one person's day with notes, touches and names.
    entities: ['execution'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   DDDD DDDD DADD DADD D-AD DDDD DDDD DDDD DDDD DDDD
      read       -DDD   DDDD DDDD DADD DADD D-AD DDDD DDDD DDDD DDDD DDDD
      change     -DDD   DDDD DDDD DADD DADD D-AD DDDD DDDD DDDD DDDD DDDD
      create: made from plans, notes and touches
      delete: made from plans, notes and touches
      reassign: made from plans, notes and touches
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Read = who am I, delete = sign out.
    entities: ['session'],
    blank: {
      own: 'nobody has none',
      team: 'the request names no session but the own one',
      'other-team': 'the request names no session but the own one',
      'other-company': 'the request names no session but the own one',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      read       ----   A--- A--- A--- A--- A--- D--- D--- D--- A--- A---
      delete     ----   A--- A--- A--- A--- A--- D--- D--- D--- A--- A---
      list: no door lists sessions
      create: signing in, see the extra cases
      change: signing in again, see the extra cases
      reassign: a session is of one person and device
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // The stream that tells which scopes moved: own = own book where there is one, else the own user scope.
    entities: ['poke'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD ADDD ADDD A-DD DDDD DDDD DDDD ADDD DDDD
      read: a poke has no content
      create: made by commits
      change: made by commits
      delete: made by commits
      reassign: made by commits
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Imports live on the device; foreign ones are named by the id another device gave them.
    entities: ['import_job'],
    blank: { own: 'without a book there is nothing to import into' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD -DDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD -DDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD -DDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD -DDD
      change: an import is run or dropped
      reassign: an import is of one device
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['deal', 'task', 'backup'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list: does not exist in the program
      read: does not exist in the program
      search-hit: does not exist in the program
      create: does not exist in the program
      change: does not exist in the program
      delete: does not exist in the program
      reassign: does not exist in the program
      export: does not exist in the program
      share: does not exist in the program`,
  },
];
