/** People made for one case, so that what is done to them is done to nobody else. */
import type { Role } from '#shared/domain/entity/company.ts';
import { signIn, type Device } from '#test/server/device.ts';
import type { Cast } from './cast.ts';

export interface Fresh {
  personId: string;
  account: string;
  /** Empty for a lead or an admin. */
  bookId: string;
  enter(): Promise<Device>;
}

const password = 'long enough to be one';
let number = 0;

export async function makePerson(
  { server, admin, watched }: Cast,
  { role, teamId }: { role: Role; teamId: string | null },
): Promise<Fresh> {
  const account = `case${++number}`;
  const created = await admin.post('/v1/admin/person/create', {
    name: account,
    account,
    password,
    role,
    teamId,
  });
  const { personId } = created.body as { personId: string };
  const book = await server.db
    .selectFrom('book')
    .select('id')
    .where('ownerId', '=', personId)
    .executeTakeFirst();
  return {
    personId,
    account,
    bookId: book?.id ?? '',
    enter: async () => watched(await signIn(server.url, account, { password })),
  };
}
