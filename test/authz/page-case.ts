/** What the page is told of its own file: counts, state and news, of the own things only; and nothing once it is over. */
import { ORPCError } from '@orpc/client';
import type { Cast } from './cast.ts';
import { idOf } from './place.ts';
import { importFile } from './door-page.ts';
import type { Page } from './page.ts';
import type { PrincipalName } from './policy-table.ts';

export async function checkPages(
  { server, recorder }: Cast,
  pages: ReadonlyMap<PrincipalName, Page>,
): Promise<void> {
  for (const [name, page] of pages) {
    const { api } = page;
    const own: Record<string, () => Promise<unknown>> = {
      'sync.state': () => api.sync.state(),
      'sync.now': () => api.sync.now(),
      'sync.rejections': () => api.sync.rejections(),
      'sync.dismissRejection': () => api.sync.dismissRejection({ mutationId: 'f'.repeat(32) }),
      'session.dismissRecovered': () => api.session.dismissRecovered(),
      'timeOff.list': () => api.timeOff.list(),
      'listView.list': () => api.listView.list(),
      'plan.today': () => api.plan.today(),
      'plan.hidden': () => api.plan.hidden(),
      'plan.result': () => api.plan.result(),
      'plan.week': () => api.plan.week({}),
      async 'plan.draft'() {
        const [item] = (await api.plan.today()).items;
        const [text] = await api.content.list({});
        return item && text && api.plan.draft({ id: item.id, contentId: text.id });
      },
      'plan.start': () => api.plan.start(),
      'plan.close': () => api.plan.close({ reflection: '' }),
      'plan.reopen': () => api.plan.reopen(),
    };
    const isOver = ['nobody', 'left', 'draining', 'wiping'].includes(name);
    for (const [method, call] of Object.entries(own)) {
      const [answer, refusal] = await call().then(
        (value): [unknown, undefined] => [value, undefined],
        (error: unknown): [undefined, unknown] => [undefined, error],
      );
      const text = JSON.stringify(
        refusal instanceof ORPCError ? [refusal.code, refusal.data] : (answer ?? null),
      );
      const said = method.startsWith('session.') ? '' : text;
      recorder.answer(name, `page ${method}`, said, refusal !== undefined);
      const code = refusal instanceof ORPCError ? refusal.code : undefined;
      if (isOver) recorder.check(`page ${method} of ${name} is LOCKED`, code === 'LOCKED', text);
      else
        recorder.check(
          `page ${method} of ${name} is answered`,
          refusal === undefined || code === 'REFUSED' || code === 'NOT_FOUND',
          text,
        );
    }
    recorder.answer(
      name,
      'page session.get',
      JSON.stringify(withoutOwnNames(await api.session.get())),
      false,
    );
    if (isOver || name === 'nobody') continue;
    await checkCreated(recorder, page, name, server);
    const { lines, total } = await api.customer.list({ filter: {}, sort: { by: 'name', direction: 'asc' } });
    const books = await server.db
      .selectFrom('book as b')
      .innerJoin('person as p', (join) =>
        join.onRef('p.id', '=', 'b.ownerId').onRef('p.scopeId', '=', 'b.scopeId'),
      )
      .innerJoin('customer as c', 'c.scopeId', 'b.id')
      .select('c.id')
      .where('p.id', '=', await personIdOf(page))
      .where('c.deletedAt', 'is', null)
      .execute();
    recorder.check(
      `the page of ${name} counts the own customers`,
      total === books.length && lines.length === total,
      {
        total,
        own: books.length,
      },
    );
  }
  await checkStrangers(server.url, recorder, pages.get('nobody')!);
  await checkImports(recorder, pages);
  await checkNews(recorder, pages);
}

/** Without the password neither a sign-in nor a new file for somebody. */
async function checkStrangers(serverUrl: string, recorder: Cast['recorder'], { api }: Page): Promise<void> {
  const guess = { serverUrl, company: 'test', account: 'rep3', password: 'wrong' };
  for (const [method, call] of Object.entries({ signIn: api.session.signIn, recover: api.session.recover })) {
    const refusal: unknown = await call(guess).catch((error: unknown) => error);
    const detail = refusal instanceof ORPCError ? (refusal.data as { detail?: string }).detail : undefined;
    recorder.check(
      `session.${method} with a wrong password is refused`,
      detail === 'BAD_CREDENTIALS',
      detail,
    );
  }
}

/** What a page adds to a new customer makes it nobody else's. */
async function checkCreated(
  recorder: Cast['recorder'],
  { api }: Page,
  name: PrincipalName,
  server: Cast['server'],
): Promise<void> {
  const [book] = await server.db
    .selectFrom('book')
    .select('id')
    .where('ownerId', '=', await personIdOf({ api }))
    .execute();
  if (!book) return;
  const foreign = idOf('book', 1, 2);
  const lies = {
    scopeId: foreign,
    bookId: foreign,
    ownerId: idOf('person', 1, 2),
    late: true,
    companyId: foreign,
  };
  const { customerId } = await api.customer.create({ fields: { name: 'lies', ...lies } });
  const { bookId } = await api.customer.get({ customerId });
  recorder.check(`[WRITE3] what the page of ${name} makes lies in the own book`, bookId === book.id, bookId);
  await api.customer.delete({ customerId });
  await api.sync.now();
}

/** An import that another device holds cannot be dropped from here. */
async function checkImports(
  recorder: Cast['recorder'],
  pages: ReadonlyMap<PrincipalName, Page>,
): Promise<void> {
  const [mine, theirs] = [pages.get('rep')!.api, pages.get('rep-elsewhere')!.api];
  const { importId } = await theirs.import.inspect(importFile());
  await mine.import.drop({ importId });
  const preview = await theirs.import.preview({ importId, choice: {} });
  recorder.check('dropping a foreign import drops nothing', preview.counts.new === 1, preview.counts);
  await theirs.import.drop({ importId });
}

/** News reach the page whose file changed, and say names of entities only. */
async function checkNews(recorder: Cast['recorder'], pages: ReadonlyMap<PrincipalName, Page>): Promise<void> {
  const heard: string[] = [];
  const stop = new AbortController();
  const elsewhere = pages.get('rep-elsewhere')!;
  const listening = (async () => {
    for await (const event of await elsewhere.api.live(undefined, { signal: stop.signal }))
      heard.push(JSON.stringify(event));
  })().catch(() => {});
  const { api } = pages.get('rep')!;
  const { customerId } = await api.customer.create({ fields: { name: 'news' } });
  await api.customer.delete({ customerId });
  await api.sync.now();
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop.abort();
  await listening;
  const changed = heard.filter((event) => event.includes('"changed"'));
  recorder.check('[SCOPE3] a change in one company is no news in the other', changed.length === 0, changed);
  recorder.answer('rep-elsewhere', 'page live', heard.join('\n'), true);
}

async function personIdOf({ api }: Pick<Page, 'api'>): Promise<string> {
  const state = await api.session.get();
  return state.status === 'ready' ? state.identity.personId : '';
}

/** Who signed in here before is told by name, also when nobody is signed in. */
function withoutOwnNames(state: object): object {
  return { ...state, identity: undefined, profiles: undefined };
}
