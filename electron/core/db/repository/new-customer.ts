import type { Customer } from '#shared/domain/entity/book.ts';

type OwnFields = Omit<
  Customer,
  'id' | 'scopeId' | 'version' | 'createdAt' | 'createdBy' | 'deletedAt' | 'late'
>;
export type NewCustomer = { -readonly [F in keyof OwnFields]: OwnFields[F] };

/** Fields of a new friend: tier N from today, nothing known yet. */
export function newCustomerFields(name: string, addedOn: string): NewCustomer {
  return {
    name,
    addressAs: '',
    nickname: '',
    gender: null,
    birthdayOn: null,
    company: '',
    jobTitle: '',
    city: '',
    tier: 'N',
    trustStage: 'acquainted',
    source: 'unknown',
    intent: 0,
    intentAt: null,
    status: 'active',
    consent: 'full',
    addedOn,
    remark: '',
    quietFrom: null,
    quietTo: null,
    isLegalHold: false,
    receivedAt: null,
    personaKind: null,
    taboo: '',
    presence: [],
    sourcePlatform: '',
    sourceCampaign: '',
    sourcePlacement: '',
    intentProduct: '',
    intentBasis: null,
    intentNote: '',
    cue: null,
    grade: null,
    triagedAt: null,
    nextOn: null,
    nextReason: '',
    nextSetAt: null,
    mergedIntoId: null,
    mergeUndo: null,
    absorbedAt: null,
    points: null,
  };
}
