/** What we know of the person. Filled fields show; the rest waits behind one click. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consents, sources } from '#shared/domain/entity/book.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useSession } from '../../../app/session.tsx';
import { birthdayText, parseBirthday } from './birthday-text.ts';
import { EditableChoice } from './editable-choice.tsx';
import { EditableText } from './editable-text.tsx';
import { parseQuietHours, quietHoursText } from './quiet-hours-text.ts';
import { Section } from './section.tsx';
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

export function ProfileFields({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const save = useSaveFields(card);
  const { identity } = useSession();
  const [showAll, setShowAll] = useState(false);
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
      value: (
        <EditableChoice
          label={t('field.source')}
          value={card.source}
          choices={sources.map((value) => ({ value, label: t(`source.${value}`) }))}
          readOnly={readOnly}
          onSave={(source) => save({ source }, done('source'))}
        />
      ),
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
    {
      name: 'consent',
      filled: card.consent !== 'full',
      value: (
        <EditableChoice
          label={t('field.consent')}
          value={card.consent}
          choices={consents.map((value) => ({ value, label: t(`consent.${value}`) }))}
          readOnly={readOnly}
          onSave={(consent) => save({ consent }, done('consent'))}
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
  const shown = showAll ? fields : fields.filter((field) => field.filled);
  const hidden = fields.length - shown.length;
  return (
    <Section title={t('profile.title')}>
      <dl className={style.fields}>
        {shown.map((field) => (
          <div key={field.name}>
            <dt>{t(`field.${field.name}`)}</dt>
            <dd>{field.value}</dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && (
        <Button size="small" type="link" className={style.more} onClick={() => setShowAll(true)}>
          {t('profile.showAll', { count: hidden })}
        </Button>
      )}
    </Section>
  );
}
