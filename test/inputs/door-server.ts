/** The doors of the company server: a hostile device that pushes what it likes, and plain HTTP. */
import { uuidv7 } from '#shared/lib/uuid.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { send, signIn } from '#test/server/device.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { compared, type Door } from './door.ts';

const at = '2026-02-01T08:00:00.000Z';

export async function serverDoors(server: CompanyServer): Promise<Door[]> {
  const rep = await signIn(server.url, 'rep2');
  const customerId = customerIdOf(2, 1);
  const scope = server.company.reps[1].bookId!;
  return [
    {
      name: 'sync push',
      async take({ text }) {
        const id = uuidv7(systemClock);
        const note = { customerId, body: text, happenedAt: at, origin: 'rep' };
        const insert = (fields: Record<string, unknown>, own = uuidv7(systemClock)) =>
          ({ op: 'insert', entity: 'note', id: own, scope, createdAt: at, fields }) as Write;
        const told = async (...writes: Parameters<typeof rep.mutation>) => {
          const answer = await rep.push(rep.mutation(...writes)).catch((error: Error) => error);
          const isRefused = answer instanceof Error && /^push: 4\d\d /.test(answer.message);
          if (answer instanceof Error && !isRefused) throw answer;
          return answer instanceof Error ? answer.message : (answer.results[0]?.status ?? '');
        };
        await told([insert(note, id)]);
        // As a field nobody knows it may not come in with the row, as a name of the mutation or the entity it is only a name.
        const own = uuidv7(systemClock);
        const stranger = await told([insert({ ...note, body: 'x', [text]: text }, own)]);
        if (stranger === 'applied' && !(text in note)) {
          const kept = await server.db
            .selectFrom('note')
            .selectAll()
            .where('id', '=', own)
            .executeTakeFirst();
          if (JSON.stringify(kept).includes(JSON.stringify(text)))
            return { kind: 'changed', got: 'kept a field' };
        }
        await told([insert({ ...note, body: 'x' })], { name: text });
        await told([{ ...insert({ ...note, body: 'x' }), entity: text } as unknown as Write]);
        const row = await server.db.selectFrom('note').select('body').where('id', '=', id).executeTakeFirst();
        if (!row) return { kind: 'refused', code: 'INVALID' };
        return compared(row.body, text);
      },
    },
    {
      name: 'HTTP',
      async take({ text }) {
        const bodies = [
          { company: text, account: text, password: text, device: text },
          { [text]: text },
          text,
        ];
        for (const body of bodies) {
          const { status, text: answered } = await send(server.url, '/v1/auth/sign-in', { body });
          if (status < 400 || status >= 500) return { kind: 'crash', error: `${status} ${answered}` };
        }
        const path = `/v1/${encodeURIComponent(text.toWellFormed().slice(0, 500))}`;
        const { status } = await send(server.url, path, { token: rep.token });
        return status >= 400 && status < 500 ? { kind: 'same' } : { kind: 'crash', error: String(status) };
      },
    },
  ];
}
