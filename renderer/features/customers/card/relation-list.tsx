/** The people around the customer who are no customers themselves. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { RowMarks } from './card-mark.tsx';
import { EditableText } from './editable-text.tsx';
import { LineForm } from './line-form.tsx';
import { Section } from './section.tsx';
import style from './known.module.css';

type Person = CustomerCard['relations'][number];

/** 「女儿 小雨 学钢琴」: who, name, what else. */
function parsePerson(text: string): { role: string; name: string; remark: string } {
  const [role = '', name = '', ...rest] = text.trim().split(/[\s,,、::]+/);
  return { role: role.slice(0, 50), name: name.slice(0, 100), remark: rest.join(' ').slice(0, 500) };
}

export function RelationList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [adding, setAdding] = useState(false);

  const remove = async ({ id, role }: Person) => {
    try {
      await api.relation.delete({ id });
      undoToast(t('relation.removed', { role }), () => api.relation.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  const change = async ({ id, role, name, remark }: Person, text: string) => {
    await api.relation.patch({ id, relation: parsePerson(text) });
    undoToast(t('relation.changed', { role }), () =>
      api.relation.patch({ id, relation: { role, name, remark } }),
    );
  };
  return (
    <Section
      title={t('relation.title')}
      action={
        !readOnly &&
        !adding && (
          <span data-part="people">
            <AddButton label={t('relation.add')} onClick={() => setAdding(true)} />
          </span>
        )
      }
    >
      {adding && (
        <LineForm
          label={t('relation.who')}
          placeholder={t('relation.placeholder')}
          maxLength={600}
          onCancel={() => setAdding(false)}
          onSave={async (text) => {
            const { id } = await api.relation.create({ customerId: card.id, relation: parsePerson(text) });
            undoToast(t('relation.added'), () => api.relation.delete({ id }));
          }}
        />
      )}
      <ul className={style.list}>
        {card.relations.map((person) => (
          <li key={person.id} data-entry={person.id} className={style.row}>
            <div className={style.words}>
              <EditableText
                label={t('relation.who')}
                value={[person.role, person.name, person.remark].filter((part) => part !== '').join(' ')}
                maxLength={600}
                readOnly={readOnly}
                check={(text) => (text === '' ? t('relation.missing') : undefined)}
                onSave={(text) => change(person, text)}
              />
              <RowMarks id={person.id} pending={person.pending} />
            </div>
            {!readOnly && (
              <span className={style.actions}>
                <span />
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('relation.remove', { role: person.role })}
                  title={t('relation.remove', { role: person.role })}
                  onClick={() => void remove(person)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {card.relations.length === 0 && !adding && <p className={style.none}>{t('relation.none')}</p>}
    </Section>
  );
}
