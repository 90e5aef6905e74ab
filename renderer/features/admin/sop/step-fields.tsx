/** One step of a SOP to be written: every number and word with its problem below it. Alt+↑↓ moves it. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber, Select } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sopChannels, type SopStep } from '#shared/domain/entity/company.ts';
import { sopLimits, type SopProblem } from '#shared/domain/plan/sop/check.ts';
import { ImeInput, ImeTextArea, isComposing } from '../../../components/ime-input.tsx';
import { FieldProblem } from './field-problem.tsx';
import style from './sop.module.css';

interface StepFieldsProps {
  step: SopStep;
  place: number;
  isLast: boolean;
  problems: readonly SopProblem[];
  onChange: (part: Partial<SopStep>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

const classes = ['care', 'service', 'promo'] as const;

export function StepFields({ step, place, isLast, problems, onChange, onMove, onRemove }: StepFieldsProps) {
  const { t } = useTranslation('sop');
  const label = t('step.label', { place: place + 1 });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] as -1 | 1 | undefined;
    if (by === undefined || !event.altKey || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(by);
  };
  const field = (name: SopProblem['field'], words: string, input: ReactNode) => (
    <label>
      {words}
      {input}
      <FieldProblem problems={problems} field={name} />
    </label>
  );
  const setWindow = (side: 0 | 1, hours: number | null) => {
    const own = step.windowHours ?? [0, 48];
    const next: [number, number] = side === 0 ? [hours ?? 0, own[1]] : [own[0], hours ?? 0];
    onChange({ windowHours: hours === null && step.windowHours === undefined ? undefined : next });
  };
  return (
    <li className={style.step} aria-label={label} data-step={place} onKeyDownCapture={onKeyDown}>
      <div className={style.stepHead}>
        <strong>{label}</strong>
        <span className={style.stepDo}>
          <Button
            size="small"
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={place === 0}
            aria-label={t('step.up')}
            title={t('step.up')}
            onClick={() => onMove(-1)}
          />
          <Button
            size="small"
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={isLast}
            aria-label={t('step.down')}
            title={t('step.down')}
            onClick={() => onMove(1)}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('step.remove')}
            title={t('step.remove')}
            onClick={onRemove}
          />
        </span>
      </div>
      <div className={style.line}>
        {field(
          'offsetDays',
          t('step.offsetDays'),
          <InputNumber
            className={style.short ?? ''}
            value={Number.isFinite(step.offsetDays) ? step.offsetDays : null}
            status={problems.some((one) => one.field === 'offsetDays') ? 'error' : ''}
            onChange={(days) => onChange({ offsetDays: days ?? NaN })}
          />,
        )}
        <div className={style.wide}>
          {field(
            'title',
            t('step.title'),
            <ImeInput
              value={step.title}
              status={problems.some((one) => one.field === 'title') ? 'error' : ''}
              onChange={({ target }) => onChange({ title: target.value })}
            />,
          )}
        </div>
      </div>
      {field(
        'body',
        t('step.body'),
        <ImeTextArea
          value={step.body}
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder={t('step.bodyHint')}
          status={problems.some((one) => one.field === 'body') ? 'error' : ''}
          onChange={({ target }) => onChange({ body: target.value })}
        />,
      )}
      <div className={style.line}>
        <label>
          {t('step.touchClass')}
          <Select
            className={style.short ?? ''}
            value={step.touchClass}
            options={classes.map((value) => ({ value, label: t(`step.class.${value}`) }))}
            onChange={(touchClass) => onChange({ touchClass })}
          />
        </label>
        <label>
          {t('step.channel')}
          <Select
            className={style.short ?? ''}
            value={step.channel ?? 'chat'}
            options={sopChannels.map((value) => ({ value, label: t(`step.via.${value}`) }))}
            onChange={(channel) => onChange({ channel })}
          />
        </label>
        {field(
          'minutes',
          t('step.minutes'),
          <InputNumber
            className={style.short ?? ''}
            value={Number.isFinite(step.minutes) ? step.minutes : null}
            status={problems.some((one) => one.field === 'minutes') ? 'error' : ''}
            onChange={(minutes) => onChange({ minutes: minutes ?? NaN })}
          />,
        )}
        {field(
          'windowHours',
          t('step.before'),
          <InputNumber
            className={style.short ?? ''}
            value={step.windowHours?.[0] ?? null}
            placeholder={t('step.byRule')}
            status={problems.some((one) => one.field === 'windowHours') ? 'error' : ''}
            onChange={(hours) => setWindow(0, hours)}
          />,
        )}
        <label>
          {t('step.after')}
          <InputNumber
            className={style.short ?? ''}
            value={step.windowHours?.[1] ?? null}
            placeholder={t('step.byRule')}
            onChange={(hours) => setWindow(1, hours)}
          />
        </label>
      </div>
      <div className={style.checks}>
        <Checkbox checked={step.hard} onChange={({ target }) => onChange({ hard: target.checked })}>
          {t('step.must')}
        </Checkbox>
        <Checkbox
          checked={step.evidence ?? false}
          onChange={({ target }) => onChange({ evidence: target.checked })}
        >
          {t('step.evidence')}
        </Checkbox>
        {step.body.length > sopLimits.body - 200 && (
          <span className={style.count}>{`${step.body.length}/${sopLimits.body}`}</span>
        )}
      </div>
    </li>
  );
}
