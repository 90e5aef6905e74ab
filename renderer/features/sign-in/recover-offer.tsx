/** Where the file on the device cannot be opened: what is safe, what may not be, and the way on. */
import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';

/** Why a sign-in found no file it could open. */
export type Unopened = 'FILE_DAMAGED' | 'WRONG_KEY';

export function RecoverOffer(props: {
  reason: Unopened;
  formerPassword: string;
  onFormerPassword: (password: string) => void;
  isPending: boolean;
  isDisabled: boolean;
  onRecover: () => void;
}) {
  const { t } = useTranslation('sign-in');
  const { reason, formerPassword, onFormerPassword, isPending, isDisabled, onRecover } = props;
  const offer = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers return a promise, which is no clean-up.
    offer.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section className="recover-offer" aria-label={t('recover.title')} ref={offer}>
      <h2>{t('recover.title')}</h2>
      <ul>
        <li>{t('recover.synced')}</li>
        <li>{t(`recover.unsent.${reason}`)}</li>
        <li>{t('recover.kept')}</li>
        <li>{t('recover.device')}</li>
      </ul>
      {reason === 'WRONG_KEY' && (
        <Field label={t('recover.formerPassword')} help={t('recover.formerPasswordHelp')}>
          {(id) => (
            <Input.Password
              id={id}
              size="large"
              value={formerPassword}
              autoComplete="off"
              onChange={(event) => onFormerPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      <Button
        type={reason === 'FILE_DAMAGED' ? 'primary' : 'default'}
        size="large"
        block
        loading={isPending}
        disabled={isDisabled}
        onClick={onRecover}
      >
        {t('recover.start')}
      </Button>
    </section>
  );
}
