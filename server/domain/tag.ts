/** The company's tag dictionary (practice C01; policy `tag`): admins change it, everybody reads it. Customers' rows stay as they are. */
import { formerNamesAfter, rulesOf, tagGroups, type GroupRules } from '#shared/domain/tag.ts';
import type { Tag } from '#shared/domain/entity/company.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { dictionaryTagsAtMost, type TagChange, type TagChangeResult } from '#shared/protocol/tag.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Trx } from '../db/database.ts';
import { findRows, type StoredRow } from '../db/row-store.ts';
import type { AuditDetail } from './audit.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter, type CompanyWriter } from './company-row.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

type StoredTag = StoredRow & Tag;

/** One change at a time: everything is read after the company's scope is locked. */
interface Work {
  clock: Clock;
  writer: CompanyWriter;
  /** Not deleted. */
  tags: readonly StoredTag[];
}

interface Outcome extends TagChangeResult {
  detail: AuditDetail;
}

export async function changeTags(
  parts: CommandParts,
  actor: Principal,
  change: TagChange,
): Promise<TagChangeResult> {
  const { clock } = parts;
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: `tag.${change.do}`,
    action: 'write',
    subject: 'tag',
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const tags = await loadTags(trx, companyId);
      const { detail, ...result } = await apply({ clock, writer, tags }, change, trx, companyId);
      return { result, detail, notices: [{ scope: companyId, version: writer.version }] };
    },
  });
}

async function apply(work: Work, change: TagChange, trx: Trx, companyId: string): Promise<Outcome> {
  const { tags, writer } = work;
  switch (change.do) {
    case 'createGroup': {
      requireFreeGroup(tags, change.name);
      const names = [...new Set(change.tags)];
      let id: string | null = null;
      for (const name of names) {
        requireFreeName(tags, name);
        const made = await insert(work, name, change.name, change.rules, names.indexOf(name));
        id ??= made;
      }
      return { id, movedIds: [], detail: { group: change.name, tags: names.length } };
    }
    case 'changeGroup': {
      const members = tags.filter((tag) => tag.groupName === change.group);
      if (!members.some((tag) => tag.mergedIntoId === null)) throw new Refusal('NOT_FOUND', 'no such group');
      if (change.name !== change.group) requireFreeGroup(tags, change.name);
      for (const tag of members) await writer.change('tag', tag, { groupName: change.name, ...change.rules });
      return { id: null, movedIds: [], detail: { group: change.group, name: change.name, ...change.rules } };
    }
    case 'create': {
      requireFreeName(tags, change.name);
      const id = await insert(work, change.name, change.group, getRules(tags, change.group), 0);
      return { id, movedIds: [], detail: { id, name: change.name, group: change.group } };
    }
    case 'change': {
      const tag = getTag(tags, change.id, change.seenVersion);
      if (change.name !== tag.name) requireFreeName(tags, change.name);
      const isMoved = change.group !== tag.groupName;
      const rules = isMoved ? getRules(tags, change.group) : rulesOf(tag);
      await writer.change('tag', tag, {
        name: change.name,
        formerNames: formerNamesAfter(tag, change.name),
        groupName: change.group,
        ...rules,
        ...(isMoved && { ordinal: nextOrdinal(tags) }),
      });
      if (change.name !== tag.name) await renameInOffers(trx, writer, companyId, tag.name, change.name);
      const detail = { id: tag.id, from: tag.name, name: change.name, group: change.group };
      return { id: tag.id, movedIds: [], detail };
    }
    case 'retire':
    case 'restore': {
      const tag = getTag(tags, change.id, change.seenVersion);
      const retiredAt = change.do === 'retire' ? (tag.retiredAt ?? instantOf(work.clock)) : null;
      await writer.change('tag', tag, { retiredAt });
      return { id: tag.id, movedIds: [], detail: { id: tag.id, name: tag.name } };
    }
    case 'merge': {
      const tag = getTag(tags, change.id, change.seenVersion);
      const into = getTag(tags, change.intoId);
      if (tag.id === into.id) throw new Refusal('INVALID', 'a tag does not become itself');
      // One step from any tag to what it became: what had become part of the one goes along.
      const along = tags.filter((each) => each.mergedIntoId === tag.id);
      for (const each of [tag, ...along]) await writer.change('tag', each, { mergedIntoId: into.id });
      const detail = { id: tag.id, name: tag.name, intoId: into.id, into: into.name };
      return { id: tag.id, movedIds: along.map((each) => each.id), detail };
    }
    case 'unmerge': {
      const tag = tags.find((each) => each.id === change.id);
      if (!tag?.mergedIntoId) throw new Refusal('NOT_FOUND', 'this tag is part of no other');
      const along = tags.filter(
        (each) => change.withIds.includes(each.id) && each.mergedIntoId === tag.mergedIntoId && each !== tag,
      );
      // The group may have got other rules meanwhile.
      const sibling = tags.find((each) => each.groupName === tag.groupName && each.mergedIntoId === null);
      await writer.change('tag', tag, { mergedIntoId: null, ...(sibling && rulesOf(sibling)) });
      for (const each of along) await writer.change('tag', each, { mergedIntoId: tag.id });
      return { id: tag.id, movedIds: along.map((each) => each.id), detail: { id: tag.id, name: tag.name } };
    }
    case 'order': {
      const place = new Map(change.ids.map((id, index) => [id, index]));
      const known = (tag: StoredTag) => place.get(tag.id) ?? Number.MAX_SAFE_INTEGER;
      const ordered = tags.toSorted((a, b) => known(a) - known(b) || a.ordinal - b.ordinal);
      for (const [ordinal, tag] of ordered.entries())
        if (tag.ordinal !== ordinal) await writer.change('tag', tag, { ordinal });
      return { id: null, movedIds: [], detail: { tags: change.ids.length } };
    }
  }
}

async function loadTags(trx: Trx, companyId: string): Promise<StoredTag[]> {
  const ids = await trx
    .selectFrom('tag')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .execute();
  const rows = await findRows(
    trx,
    getEntity('tag'),
    companyId,
    ids.map(({ id }) => id),
  );
  return [...rows.values()] as StoredTag[];
}

async function insert(
  { clock, writer, tags }: Work,
  name: string,
  groupName: string,
  rules: GroupRules,
  place: number,
): Promise<string> {
  if (tags.length + place >= dictionaryTagsAtMost) throw new Refusal('INVALID', 'the dictionary is full');
  const id = uuidv7(clock);
  await writer.insert('tag', {
    id,
    name,
    groupName,
    ordinal: Math.min(10_000, nextOrdinal(tags) + place),
    ...rules,
    retiredAt: null,
    mergedIntoId: null,
    formerNames: [],
  });
  return id;
}

/** One that stands by itself, retired or not. */
function getTag(tags: readonly StoredTag[], id: string, seenVersion?: number): StoredTag {
  const tag = tags.find((each) => each.id === id);
  if (!tag || tag.mergedIntoId !== null) throw new Refusal('NOT_FOUND', 'no such tag');
  if (seenVersion !== undefined && tag.version !== seenVersion)
    throw new Refusal('STALE', 'somebody else has changed this tag since');
  return tag;
}

/** Also of a retired one and of one that became another: a name means one tag. */
function requireFreeName(tags: readonly StoredTag[], name: string): void {
  if (tags.some((tag) => tag.name === name)) throw new Refusal('INVALID', 'there is a tag of that name');
}

function requireFreeGroup(tags: readonly StoredTag[], name: string): void {
  if (tags.some((tag) => tag.groupName === name && tag.mergedIntoId === null))
    throw new Refusal('INVALID', 'there is a group of that name');
}

function getRules(tags: readonly StoredTag[], group: string): GroupRules {
  const found = tagGroups(tags).find(({ name }) => name === group);
  if (!found) throw new Refusal('NOT_FOUND', 'no such group');
  return found.rules;
}

function nextOrdinal(tags: readonly StoredTag[]): number {
  return Math.max(-1, ...tags.map((tag) => tag.ordinal)) + 1;
}

/** Offers name their tag; of one that became another they follow when they are read, so that it can be taken back. */
async function renameInOffers(
  trx: Trx,
  writer: CompanyWriter,
  companyId: string,
  from: string,
  to: string,
): Promise<void> {
  const named = await trx
    .selectFrom('content_item')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('offerTag', '=', from)
    .execute();
  const rows = await findRows(
    trx,
    getEntity('content_item'),
    companyId,
    named.map(({ id }) => id),
  );
  for (const row of rows.values()) await writer.change('content_item', row, { offerTag: to });
}
