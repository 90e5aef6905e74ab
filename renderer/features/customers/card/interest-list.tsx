/** What the customer cares about; the strength falls with time and rises with every sighting (C10). */
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InterestView } from '#shared/contract/card.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { interestKinds, type InterestKind } from '#shared/domain/entity/profile.ts';
import { useRelativeText } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { Marks } from './card-mark.tsx';
import { LineForm } from './line-form.tsx';
import { Section } from './section.tsx';
import style from './known.module.css';

const bars = { faded: 1, alive: 2, strong: 3 } as const;

export function InterestList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const relative = useRelativeText();
  const [adding, setAdding] = useState(false);
  const [kind, setKind] = useState<InterestKind>('hobby');

  const see = async ({ topic, kind: known }: Pick<InterestView, 'topic' | 'kind'>) => {
    const { id } = await api.interest.see({ customerId: card.id, topic, kind: known });
    undoToast(t('interest.seen', { topic }), () => api.interest.delete({ ids: [id] }));
  };
  const remove = async (topic: string) => {
    try {
      const { ids } = await api.interest.remove({ customerId: card.id, topic });
      undoToast(t('interest.removed', { topic }), () => api.interest.restore({ ids }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section
      title={t('interest.title')}
      action={
        !readOnly &&
        !adding && (
          <span data-part="interest">
            <AddButton label={t('interest.add')} onClick={() => setAdding(true)} />
          </span>
        )
      }
    >
      {adding && (
        <LineForm
          label={t('interest.topic')}
          placeholder={t('interest.placeholder')}
          maxLength={50}
          onCancel={() => setAdding(false)}
          onSave={(topic) => see({ topic, kind })}
          extra={
            <Select
              size="small"
              className={style.kind}
              aria-label={t('interest.kindLabel')}
              value={kind}
              onChange={setKind}
              options={interestKinds.map((value) => ({ value, label: t(`interest.kind.${value}`) }))}
            />
          }
        />
      )}
      <div className={style.topics}>
        {card.interests.map((interest) => (
          <span key={interest.topic} className={style.topic} data-level={interest.level}>
            <Tooltip
              title={t('interest.explain', {
                level: t(`interest.level.${interest.level}`),
                kind: t(`interest.kind.${interest.kind}`),
                count: interest.sightings,
                when: relative(interest.lastSeenAt),
                strength: interest.strength,
              })}
            >
              <span tabIndex={0}>
                {interest.topic}{' '}
                <span className={style.bars} role="img" aria-label={t(`interest.level.${interest.level}`)}>
                  {[1, 2, 3].map((bar) => (
                    <i
                      key={bar}
                      style={{ height: 2 + bar * 2.5 }}
                      data-on={bar <= bars[interest.level] || undefined}
                    />
                  ))}
                </span>
              </span>
            </Tooltip>
            <Marks conflictId={interest.conflictId ?? undefined} pending={interest.pending} />
            {!readOnly && (
              <>
                <Button
                  size="small"
                  type="text"
                  icon={<PlusOutlined />}
                  aria-label={t('interest.again', { topic: interest.topic })}
                  title={t('interest.againShort')}
                  onClick={() => void see(interest).catch(fail)}
                />
                <Button
                  size="small"
                  type="text"
                  icon={<CloseOutlined />}
                  aria-label={t('interest.remove', { topic: interest.topic })}
                  title={t('interest.removeShort')}
                  onClick={() => void remove(interest.topic)}
                />
              </>
            )}
          </span>
        ))}
      </div>
      {card.interests.length === 0 && !adding && <p className={style.none}>{t('interest.none')}</p>}
    </Section>
  );
}
