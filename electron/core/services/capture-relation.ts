/** People around the customer out of a note or a talk: somebody known by role alone gets the name, nobody is doubled. */
import type { RelationFields } from '#shared/contract/card.ts';
import type { Relation } from '#shared/domain/entity/profile.ts';
import type { CoreContext } from '../core-context.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findRow } from '../db/repository/customer.ts';
import { listRelations } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { relationInsert } from './relation.ts';

/** What stood on the card before. */
export interface FormerPerson {
  id: string;
  name: string;
  remark: string;
}

type Known = Pick<Relation, 'role' | 'name'>;

/** Words for one and the same. */
const alike: Record<string, string> = {
  闺女: '女儿',
  先生: '老公',
  爱人: '伴侣',
  对象: '伴侣',
  太太: '老婆',
  媳妇: '老婆',
  小孩: '孩子',
  娃: '孩子',
  老爸: '爸爸',
  爸: '爸爸',
  老妈: '妈妈',
  妈: '妈妈',
  姥姥: '外婆',
  姥爷: '外公',
};
const roleOf = ({ role }: { role: string }) => alike[role] ?? role;

export function isNewPerson(people: readonly Known[], told: RelationFields): boolean {
  const same = people.filter((one) => roleOf(one) === roleOf(told));
  return told.name === '' ? same.length === 0 : same.every(({ name }) => name !== told.name);
}

/** `former`: those who only got a name. */
export function personWrites(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: { id: string; scopeId: string },
  told: readonly RelationFields[],
): { writes: LocalWrite[]; former: FormerPerson[] } {
  const nameless = listRelations(db, customer.id).filter(({ name }) => name === '');
  const writes: LocalWrite[] = [];
  const former: FormerPerson[] = [];
  for (const person of told) {
    const at = nameless.findIndex((one) => person.name !== '' && roleOf(one) === roleOf(person));
    if (at < 0) {
      writes.push(relationInsert(clock, customer, person));
      continue;
    }
    const [known] = nameless.splice(at, 1);
    const { id, name, remark } = known!;
    former.push({ id, name, remark });
    const fields = { name: person.name, remark: remark === '' ? person.remark : remark };
    writes.push({ op: 'patch', entity: 'relation', id, fields });
  }
  return { writes, former };
}

/** Back to what stood there; who was deleted since stays away. */
export function withoutNames(db: LocalDb, customerId: string, people: readonly FormerPerson[]): LocalWrite[] {
  return people.flatMap(({ id, name, remark }): LocalWrite[] => {
    const row = findRow(db, 'relation', id);
    const isThere = row !== undefined && row.customerId === customerId && row.deletedAt === null;
    return isThere ? [{ op: 'patch', entity: 'relation', id, fields: { name, remark } }] : [];
  });
}
