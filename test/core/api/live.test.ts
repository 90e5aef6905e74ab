import { expect, test } from 'vitest';
import { createLiveHub } from '#core/api/live.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';

test('a page that did not listen for a long time still hears of everything that changed', async () => {
  const hub = createLiveHub();
  const stop = new AbortController();
  const events = hub.listen(stop.signal);
  const first = events.next();
  hub.announce({ type: 'session' });
  await first;
  hub.announce({ type: 'changed', entities: ['customer'] });
  hub.announce({ type: 'session' });
  for (let done = 0; done < 5_000; done++) {
    hub.announce({ type: 'import', importId: 'x', done, total: 5_000 });
  }
  const heard: LiveEvent[] = [];
  while (heard.at(-1)?.type !== 'import' || (heard.at(-1) as { done: number }).done < 4_999) {
    heard.push((await events.next()).value as LiveEvent);
  }
  stop.abort();
  expect(heard.length).toBeLessThan(1_100);
  const changed = heard.flatMap((event) => (event.type === 'changed' ? event.entities : []));
  expect(changed).toContain('customer');
  expect(heard).toContainEqual({ type: 'session' });
});
