/** Who this is, how they stand to us, and what the last months looked like. */
import { CloseOutlined, EllipsisOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { consents, customerStatuses } from '#shared/domain/entity/book.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { PendingMark } from '../../../components/pending-mark.tsx';
import { PersonAvatar } from '../../../components/person-avatar.tsx';
import { QuietMenu } from '../quiet-menu.tsx';
import { CardFigures } from './card-figures.tsx';
import { FieldMarks } from './card-mark.tsx';
import { EditableChoice } from './editable-choice.tsx';
import { EditableText } from './editable-text.tsx';
import { Headline } from './headline.tsx';
import { MergedCards } from './merged-cards.tsx';
import { TierPanel } from './tier-panel.tsx';
import { TrustStagePanel } from './trust-panel.tsx';
import { useSaveFields } from './use-customer-card.ts';
import style from './customer-card.module.css';

interface CardHeaderProps {
  card: CustomerCard;
  scroller: HTMLElement;
  readOnly: boolean;
  onClose: () => void;
  onDelete: () => void;
  onFindDuplicates: () => void;
}

export function CardHeader({
  card,
  scroller,
  readOnly,
  onClose,
  onDelete,
  onFindDuplicates,
}: CardHeaderProps) {
  const { t } = useTranslation('customers');
  const identity = useRef<HTMLDivElement>(null);
  // What stays in view below the name begins where the name ends, however many lines it has.
  useLayoutEffect(() => {
    const name = identity.current!;
    const observer = new ResizeObserver(() =>
      scroller.style.setProperty('--name-height', `${String(name.offsetHeight)}px`),
    );
    observer.observe(name);
    return () => observer.disconnect();
  }, [scroller]);
  const save = useSaveFields(card);
  const changed = (label: string) => t('edit.done', { label });
  return (
    <header className={style.header}>
      <div ref={identity} className={style.identity}>
        <PersonAvatar name={card.name} size={48} />
        <div className={style.names}>
          <h2 className={style.name}>
            <EditableText
              label={t('field.name')}
              value={card.name}
              maxLength={200}
              readOnly={readOnly}
              check={(text) => (text === '' ? t('edit.nameMissing') : undefined)}
              onSave={(name) => save({ name }, changed(t('field.name')))}
            />
            <FieldMarks fields={['name']} />
          </h2>
          <Headline card={card} />
          <MergedCards card={card} />
          <div className={style.addressAs} data-part="addressAs">
            <span>{t('field.addressAs')}</span>
            <EditableText
              label={t('field.addressAs')}
              value={card.addressAs}
              maxLength={100}
              readOnly={readOnly}
              onSave={(addressAs) => save({ addressAs }, changed(t('field.addressAs')))}
            />
            <FieldMarks fields={['addressAs']} />
            {card.pending && <PendingMark />}
            {card.openConflicts > 0 && (
              <Link className={style.conflicts} to="/conflicts">
                {t('card.conflicts', { count: card.openConflicts })}
              </Link>
            )}
          </div>
        </div>
        <div className={style.headerActions}>
          {!readOnly && (
            <QuietMenu
              placement="bottomRight"
              items={[
                { value: 'duplicates', label: t('card:duplicate.find') },
                { value: 'delete', label: t('card.delete'), danger: true },
              ]}
              onChoose={(chosen) => (chosen === 'delete' ? onDelete() : onFindDuplicates())}
            >
              <Button type="text" icon={<EllipsisOutlined />} aria-label={t('card.more')} />
            </QuietMenu>
          )}
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('card.close')}
            title={`${t('card.close')} (Esc)`}
            onClick={onClose}
          />
        </div>
      </div>
      <dl className={style.standing}>
        <div>
          <dt>{t('field.tier')}</dt>
          <dd>
            <TierPanel card={card} readOnly={readOnly} />
            <FieldMarks fields={['tier']} />
          </dd>
        </div>
        <div>
          <dt>{t('field.trustStage')}</dt>
          <dd>
            <TrustStagePanel card={card} readOnly={readOnly} />
            <FieldMarks fields={['trustStage']} />
          </dd>
        </div>
        <div>
          <dt>{t('field.status')}</dt>
          <dd>
            <EditableChoice
              label={t('field.status')}
              value={card.status}
              choices={customerStatuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
              tone={card.status === 'active' ? undefined : 'red'}
              readOnly={readOnly}
              onSave={(status) => save({ status }, changed(t('field.status')))}
            />
            <FieldMarks fields={['status']} />
          </dd>
        </div>
        <div>
          <dt>{t('field.consent')}</dt>
          <dd>
            <EditableChoice
              label={t('field.consent')}
              value={card.consent}
              choices={consents.map((value) => ({ value, label: t(`consent.${value}`) }))}
              tone={card.consent === 'none' ? 'red' : undefined}
              readOnly={readOnly}
              onSave={(consent) => save({ consent }, changed(t('field.consent')))}
            />
            <FieldMarks fields={['consent']} />
          </dd>
        </div>
        <CardFigures card={card} />
      </dl>
    </header>
  );
}
