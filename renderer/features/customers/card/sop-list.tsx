/** The SOPs a customer is on, what comes next on each; begun by hand and left with a reason (rules.md R8). */
import { PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import type { SopEnrolmentView } from '#shared/contract/sop.ts';
import { sopLeaveReasons } from '#shared/domain/entity/care.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { DateText } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { PendingMark } from '../../../components/pending-mark.tsx';
import { FormEnd } from './form-end.tsx';
import { Section } from './section.tsx';
import known from './known.module.css';
import list from './promise-list.module.css';
import own from './sop-list.module.css';
import style from './surprise-list.module.css';

export function SopList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('sop');
  const api = useApi();
  const orpc = useOrpc();
  const say = useUndoToast();
  const fail = useFailToast();
  const query = useQuery(orpc.sop.ofCustomer.queryOptions({ input: { customerId: card.id } }));
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<SopEnrolmentView>();
  const running = query.data?.running ?? [];
  const options = query.data?.options ?? [];
  if (readOnly && running.length === 0) return null;

  const begin = async (code: string) => {
    const name = options.find((one) => one.code === code)?.name ?? code;
    setAdding(false);
    try {
      const { startedOn } = await api.sop.enrol({ customerId: card.id, code });
      say(t('card.begun', { name }), () => api.sop.takeBack({ customerId: card.id, code, startedOn }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section
      title={t('card.title')}
      action={
        readOnly || adding || !query.data ? undefined : (
          <Button type="text" size="small" icon={<PlayCircleOutlined />} onClick={() => setAdding(true)}>
            {t('card.add')}
          </Button>
        )
      }
    >
      {adding && (
        <Select<string>
          autoFocus
          defaultOpen
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('card.choose')}
          placeholder={t(options.length === 0 ? 'card.allRunning' : 'card.choose')}
          options={options.map(({ code, name, purpose, steps }) => ({
            value: code,
            label: `${name} · ${t(`purpose.${purpose}`)} · ${t('stepCount', { count: steps })}`,
          }))}
          onChange={(code) => void begin(code)}
          onBlur={() => setAdding(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setAdding(false);
          }}
        />
      )}
      {running.length > 0 && (
        <ul className={list.list}>
          {running.map((one) => (
            <li key={`${one.code} ${one.startedOn}`} className={`${list.row} ${own.row}`}>
              <div className={list.words}>
                <div className={list.body}>
                  {one.name} {one.trigger === 'hand' && <QuietTag>{t('card.byHand')}</QuietTag>}
                </div>
                <div className={own.due}>
                  {one.next && (
                    <>
                      {t('card.next', { title: one.next.title })} <DateText on={one.next.dueOn} words />
                      {' · '}
                    </>
                  )}
                  {[
                    t('card.progress', { done: one.done, steps: one.steps }),
                    t('edition', { edition: one.edition }),
                  ].join(' · ')}
                  {one.isWaiting && (
                    <>
                      {' '}
                      <QuietTag title={t('card.waitsHelp', { most: query.data!.most })}>
                        {t('card.waits')}
                      </QuietTag>
                    </>
                  )}
                  {one.pending && <PendingMark />}
                </div>
              </div>
              {!readOnly && leaving?.code !== one.code && (
                <Button
                  size="small"
                  type="text"
                  aria-label={t('card.leaveOf', { name: one.name })}
                  onClick={() => setLeaving(one)}
                >
                  {t('card.leave')}
                </Button>
              )}
              {leaving?.code === one.code && (
                <LeaveForm customerId={card.id} sop={one} onClose={() => setLeaving(undefined)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {!adding && query.data && running.length === 0 && <p className={known.none}>{t('card.none')}</p>}
    </Section>
  );
}

function LeaveForm({
  customerId,
  sop: { code, name, startedOn },
  onClose,
}: {
  customerId: string;
  sop: SopEnrolmentView;
  onClose: () => void;
}) {
  const { t } = useTranslation('sop');
  const api = useApi();
  const say = useUndoToast();
  const fail = useFailToast();
  const [reason, setReason] = useState<(typeof sopLeaveReasons)[number]>('goal');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const which = { customerId, code, startedOn };

  const save = async () => {
    if (reason === 'decided' && note.trim() === '') return setProblem(t('card.noteNeeded'));
    try {
      await api.sop.leave({ ...which, reason, note: note.trim() });
      say(t('card.left', { name }), () => api.sop.comeBack(which));
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div className={`${style.form} ${own.form}`} role="presentation" onKeyDown={onKeyDown}>
      <Select
        autoFocus
        aria-label={t('card.reason')}
        value={reason}
        options={sopLeaveReasons.map((value) => ({ value, label: t(`card.reasons.${value}`) }))}
        onChange={(next) => {
          setReason(next);
          setProblem(undefined);
        }}
      />
      <ImeInput
        aria-label={t('card.note')}
        placeholder={t('card.note')}
        value={note}
        maxLength={500}
        status={problem === undefined ? '' : 'error'}
        onChange={({ target }) => {
          setNote(target.value);
          setProblem(undefined);
        }}
        onEnter={() => void save()}
      />
      <FormEnd problem={problem} saving={false} onSave={() => void save()} onCancel={onClose} />
    </div>
  );
}
