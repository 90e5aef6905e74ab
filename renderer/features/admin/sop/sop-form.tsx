/** A SOP to be written: new, copied, or the next edition of one. What was typed stays until it is published or dropped. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sopPurposes, sopTriggers, type SopStep } from '#shared/domain/entity/company.ts';
import { moveStep, sopProblems, type SopFields } from '#shared/domain/plan/sop/check.ts';
import type { SopLine } from '#shared/protocol/sop.ts';
import { AudienceField } from '../../../app/audience-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { Panel } from '../dictionary/panel.tsx';
import { useSubmit } from '../dictionary/use-submit.ts';
import { AudienceCount } from './audience-count.tsx';
import { FieldProblem } from './field-problem.tsx';
import { newStep, useSopDraft } from './sop-draft.ts';
import { StepFields } from './step-fields.tsx';
import { useChangeSop } from './use-sops.ts';
import style from './sop.module.css';

interface SopFormProps {
  /** Null: a new one. */
  sop: SopLine | null;
  /** Of a new one: the SOP it is copied from. */
  from: string | null;
  initial: SopFields;
  all: readonly SopLine[];
  onClose: () => void;
}

export function SopForm({ sop, from, initial, all, onClose }: SopFormProps) {
  const { t } = useTranslation('sop');
  const change = useChangeSop();
  const undoToast = useUndoToast();
  const draft = useSopDraft(sop?.code ?? `new:${from ?? ''}`, initial);
  const [isAsked, setAsked] = useState(false);
  const { busy, problem, setProblem, submit } = useSubmit();
  const { fields } = draft;
  const problems = isAsked ? sopProblems(fields) : [];
  const newest = sop?.editions[0];

  const edit = (part: Partial<SopFields>) => {
    setProblem(undefined);
    draft.change(part);
  };
  const setSteps = (steps: readonly SopStep[]) => edit({ steps });
  const changeStep = (place: number, part: Partial<SopStep>) =>
    setSteps(fields.steps.map((step, at) => (at === place ? { ...step, ...part } : step)));
  const move = (place: number, by: -1 | 1) => {
    const steps = moveStep(fields.steps, place, by);
    if (!steps) return;
    setSteps(steps);
    const again = document.activeElement?.getAttribute('aria-label');
    requestAnimationFrame(() => {
      const row = document.querySelector(`[data-step="${place + by}"]`);
      (
        row?.querySelector<HTMLElement>(`[aria-label="${again ?? ''}"]:not(:disabled)`) ??
        row?.querySelector<HTMLElement>('input')
      )?.focus();
    });
  };
  const remove = (place: number) => {
    const before = fields.steps;
    setSteps(before.filter((_, at) => at !== place));
    undoToast(t('step.removed', { place: place + 1 }), () => setSteps(before));
  };
  const add = () => {
    const last = Math.max(-1, ...fields.steps.map(({ offsetDays }) => offsetDays || 0));
    setSteps([...fields.steps, newStep(last + 1)]);
    const place = fields.steps.length;
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-step="${place}"] input[type="text"]`)?.focus(),
    );
  };

  const publish = () => {
    const wrong = sopProblems(fields);
    setAsked(true);
    if (wrong.length > 0) return setProblem(t('form.problems', { count: wrong.length }));
    void submit(async () => {
      const made = await change(
        sop && newest
          ? { do: 'publish', code: sop.code, seenEdition: newest.edition, fields: asInput(fields) }
          : { do: 'create', fields: asInput(fields) },
      );
      draft.drop();
      onClose();
      undoToast(t('form.published', { name: fields.name.trim(), edition: made.edition }), () =>
        change({ do: 'takeBack', code: made.code, seenEdition: made.edition }),
      );
    });
  };
  const rivals = all.filter(
    ({ code, retiredAt, editions: [one] }) =>
      code !== sop?.code &&
      retiredAt === null &&
      fields.startsBy !== 'hand' &&
      one!.startsBy === fields.startsBy &&
      one!.purpose === fields.purpose,
  );
  const title = sop
    ? t('form.edit', { name: newest!.name })
    : from
      ? t('form.copyOf', { name: from })
      : t('form.new');
  return (
    <Panel
      title={title}
      does={newest ? t('form.publishNext', { edition: newest.edition + 1 }) : t('form.publishFirst')}
      size={720}
      busy={busy}
      problem={problem}
      onDo={publish}
      onClose={onClose}
    >
      <div className={style.form}>
        {draft.wasKept && draft.isChanged && (
          <p className={style.kept}>
            {t('form.keptDraft')}{' '}
            <Button size="small" type="link" onClick={draft.drop}>
              {t('form.dropDraft')}
            </Button>
          </p>
        )}
        <p>
          {newest
            ? newest.running > 0
              ? t('form.nextHelp', { count: newest.running, edition: newest.edition })
              : t('form.nextHelpNone', { edition: newest.edition })
            : t('form.firstHelp')}
        </p>
        <label>
          {t('form.name')}
          <ImeInput
            autoFocus
            value={fields.name}
            status={problems.some(({ field }) => field === 'name') ? 'error' : ''}
            onChange={({ target }) => edit({ name: target.value })}
          />
          <FieldProblem problems={problems} field="name" />
        </label>
        <div className={style.line}>
          <label className={style.wide}>
            {t('startsBy.label')}
            <Select
              value={fields.startsBy}
              options={sopTriggers.map((value) => ({ value, label: t(`startsBy.${value}`) }))}
              onChange={(startsBy) =>
                edit({ startsBy, leadDays: startsBy === 'keyDate' ? (fields.leadDays ?? 7) : null })
              }
            />
          </label>
          {fields.startsBy === 'keyDate' && (
            <label>
              {t('leadDays')}
              <InputNumber
                className={style.short ?? ''}
                value={fields.leadDays}
                suffix={t('days')}
                status={problems.some(({ field }) => field === 'leadDays') ? 'error' : ''}
                onChange={(leadDays) => edit({ leadDays })}
              />
              <FieldProblem problems={problems} field="leadDays" />
            </label>
          )}
          <label>
            {t('purpose.label')}
            <Select
              className={style.purpose ?? ''}
              value={fields.purpose}
              options={sopPurposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
              onChange={(purpose) => edit({ purpose })}
            />
          </label>
        </div>
        <p>
          {t(`startsByHelp.${fields.startsBy}`)} {t('purpose.help')}
        </p>
        {fields.startsBy !== 'hand' && (
          <>
            <AudienceField
              label={t('startsFor.label')}
              value={fields.startsFor}
              onChange={(startsFor) => edit({ startsFor })}
            />
            <FieldProblem problems={problems} field="startsFor" />
            {fields.startsFor && <AudienceCount audience={fields.startsFor} />}
            {fields.startsFor && <p>{t('startsFor.help')}</p>}
          </>
        )}
        {rivals.length > 0 && (
          <p className={style.warn}>
            {t('sameStart', { names: rivals.map(({ editions: [one] }) => one!.name).join('、') })}
          </p>
        )}
        <h3>{t('form.steps')}</h3>
        <FieldProblem problems={problems} field="steps" />
        <ol className={style.steps}>
          {fields.steps.map((step, place) => (
            <StepFields
              key={place}
              step={step}
              place={place}
              isLast={place === fields.steps.length - 1}
              problems={problems.filter((one) => one.step === place)}
              onChange={(part) => changeStep(place, part)}
              onMove={(by) => move(place, by)}
              onRemove={() => remove(place)}
            />
          ))}
        </ol>
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('form.addStep')}
        </Button>
      </div>
    </Panel>
  );
}

function asInput({ steps, ...sop }: SopFields) {
  return { ...sop, steps: steps.map((step) => ({ ...step })) };
}
