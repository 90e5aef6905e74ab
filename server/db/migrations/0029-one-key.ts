/**
 * One key for each number: what was set for the writer of comments alone holds for list and writer, where nothing else was set
 * at the same place. The days after a purchase are steps of AFTERSALE: a company without one gets it with the days it had.
 */
const former = `(values ('comment.maxPerWeek', 'guard.commentsPerWeek'), ('comment.maxHours', 'post.openHours'),
  ('comment.maxHoursSad', 'post.sadDays'), ('comment.maxPerHour', 'account.socialPerHour')) as former(key, kept)`;
const purchase = `('afterPurchase.useDays', 'afterPurchase.resultDays', 'afterPurchase.nextDays', 'afterPurchase.minutes')`;
const now = `to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const without = `not exists (select from sop where sop.scope_id = scope.id and sop.code = 'AFTERSALE')`;
/** What the company set, within the bounds of a step, or the default. */
const own = (key: string, other: number, most: number) => `coalesce((select least(${most}, greatest(0,
  round((value #>> '{}')::numeric)))::int from setting where setting.scope_id = scope.id and key = '${key}'
  and team_id is null and person_id is null and deleted_at is null and json_typeof(value) = 'number'
  order by id desc limit 1), ${other})`;
const step = (days: string, title: string, body: string, minutes: string) =>
  `(${days}, '${title}', '${body}', ${minutes})`;

export const statements: readonly string[] = [
  `update scope set version = version + 1 where kind = 'company' and (${without} or exists (select from setting
    where setting.scope_id = scope.id and deleted_at is null
      and (key in ${purchase} or key in (select former.key from ${former}))))`,
  `update setting set key = former.kept, version = scope.version, value = case
      when json_typeof(value) <> 'number' then value
      when former.kept = 'post.sadDays' then to_json(least(60, greatest(1, round((value #>> '{}')::numeric / 24)))::int)
      when former.kept = 'guard.commentsPerWeek' then to_json(least(50, (value #>> '{}')::numeric))
      when former.kept = 'account.socialPerHour' then to_json(least(200, (value #>> '{}')::numeric))
      else value end
    from ${former}, scope where setting.key = former.key and scope.id = setting.scope_id and setting.deleted_at is null
      and not exists (select from setting other where other.scope_id = setting.scope_id and other.key = former.kept
        and other.deleted_at is null and other.team_id is not distinct from setting.team_id
        and other.person_id is not distinct from setting.person_id)`,
  `insert into sop (company_id, scope_id, id, version, created_at, code, name, purpose, edition, steps)
    select company_id, id, gen_random_uuid(), version, ${now}, 'AFTERSALE', '购买后关怀', 'service', 1,
      (select json_agg(json_build_object('offsetDays', days, 'title', title, 'body', body, 'touchClass', 'service',
        'hard', false, 'minutes', minutes) order by days)
      from (select distinct on (days) * from (values
        ${step(own('afterPurchase.npsDays', 30, 365), '请打一个分', '{称呼}，想请您帮个忙：如果给这次的经过打 0 到 10 分，您打几分？哪里可以更好？', '2')},
        ${step(own('afterPurchase.useDays', 2, 365), '问用得怎么样', '{称呼}，这两天用下来还顺手吗？有哪里不明白、不对劲的，随时找我。', own('afterPurchase.minutes', 5, 240))},
        ${step(own('afterPurchase.resultDays', 14, 365), '看效果', '{称呼}，用了一阵子，和您当初想的一样吗？有一点不满意也直接告诉我，我来处理。', own('afterPurchase.minutes', 5, 240))},
        ${step(own('afterPurchase.nextDays', 60, 365), '看下一步需要', '{称呼}，有一阵子了，来问问近况。接下来有什么打算，或者有什么想让我帮着留意的？', own('afterPurchase.minutes', 5, 240))}
      ) as given(days, title, body, minutes) order by days) as steps)
    from scope where kind = 'company' and ${without}`,
  `update setting set deleted_at = ${now}, version = scope.version from scope
    where scope.id = setting.scope_id and setting.deleted_at is null
      and (key in ${purchase} or key in (select former.key from ${former}))`,
];
