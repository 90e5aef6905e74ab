/** What the company server does of its own accord, and admins with the dictionary: rows nobody handed in. */
import type { Operation } from './operation.ts';
import { judge } from './scene.ts';

export const jobOperations = {
  /** Counters of customers who are known in several books (rows like any other to the devices). */
  outside: {
    weight: 3,
    async run(scene, _device, a) {
      await judge(scene);
      await scene.world.outsideRounds(a % 4 === 0);
      await judge(scene);
    },
  },
  /** The day's list of a rep whose device made none (SPEC WRITE11). */
  serverPlan: {
    weight: 2,
    async run(scene, _device, a) {
      const { reps } = scene.world.company;
      await judge(scene);
      await scene.world.makePlan(reps[a % reps.length]!);
      await judge(scene);
    },
  },
  /** One piece of the week's check of the tiers; whatever comes before the next piece may change what it was made from. */
  tierStep: {
    weight: 3,
    async run(scene, _device, a) {
      await judge(scene);
      await scene.world.tierStep(a);
      await judge(scene);
    },
  },
  /** Pieces of the check of the trust stages, of who changed or of all. */
  trustSteps: {
    weight: 3,
    async run(scene, _device, a, b) {
      await judge(scene);
      await scene.world.trustSteps(a, b % 3 === 0);
      await judge(scene);
    },
  },
  /** The dictionary of tags: made, renamed, retired, merged, and back. */
  dictionary: {
    weight: 2,
    async run(scene, _device, a, b) {
      const tags = [...scene.history.state.rows].flatMap(([key, row]) =>
        key.startsWith('tag/') && row.deleted_at === null ? [row] : [],
      );
      const [tag, other] = [tags[a % Math.max(1, tags.length)], tags[b % Math.max(1, tags.length)]];
      const name = scene.text('tag');
      const rules = { isExclusive: b % 2 === 0, validDays: null, asksReason: false };
      const group = String(tag?.group_name);
      const changes = [
        { do: 'createGroup', name: scene.text('group'), rules, tags: [name] },
        { do: 'create', group, name },
        { do: 'change', id: tag?.id, group, name },
        { do: tag?.retired_at ? 'restore' : 'retire', id: tag?.id },
        { do: 'merge', id: tag?.id, intoId: other?.id },
        { do: 'unmerge', id: tag?.id, withIds: [] },
      ];
      await scene.world.command('/v1/tag/change', tag ? changes[b % changes.length] : changes[0]);
      await judge(scene);
    },
  },
  offer: {
    weight: 1,
    async run(scene, _device, a) {
      const rows = [...scene.history.state.rows].filter(([key]) => key.startsWith('content_item/'));
      const row = rows[a % Math.max(1, rows.length)]?.[1];
      const text = { title: scene.text('title'), body: scene.text('body'), tag: '' };
      const offer = a % 3 === 2 ? null : { ...text, fromOn: '2026-03-01', toOn: '2026-03-31' };
      await scene.world.command('/v1/content/save-offer', { id: a % 3 ? (row?.id ?? null) : null, offer });
      await judge(scene);
    },
  },
} satisfies Record<string, Operation>;
