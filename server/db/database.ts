/** The typed tables of the company server. Replicated tables take their columns from the entity registry. */
import type { Kysely, Transaction } from 'kysely';
import type { entities } from '#shared/domain/entity/registry.ts';
import type { Fields, RowBase, ScopeKind } from '#shared/domain/entity/entity.ts';

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
  status: 'active' | 'signed_out' | 'revoked' | 'ended';
  enrolledAt: string;
  lastSeenAt: string | null;
  lastPushAt: string | null;
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
  status: 'applied' | 'rejected';
  conflicts: number;
  code: string | null;
  message: string | null;
}

/** Who wrote a field last: scope version, device epoch, sequence number. The key `*` stands for the insert. */
export type FieldVersions = Record<string, { v: number; d: string; s: number }>;

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
  gone: { scopeId: string; entity: string; rowId: string; version: number };
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
}

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;
