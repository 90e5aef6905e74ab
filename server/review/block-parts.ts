/** The block rate of a team told apart by class of touch and by what was said (practices.md D09). */
import { sql } from 'kysely';
import { autopsyFrom } from '#shared/domain/autopsy.ts';
import {
  blockParts,
  type BlockContent,
  type CountedTouches,
  type TouchBefore,
} from '#shared/domain/block-part.ts';
import { blockKinds } from '#shared/domain/block-rate.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { BlockPartsView } from '#shared/protocol/block-rate.ts';
import type { Db } from '../db/database.ts';
import { cardsOf, loadRoots, onRoots } from '../domain/merged.ts';

interface Asked {
  companyId: string;
  personIds: readonly string[];
  now: number;
  /** The company's. */
  settings: Settings;
}

/** As the rate is counted: likes are no touches, and of service only what nobody asked for. */
const isProactive = sql`t.kind <> 'like' and (t.touch_class <> 'service'
  or i.kind = any(${[...proactiveServiceKinds]}::text[]))`;

/** The item of the day behind a touch is in the scope of who did it. */
const said = sql`t.touch_class, case when i.kind in ('PROMO', 'SOP_HARD', 'SOP_SOFT') then i.kind end as item_kind,
  case when i.kind in ('PROMO', 'SOP_HARD', 'SOP_SOFT') then i.subject end as subject`;

export async function loadBlockParts(db: Db, asked: Asked): Promise<BlockPartsView> {
  const { companyId, personIds, now, settings } = asked;
  const days = settings['block.partDays'];
  const from = new Date(now - days * dayMs).toISOString();
  const until = new Date(now).toISOString();
  const books = await sql<{ id: string; ownerId: string }>`
    select id, owner_id from book
    where scope_id = ${companyId}::uuid and deleted_at is null and owner_id = any(${[...personIds]}::uuid[])
  `.execute(db);
  const scopes = books.rows.map(({ id }) => id);
  const own = sql`unnest(${scopes}::uuid[], ${books.rows.map(({ ownerId }) => ownerId)}::uuid[]) as b(id, owner_id)`;
  const touched = await sql<CountedTouches>`
    select ${said}, count(*)::int8 as touches
    from ${own}
    join touch t on t.scope_id = b.id and t.created_by = b.owner_id and t.deleted_at is null
      and t.happened_at > ${from} and t.happened_at <= ${until}
    left join plan_item i on i.scope_id = b.owner_id and i.id = t.plan_item_id
    where ${isProactive}
    group by 1, 2, 3
  `.execute(db);
  const blocks = await sql<{ customerId: string; at: string }>`
    select s.customer_id, s.happened_at as at
    from ${own}
    join signal s on s.scope_id = b.id and s.created_by = b.owner_id and s.deleted_at is null
      and s.kind = any(${[...blockKinds]}::text[]) and s.happened_at > ${from} and s.happened_at <= ${until}
  `.execute(db);
  const roots = await loadRoots(db, scopes);
  const left = onRoots(blocks.rows, roots);
  const cards = [...new Set(left.map(({ customerId }) => customerId))].flatMap((id) => cardsOf(id, roots));
  const before =
    cards.length === 0
      ? []
      : (
          await sql<TouchBefore>`
            select t.customer_id, t.happened_at as at, ${said}
            from touch t left join plan_item i on i.scope_id = t.created_by and i.id = t.plan_item_id
            where t.scope_id = any(${scopes}::uuid[]) and t.customer_id = any(${cards}::uuid[])
              and t.deleted_at is null and t.happened_at >= ${autopsyFrom(from, settings)}
              and t.happened_at <= ${until} and ${isProactive}
          `.execute(db)
        ).rows;
  const parts = blockParts({ blocks: left, before: onRoots(before, roots), touched: touched.rows }, settings);
  const titles = await loadTitles(db, companyId);
  return {
    days,
    classes: parts.classes,
    contents: parts.contents.slice(0, mostContents).map(({ content, ...figures }) => ({
      title: titles(content),
      code: content.kind === 'step' ? content.code : null,
      number: content.kind === 'step' ? content.number : null,
      ...figures,
    })),
    withoutTouch: parts.withoutTouch,
  };
}

const mostContents = 10;

/** As they are called now; what was taken out of the library keeps its name. */
async function loadTitles(db: Db, companyId: string): Promise<(content: BlockContent) => string> {
  const offers = await db
    .selectFrom('content_item')
    .select(['id', 'title'])
    .where('scopeId', '=', companyId)
    .where('kind', '=', 'promo')
    .execute();
  const sops = await db
    .selectFrom('sop')
    .select(['code', 'edition', 'steps'])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .orderBy('edition')
    .execute();
  const byId = new Map(offers.map(({ id, title }) => [id, title]));
  const byCode = new Map(sops.map(({ code, steps }) => [code, steps]));
  return (content) => {
    if (content.kind === 'offer') return byId.get(content.contentId) ?? '';
    return byCode.get(content.code)?.[content.number]?.title ?? '';
  };
}
