/** Scores they gave and friends they brought: two of the signs of trust (R16), written down where the signs are shown. */
import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardInsight, EndorsementFields } from '#shared/contract/card.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import style from './trust.module.css';

type Endorsement = CardInsight['trust']['endorsements'][number];
type Kind = Endorsement['kind'];

interface EndorsementListProps {
  customerId: string;
  endorsements: readonly Endorsement[];
  readOnly: boolean;
}

export function EndorsementList({ customerId, endorsements, readOnly }: EndorsementListProps) {
  const { t } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [adding, setAdding] = useState<Kind>();
  const [editing, setEditing] = useState<string>();

  const remove = async ({ id }: Endorsement) => {
    try {
      await api.endorsement.delete({ id });
      undoToast(t('endorsement.removed'), () => api.endorsement.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  const setPaid = async (
    { id, kind, score, body, happenedOn, isPaid: former }: Endorsement,
    isPaid: boolean,
  ) => {
    const endorsement = { kind, score, body, happenedOn, isPaid: former };
    try {
      await api.endorsement.patch({ id, endorsement: { ...endorsement, isPaid } });
      undoToast(t(isPaid ? 'endorsement.paidDone' : 'endorsement.unpaidDone'), () =>
        api.endorsement.patch({ id, endorsement }),
      );
    } catch (error) {
      fail(error);
    }
  };
  const change = async (former: Endorsement, endorsement: EndorsementFields) => {
    const { id, kind, score, body, isPaid, happenedOn } = former;
    await api.endorsement.patch({ id, endorsement });
    setEditing(undefined);
    undoToast(t('endorsement.changed'), () =>
      api.endorsement.patch({ id, endorsement: { kind, score, body, isPaid, happenedOn } }),
    );
  };
  return (
    <section>
      <h4>{t('endorsement.title')}</h4>
      <ul className={style.given}>
        {endorsements.map((each) =>
          editing === each.id ? (
            <li key={each.id}>
              <EndorsementForm
                kind={each.kind}
                initial={each}
                onCancel={() => setEditing(undefined)}
                onSave={(endorsement) => change(each, endorsement)}
              />
            </li>
          ) : (
            <li key={each.id}>
              <span>
                {each.kind === 'nps'
                  ? t('endorsement.scored', { score: each.score })
                  : t('endorsement.brought', { who: each.body })}
                <span className={style.quiet}>
                  {[each.happenedOn, each.kind === 'nps' ? each.body : ''].filter(Boolean).join(' · ')}
                </span>
                <RowMarks id={each.id} pending={each.pending} />
              </span>
              {each.kind === 'referral' && (
                <Checkbox
                  disabled={readOnly}
                  checked={each.isPaid}
                  onChange={(event) => void setPaid(each, event.target.checked)}
                >
                  {t('endorsement.paid')}
                </Checkbox>
              )}
              {!readOnly && (
                <Button
                  size="small"
                  type="text"
                  icon={<EditOutlined />}
                  aria-label={t('endorsement.change')}
                  title={t('endorsement.change')}
                  onClick={() => setEditing(each.id)}
                />
              )}
              {!readOnly && (
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('endorsement.remove')}
                  title={t('endorsement.remove')}
                  onClick={() => void remove(each)}
                />
              )}
            </li>
          ),
        )}
      </ul>
      {adding !== undefined && (
        <EndorsementForm
          key={adding}
          kind={adding}
          onCancel={() => setAdding(undefined)}
          onSave={async (endorsement) => {
            const { id } = await api.endorsement.create({ customerId, endorsement });
            setAdding(undefined);
            undoToast(t('endorsement.added'), () => api.endorsement.delete({ id }));
          }}
        />
      )}
      {!readOnly && adding === undefined && (
        <div className={style.add}>
          <Button size="small" onClick={() => setAdding('nps')}>
            {t('endorsement.addNps')}
          </Button>
          <Button size="small" onClick={() => setAdding('referral')}>
            {t('endorsement.addReferral')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface EndorsementFormProps {
  kind: Kind;
  initial?: EndorsementFields;
  onSave: (endorsement: EndorsementFields) => Promise<void>;
  onCancel: () => void;
}

function EndorsementForm({ kind, initial, onSave, onCancel }: EndorsementFormProps) {
  const { t } = useTranslation(['card', 'customers', 'common']);
  const errorText = useErrorText();
  const [score, setScore] = useState<TypedNumber>(initial?.score ?? null);
  const [body, setBody] = useState(initial?.body ?? '');
  const [isPaid, setIsPaid] = useState(initial?.isPaid ?? false);
  const today = dateOf(useNow());
  const [happenedOn, setHappenedOn] = useState(initial?.happenedOn ?? today);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    // Enter twice is still one score.
    if (saving) return;
    if (score === undefined) return setProblem(t('common:number.stopped'));
    if (kind === 'nps' && score === null) return setProblem(t('endorsement.scoreMissing'));
    if (kind === 'referral' && body.trim() === '') return setProblem(t('endorsement.whoMissing'));
    if (happenedOn === '') return setProblem(t('order.dayMissing'));
    const isScore = kind === 'nps';
    setSaving(true);
    try {
      await onSave({
        kind,
        score: isScore ? score : null,
        isPaid: !isScore && isPaid,
        body: body.trim(),
        happenedOn,
      });
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  };
  const onKeyDown = formKeys({ onSave: () => void save(), onCancel });
  return (
    <div className={style.form} role="group" aria-label={t(`endorsement.${kind}`)} onKeyDown={onKeyDown}>
      <div className={style.line}>
        {kind === 'nps' && (
          <NumberInput
            autoFocus
            size="small"
            aria-label={t('endorsement.score')}
            placeholder="0–10"
            min={0}
            max={10}
            className={style.score}
            value={score}
            onChange={(value) => {
              setScore(value);
              setProblem(undefined);
            }}
          />
        )}
        <ImeInput
          autoFocus={kind === 'referral'}
          size="small"
          aria-label={t(kind === 'nps' ? 'endorsement.words' : 'endorsement.who')}
          placeholder={t(kind === 'nps' ? 'endorsement.words' : 'endorsement.who')}
          maxLength={500}
          value={body}
          onChange={(event) => {
            setBody(event.target.value);
            setProblem(undefined);
          }}
        />
      </div>
      <div className={style.line}>
        <DateField
          size="small"
          aria-label={t('order.day')}
          value={happenedOn}
          onChange={(value) => setHappenedOn(value)}
        />
        {kind === 'referral' && (
          <Checkbox checked={isPaid} onChange={(event) => setIsPaid(event.target.checked)}>
            {t('endorsement.paid')}
          </Checkbox>
        )}
      </div>
      <FormEnd problem={problem} saving={saving} onSave={() => void save()} onCancel={onCancel} />
    </div>
  );
}
