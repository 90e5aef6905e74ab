/** What we know of the person. Filled fields show; the rest waits behind one click. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { personaKinds, qualityGrades } from '#shared/domain/entity/book.ts';
import type { PortraitPart } from '#shared/domain/card/completeness.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useSession } from '../../../app/session.tsx';
import { birthdayText, parseBirthday } from './birthday-text.ts';
import { FieldMarks, useHasConflict } from './card-mark.tsx';
import { EditableChoice } from './editable-choice.tsx';
import { EditableText } from './editable-text.tsx';
import { parseQuietHours, quietHoursText } from './quiet-hours-text.ts';
import { Section } from './section.tsx';
import { SourceEditor } from './source-editor.tsx';
import { useSaveFields } from './use-customer-card.ts';
import style from './profile-fields.module.css';

const texts = [
  ['company', 200],
  ['jobTitle', 200],
  ['city', 100],
  ['nickname', 200],
] as const;
const genders = ['unknown', 'female', 'male'] as const;
const intents = ['0', '1', '2', '3'] as const;
const intentTexts = [
  ['intentProduct', 200],
  ['intentNote', 500],
] as const;
const intentBases = ['unknown', 'stated', 'inferred'] as const;
const ownWords: ReadonlySet<string> = new Set([
  'intentProduct',
  'intentNote',
  'intentBasis',
  'grade',
  'personaKind',
  'taboo',
]);

/** Which part of the portrait a field fills. */
const partOf: Partial<Record<string, PortraitPart>> = {
  gender: 'gender',
  birthdayOn: 'birthday',
  city: 'city',
  company: 'job',
  source: 'source',
  intent: 'intent',
  personaKind: 'personaKind',
};

/** The columns behind a field that has more than one. */
const columnsOf: Partial<Record<string, readonly string[]>> = {
  source: ['source', 'sourcePlatform', 'sourceCampaign', 'sourcePlacement'],
  intent: ['intent', 'intentAt'],
  quietHours: ['quietFrom', 'quietTo'],
};
const columnsBehind = (name: string): readonly string[] => columnsOf[name] ?? [name];

interface ProfileFieldsProps {
  card: CustomerCard;
  readOnly: boolean;
  /** Every field, not only those that are filled in. */
  showAll: boolean;
  onShowAll: () => void;
}

export function ProfileFields({ card, readOnly, showAll, onShowAll }: ProfileFieldsProps) {
  const { t } = useTranslation(['customers', 'card']);
  const save = useSaveFields(card);
  const { identity } = useSession();
  const hasConflict = useHasConflict();
  const done = (field: string) => t('edit.done', { label: t(`field.${field}`) });

  const fields: { name: string; filled: boolean; value: ReactNode }[] = [
    ...texts.map(([name, maxLength]) => ({
      name,
      filled: card[name] !== '',
      value: (
        <EditableText
          label={t(`field.${name}`)}
          value={card[name]}
          maxLength={maxLength}
          readOnly={readOnly}
          onSave={(text) => save({ [name]: text }, done(name))}
        />
      ),
    })),
    {
      name: 'gender',
      filled: card.gender !== null,
      value: (
        <EditableChoice
          label={t('field.gender')}
          value={card.gender ?? 'unknown'}
          choices={genders.map((value) => ({ value, label: t(`gender.${value}`) }))}
          readOnly={readOnly}
          onSave={(gender) => save({ gender: gender === 'unknown' ? null : gender }, done('gender'))}
        />
      ),
    },
    {
      name: 'birthdayOn',
      filled: card.birthdayOn !== null,
      value: (
        <EditableText
          label={t('field.birthdayOn')}
          value={birthdayText(card.birthdayOn)}
          maxLength={20}
          readOnly={readOnly}
          check={(text) => (text === '' || parseBirthday(text) ? undefined : t('edit.badBirthday'))}
          onSave={(text) => save({ birthdayOn: parseBirthday(text) ?? null }, done('birthdayOn'))}
        />
      ),
    },
    {
      name: 'source',
      filled: true,
      value: <SourceEditor card={card} readOnly={readOnly} />,
    },
    {
      name: 'intent',
      filled: true,
      value: (
        <EditableChoice
          label={t('field.intent')}
          value={String(card.intent)}
          choices={intents.map((value) => ({ value, label: t(`intent.${value}`) }))}
          readOnly={readOnly}
          onSave={(intent) => save({ intent: Number(intent) }, done('intent'))}
        />
      ),
    },
    ...intentTexts.map(([name, maxLength]) => ({
      name,
      filled: card[name] !== '',
      value: (
        <EditableText
          label={t(`card:field.${name}`)}
          value={card[name]}
          maxLength={maxLength}
          readOnly={readOnly}
          onSave={(text) => save({ [name]: text }, t('edit.done', { label: t(`card:field.${name}`) }))}
        />
      ),
    })),
    {
      name: 'intentBasis',
      filled: card.intentBasis !== null,
      value: (
        <EditableChoice
          label={t('card:field.intentBasis')}
          value={card.intentBasis ?? 'unknown'}
          choices={intentBases.map((value) => ({ value, label: t(`card:intentBasis.${value}`) }))}
          readOnly={readOnly}
          onSave={(value) =>
            save(
              { intentBasis: value === 'unknown' ? null : value },
              t('edit.done', { label: t('card:field.intentBasis') }),
            )
          }
        />
      ),
    },
    {
      name: 'grade',
      filled: card.grade !== null,
      value: (
        <EditableChoice
          label={t('card:field.grade')}
          value={card.grade ?? 'unknown'}
          choices={(['unknown', ...qualityGrades] as const).map((value) => ({
            value,
            label: t(`card:grade.${value}`),
          }))}
          readOnly={readOnly}
          onSave={(value) =>
            save(
              { grade: value === 'unknown' ? null : value },
              t('edit.done', { label: t('card:field.grade') }),
            )
          }
        />
      ),
    },
    {
      name: 'personaKind',
      filled: card.personaKind !== null,
      value: (
        <EditableChoice
          label={t('card:field.personaKind')}
          value={card.personaKind ?? 'unknown'}
          choices={(['unknown', ...personaKinds] as const).map((value) => ({
            value,
            label: t(`card:personaKind.${value}`),
          }))}
          readOnly={readOnly}
          onSave={(value) =>
            save(
              { personaKind: value === 'unknown' ? null : value },
              t('edit.done', { label: t('card:field.personaKind') }),
            )
          }
        />
      ),
    },
    {
      name: 'taboo',
      filled: card.taboo !== '',
      value: (
        <EditableText
          label={t('card:field.taboo')}
          value={card.taboo}
          maxLength={1_000}
          multiline
          readOnly={readOnly}
          onSave={(taboo) => save({ taboo }, t('edit.done', { label: t('card:field.taboo') }))}
        />
      ),
    },
    {
      name: 'quietHours',
      filled: card.quietFrom !== null,
      value: (
        <EditableText
          label={t('field.quietHours')}
          value={quietHoursText(card)}
          maxLength={20}
          readOnly={readOnly}
          check={(text) => (text === '' || parseQuietHours(text) ? undefined : t('edit.badQuietHours'))}
          onSave={(text) =>
            save(parseQuietHours(text) ?? { quietFrom: null, quietTo: null }, done('quietHours'))
          }
        />
      ),
    },
    {
      name: 'isLegalHold',
      filled: card.isLegalHold,
      value: (
        <EditableChoice
          label={t('field.isLegalHold')}
          value={card.isLegalHold ? 'yes' : 'no'}
          choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`legalHold.${value}`) }))}
          tone={card.isLegalHold ? 'red' : undefined}
          readOnly={readOnly || identity.role === 'rep'}
          onSave={(value) => save({ isLegalHold: value === 'yes' }, done('isLegalHold'))}
        />
      ),
    },
    {
      name: 'addedOn',
      filled: true,
      value: (
        <EditableText
          label={t('field.addedOn')}
          value={card.addedOn}
          maxLength={20}
          readOnly={readOnly}
          check={(text) => (/^\d{4}-/.test(parseBirthday(text) ?? '') ? undefined : t('edit.badDate'))}
          onSave={(text) => save({ addedOn: parseBirthday(text) }, done('addedOn'))}
        />
      ),
    },
    {
      name: 'remark',
      filled: card.remark !== '',
      value: (
        <EditableText
          label={t('field.remark')}
          value={card.remark}
          maxLength={5_000}
          multiline
          readOnly={readOnly}
          onSave={(remark) => save({ remark }, done('remark'))}
        />
      ),
    },
  ];
  const shown = showAll
    ? fields
    : fields.filter(({ name, filled }) => filled || hasConflict(columnsBehind(name)));
  const hidden = fields.length - shown.length;
  return (
    <Section title={t('profile.title')}>
      <dl className={style.fields}>
        {shown.map((field) => (
          <div key={field.name} data-part={partOf[field.name]}>
            <dt>{t(`${ownWords.has(field.name) ? 'card' : 'customers'}:field.${field.name}`)}</dt>
            <dd>
              {field.value}
              <FieldMarks fields={columnsBehind(field.name)} />
            </dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && (
        <Button size="small" type="link" className={style.more} onClick={onShowAll}>
          {t('profile.showAll', { count: hidden })}
        </Button>
      )}
    </Section>
  );
}
