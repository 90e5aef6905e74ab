/** A SOP to read: its steps, and what its other editions were. */
import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { SopLine } from '#shared/protocol/sop.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useSegmentText } from '../../../components/segment-text.ts';
import { DateText } from '../../../components/time-text.tsx';
import style from './sop.module.css';

interface SopViewProps {
  sop: SopLine;
  readOnly: boolean;
  onEdit: () => void;
  onCopy: () => void;
  onClose: () => void;
}

export function SopView({ sop, readOnly, onEdit, onCopy, onClose }: SopViewProps) {
  const { t } = useTranslation('sop');
  const textOf = useSegmentText();
  const [chosen, setChosen] = useState(sop.editions[0]!.edition);
  const shown = sop.editions.find(({ edition }) => edition === chosen) ?? sop.editions[0]!;
  const name = shown.name;
  useShortcut(
    name,
    {
      Escape: { label: '', run: onClose, whileTyping: true },
      e: { label: t('edit'), run: () => !readOnly && onEdit() },
    },
    { modal: true },
  );
  return (
    <Drawer
      open
      size={720}
      title={name}
      onClose={onClose}
      footer={
        <div className={style.foot}>
          <Button onClick={onClose}>{t('form.close')}</Button>
          {!readOnly && <Button onClick={onCopy}>{t('copy')}</Button>}
          {!readOnly && (
            <Button type="primary" autoFocus onClick={onEdit}>
              {t('edit')}
            </Button>
          )}
        </div>
      }
    >
      <div className={style.form}>
        <div className={`${style.line} ${style.middle}`}>
          <Select
            aria-label={t('form.editions')}
            value={shown.edition}
            options={sop.editions.map(({ edition, running }) => ({
              value: edition,
              label: `${t('edition', { edition })} · ${t('running', { count: running })}`,
            }))}
            onChange={setChosen}
          />
          <QuietTag>{t(`purpose.${shown.purpose}`)}</QuietTag>
          <QuietTag>
            {t(`startsBy.${shown.startsBy}`)}
            {shown.leadDays !== null && ` · ${t('leadDaysSaid', { count: shown.leadDays })}`}
          </QuietTag>
          {shown.startsFor && <QuietTag>{t('startsFor.said', { name: shown.startsFor.name })}</QuietTag>}
        </div>
        <p>
          {shown.fromOn === null ? t('sinceEver') : t('fromOn', { on: shown.fromOn })}
          {shown.publishedBy !== null && (
            <>
              {' · '}
              {t('publishedBy', { name: shown.publishedBy })} <DateText on={dateOf(shown.publishedAt)} />
            </>
          )}
        </p>
        {shown.startsFor && <p>{textOf(shown.startsFor.segment)}</p>}
        <ol className={style.steps}>
          {shown.steps.map((step) => (
            <li key={step.offsetDays} className={style.step}>
              <div className={style.stepHead}>
                <strong>{[t('step.day', { day: step.offsetDays }), step.title].join(' · ')}</strong>
                <span className={style.marks}>
                  {step.hard && <QuietTag tone="amber">{t('step.hard')}</QuietTag>}
                  {step.evidence && <QuietTag>{t('step.evidence')}</QuietTag>}
                  <QuietTag>{t(`step.class.${step.touchClass}`)}</QuietTag>
                  <QuietTag>{t(`step.via.${step.channel ?? 'chat'}`)}</QuietTag>
                </span>
              </div>
              <p className={style.body}>{step.body === '' ? t('step.noText') : step.body}</p>
              <p>
                {t('step.time', { minutes: step.minutes })}
                {step.windowHours &&
                  ` · ${t('step.window', { before: step.windowHours[0], after: step.windowHours[1] })}`}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </Drawer>
  );
}
