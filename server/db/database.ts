/** The typed tables of the company server. Replicated tables take their columns from the entity registry. */
import type { Generated, Kysely, Transaction } from 'kysely';
import type { entities } from '#shared/domain/entity/registry.ts';
import type { Fields, RowBase, ScopeKind } from '#shared/domain/entity/entity.ts';
import type { TierProposal } from '../domain/tier/tier-proposal.ts';

export interface CompanyTable {
  id: string;
  slug: string;
  name: string;
  codeRequired: boolean;
  createdAt: string;
}

/** The company scope's id is the company's, a user scope's the person's, a book's scope's the book's. */
export interface ScopeTable {
  id: string;
  companyId: string;
  kind: ScopeKind;
  version: number;
  /** Tombstones up to this version have been cleared away. */
  prunedTo: number;
}

export interface EnrolmentTable {
  companyId: string;
  id: string;
  deviceId: string;
  personId: string;
  deviceEpoch: string;
  /** SHA-256 of the session token; null while signed out. */
  tokenHash: string | null;
  /**
   * `draining`: may hand in what it has, nothing else. `wiping`: ordered to destroy its file. `wiped`: it did.
   * `ended`: the device was enrolled anew.
   */
  status: 'active' | 'signed_out' | 'draining' | 'wiping' | 'wiped' | 'ended';
  enrolledAt: string;
  lastSeenAt: string | null;
  lastPushAt: string | null;
  /** SHA-256 of the token with which the device asks for orders; null where it has sent none. */
  orderTokenHash: string | null;
  /** When it was told to drain or wipe. */
  orderedAt: string | null;
  /** When its receipt came. */
  wipedAt: string | null;
  /** Mutations that were lost with its file; null: not told. */
  unsent: number | null;
  /** The last run of the program that pulled. */
  lastRun: string | null;
  /** The highest sequence number of its mutations processed so far. */
  lastSeq: Generated<number>;
}

export interface ProcessedMutationTable {
  companyId: string;
  mutationId: string;
  personId: string;
  deviceId: string;
  deviceEpoch: string;
  seq: number;
  name: string;
  happenedAt: string;
  processedAt: string;
  /** `waiting`: after a restore it named what is not there yet; it is no answer for good (SPEC EPOCH5). */
  status: 'applied' | 'rejected' | 'waiting';
  conflicts: number;
  code: string | null;
  message: string | null;
  /** How many it was handed in with; null of one that an older server processed. */
  writes: number | null;
}

/** Who wrote a field last: scope version, device epoch, sequence number. */
export interface FieldStamp {
  v: number;
  d: string;
  s: number;
  /** Of a row that moved since: the version of each scope it was in from which on this value could be seen there. */
  c?: Record<string, number>;
}

/** By field; the key `*` stands for the insert. */
export type FieldVersions = Record<string, FieldStamp>;

/** `companyId` and `fieldVersion` never leave the server. */
type Replicated<E> = RowBase & Fields<E> & { companyId: string; fieldVersion: FieldVersions };
type AnyEntity = (typeof entities)[number];
type ReplicatedTables = { [E in AnyEntity as E['name']]: Replicated<E> };

export interface Database extends ReplicatedTables {
  serverMeta: { key: string; value: string };
  company: CompanyTable;
  scope: ScopeTable;
  personSecret: { companyId: string; personId: string; passwordHash: string };
  device: {
    companyId: string;
    id: string;
    name: string;
    platform: string;
    appVersion: string;
    status: 'active' | 'revoked';
  };
  enrolment: EnrolmentTable;
  enrolmentCode: {
    companyId: string;
    personId: string;
    codeHash: string;
    expiresAt: string;
    usedAt: string | null;
  };
  bookHolder: {
    companyId: string;
    bookId: string;
    personId: string;
    fromAt: string;
    toAt: string | null;
  };
  processedMutation: ProcessedMutationTable;
  /** Rows that left a scope, and the one they went to. */
  gone: { scopeId: string; entity: string; rowId: string; version: number; toScopeId: string | null };
  bookSplit: {
    companyId: string;
    id: string;
    fromBookId: string;
    toBookId: string;
    actorId: string;
    status: 'running' | 'done';
    total: number;
    moved: number;
    skipped: number;
    startedAt: string;
    doneAt: string | null;
  };
  bookSplitCustomer: {
    companyId: string;
    splitId: string;
    customerId: string;
    place: number;
    outcome: 'moved' | 'skipped' | null;
  };
  /** The version a scope had at an instant by the server's clock. */
  scopeMark: { scopeId: string; version: number; at: string };
  audit: {
    companyId: string;
    id: number;
    at: string;
    actorId: string | null;
    action: string;
    detail: string;
    prevHash: string;
    hash: string;
  };
  auditHead: { companyId: string; id: number; hash: string };
  restore: { id: string; restoredAt: string; takenAt: string; epoch: string; isFormerKnown: boolean };
  restoreMissing: {
    companyId: string;
    mutationId: string;
    personId: string;
    deviceId: string;
    processedAt: string;
    restoreId: string;
    writes: number | null;
  };
  epochFloor: { epoch: string; scopeId: string; version: number };
  /** Phone numbers, WeChat ids and households of live customers, in the form in which they are compared. */
  personKey: { companyId: string; key: string; scopeId: string; customerId: string };
  /** Up to which version a scope was looked through for `outside_contact`. */
  outsideMark: { scopeId: string; version: number };
  /** How far the weekly check of the tiers has come; `checkedOn`: the Monday it was last worked out for. */
  tierRound: {
    bookId: string;
    companyId: string;
    seenAt: string;
    checkedOn: string | null;
    raised: Generated<number>;
    lowered: Generated<number>;
  };
  /** What the check says and is still to be written. */
  tierProposal: { bookId: string; place: number; body: TierProposal };
  /**
   * How far the trust stages of a book are worked out: up to `version`; all of it at `sweptAt`, but for those behind
   * `sweepAfter` where it is set.
   */
  trustRound: {
    bookId: string;
    companyId: string;
    version: Generated<number>;
    sweptAt: string | null;
    sweepAfter: string | null;
  };
  /** The bytes of attachments, by content and in pieces. */
  attachmentPiece: { companyId: string; hash: string; ordinal: number; bytes: Buffer };
  /** The scopes in which bytes were handed in; `unusedSince`: nothing there refers to them any more. */
  attachmentPlace: { companyId: string; scopeId: string; hash: string; unusedSince: string | null };
  /** When the server first looked after an attachment that is kept for some days only. */
  attachmentSeen: { companyId: string; attachmentId: string; at: string };
}

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;
