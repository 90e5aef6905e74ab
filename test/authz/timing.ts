/**
 * Refused things that exist beside refused things that do not: the answers have to be the same to the letter; how long
 * they take is measured and reported, not judged, because a machine with other work proves nothing by it.
 */
import { insert, patch, send, signInBody, type Answer, type Device } from '#test/server/device.ts';
import type { Cast } from './cast.ts';
import { idOf, placeOf, rowIdOf, seededOn, type Place } from './place.ts';
import { insertFields } from './insert-field.ts';
import { typedText } from './recorder.ts';

export interface TimePair {
  what: string;
  existingMs: number;
  missingMs: number;
}

const rounds = 15;

/** An id of the kind that is nobody's. */
const nobodys = (kind: string) => idOf(kind, 1, 99);

export async function measureTimes({ server, recorder, owners, admin, enter }: Cast): Promise<TimePair[]> {
  const rep = owners.team;
  const own = placeOf(1, 'rep2');
  const near = placeOf(1, 'rep1');
  const elsewhere = placeOf(2, 'rep1');
  const lead = await enter(1, 'lead1');
  const stranger: Place = { ...near, personId: nobodys('person'), bookId: nobodys('book') };
  const note = (place: Place, customerId: string) =>
    insert('note', place.bookId, { ...insertFields(place, 'note', () => typedText), customerId });
  const pushed = (device: Device, write: ReturnType<typeof insert>) =>
    device.post('/v1/sync/push', {
      deviceEpoch: device.session.deviceEpoch,
      mutations: [device.mutation([write])],
    });
  const item = (bookId: string) =>
    insert('plan_item', own.personId, { ...insertFields(own, 'plan_item', () => typedText), bookId });
  const signIn = (account: string) =>
    send(server.url, '/v1/auth/sign-in', { body: signInBody(account, { password: typedText }) });

  const pairs: Record<string, [existing: () => Promise<Answer>, missing: () => Promise<Answer>]> = {
    'push into the book of a colleague': [
      () => pushed(rep, note(near, rowIdOf(near, 'customer'))),
      () => pushed(rep, note(stranger, rowIdOf(near, 'customer'))),
    ],
    'push into a book of another company': [
      () => pushed(rep, note(elsewhere, rowIdOf(elsewhere, 'customer'))),
      () => pushed(rep, note(stranger, rowIdOf(elsewhere, 'customer'))),
    ],
    'note in the own book about the customer of a colleague': [
      () => pushed(rep, note(own, rowIdOf(near, 'customer'))),
      () => pushed(rep, note(own, nobodys('customer'))),
    ],
    'patch in the own book of the row of a colleague': [
      () => pushed(rep, patch('customer', own.bookId, rowIdOf(near, 'customer'), 1, { remark: typedText })),
      () => pushed(rep, patch('customer', own.bookId, nobodys('customer'), 1, { remark: typedText })),
    ],
    'plan item for the book of a colleague': [
      () => pushed(rep, item(near.bookId)),
      () => pushed(rep, item(nobodys('book'))),
    ],
    'review of a rep of another team': [
      () => lead.post('/v1/review/items', { personId: placeOf(1, 'rep3').personId, on: seededOn }),
      () => lead.post('/v1/review/items', { personId: nobodys('person'), on: seededOn }),
    ],
    'review of a rep of another company': [
      () => lead.post('/v1/review/items', { personId: elsewhere.personId, on: seededOn }),
      () => lead.post('/v1/review/items', { personId: nobodys('person'), on: seededOn }),
    ],
    'preview of a book of another company': [
      () => admin.post('/v1/admin/book/preview', { bookId: elsewhere.bookId }),
      () => admin.post('/v1/admin/book/preview', { bookId: nobodys('book') }),
    ],
    'customers of a book of another company': [
      () => admin.post('/v1/admin/book/customers', { bookId: elsewhere.bookId }),
      () => admin.post('/v1/admin/book/customers', { bookId: nobodys('book') }),
    ],
    'leaving of a person of another company': [
      () => admin.post('/v1/admin/person/leave', { personId: elsewhere.personId }),
      () => admin.post('/v1/admin/person/leave', { personId: nobodys('person') }),
    ],
    'code for a person of another company': [
      () => admin.post('/v1/admin/enrolment-code', { personId: elsewhere.personId }),
      () => admin.post('/v1/admin/enrolment-code', { personId: nobodys('person') }),
    ],
    'revoking of a device of another company': [
      () => admin.post('/v1/admin/device/revoke', { deviceId: owners.otherCompany.deviceId, mode: 'wipe' }),
      () => admin.post('/v1/admin/device/revoke', { deviceId: crypto.randomUUID(), mode: 'wipe' }),
    ],
    'sign-in with a wrong password': [() => signIn('rep9'), () => signIn('no-such-account')],
  };

  const times: TimePair[] = [];
  for (const [what, [existing, missing]] of Object.entries(pairs)) {
    const took: [number[], number[]] = [[], []];
    const answers: [Set<string>, Set<string>] = [new Set(), new Set()];
    // Nine failed sign-ins of one account are let through.
    const tries = what.startsWith('sign-in') ? 8 : rounds;
    for (let round = 0; round < tries; round++) {
      for (const [index, ask] of [existing, missing].entries()) {
        const began = performance.now();
        const answer = await ask();
        took[index]!.push(performance.now() - began);
        answers[index]!.add(`${answer.status} ${withoutIds(answer.text)}`);
      }
    }
    const [there, not] = answers.map((texts) => [...texts].join('\n'));
    recorder.check(`${what}: what exists is answered like what does not`, there === not, [there, not]);
    recorder.check(
      `${what}: is refused`,
      /"(code|status)":"(?!applied)/.test(there!) && !there!.includes('applied'),
      there,
    );
    times.push({ what, existingMs: median(took[0]), missingMs: median(took[1]) });
  }
  return times;
}

/** The id of a mutation and of a server epoch are told back; nothing else differs from request to request. */
function withoutIds(text: string): string {
  return text.replace(/[0-9a-f]{32}/g, '…');
}

function median(values: readonly number[]): number {
  return Math.round(100 * values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!) / 100;
}
