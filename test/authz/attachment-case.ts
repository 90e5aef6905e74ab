/** Handing in bytes is refused to whoever may not write the row, and says nothing of what is there. */
import { handInPathOf, missingPath } from '#shared/protocol/attachment.ts';
import { send } from '#test/server/device.ts';
import { attachedBytes } from './attached-bytes.ts';
import type { Cast } from './cast.ts';
import { rowIdOf } from './place.ts';
import type { Cell } from './policy-cell.ts';

/** These have no row of their own making in another place; the own one they may hand in as long as they may push. */
export async function checkAttachments(cast: Cast, cells: readonly Cell[]): Promise<void> {
  const { server, recorder, principals, ask } = cast;
  const before = await countPlaces(cast);
  for (const cell of cells) {
    if (cell.entity !== 'attachment' || cell.action !== 'create' || !cell.expected) continue;
    const principal = principals.find(({ name }) => name === cell.principal)!;
    const target = principal.at[cell.place];
    const id = rowIdOf(target, 'attachment');
    const token = principal.device?.token;
    const handed = await send(server.url, handInPathOf(id), {
      ...(token === undefined ? {} : { token }),
      raw: attachedBytes(target),
      headers: { 'content-type': 'application/octet-stream' },
    });
    const asked = await ask(principal, missingPath, { ids: [id] });
    const mayPush = cell.expected === 'allow';
    const isTaken = handed.status === 200;
    recorder.check(
      `bytes of ${cell.place} from ${cell.principal} are ${mayPush ? 'taken' : 'refused'}`,
      mayPush ? isTaken : !isTaken,
      handed.text,
    );
    recorder.answer(principal.name, 'hand-in', handed.text, !isTaken);
    const isKnown = asked.status === 200 && !asked.text.includes(`"unknown":["${id}"]`);
    recorder.check(
      `${cell.principal} learns of ${cell.place} nothing but the own`,
      isKnown === mayPush,
      asked.text,
    );
  }
  recorder.check('refused bytes lie nowhere', (await countPlaces(cast)) === before);
}

async function countPlaces({ server }: Cast): Promise<number> {
  return (await server.db.selectFrom('attachmentPlace').select('hash').execute()).length;
}
