/** What a device is ordered to do and what it reported, and what tells a device from a copy of it. */
export const statements: readonly string[] = [
  `alter table enrolment
    add column order_token_hash text,
    add column ordered_at text,
    add column wiped_at text,
    add column unsent bigint,
    add column last_run text,
    add column last_seq bigint not null default 0,
    drop constraint enrolment_status_check`,
  // Revoked meant shut out at once: the file is still there and waits for its wipe, unless the device came back since.
  `update enrolment as e set status = case when exists (
      select 1 from enrolment n where n.company_id = e.company_id and n.device_id = e.device_id
        and n.person_id = e.person_id and (n.enrolled_at, n.id) > (e.enrolled_at, e.id)) then 'ended' else 'wiping' end
    where e.status = 'revoked'`,
  // Whoever left before may hand in what the devices still hold; the newest enrolment of each is the one that can.
  `update enrolment as e set status = 'draining' from person p
    where p.scope_id = e.company_id and p.id = e.person_id and p.status = 'left' and e.status = 'ended'
      and not exists (select 1 from enrolment n where n.company_id = e.company_id and n.device_id = e.device_id
        and n.person_id = e.person_id and (n.enrolled_at, n.id) > (e.enrolled_at, e.id))`,
  `alter table enrolment add constraint enrolment_status_check
    check (status in ('active', 'signed_out', 'draining', 'wiping', 'wiped', 'ended'))`,
  `create index enrolment_order_token on enrolment (order_token_hash) where order_token_hash is not null`,
  `create index processed_mutation_seq on processed_mutation (company_id, device_epoch, seq)`,
  `update enrolment as e set last_seq = m.seq from (
      select company_id, device_epoch, max(seq) as seq from processed_mutation group by company_id, device_epoch) as m
    where m.company_id = e.company_id and m.device_epoch = e.device_epoch`,
];
