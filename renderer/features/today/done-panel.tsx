/** What was done, under the row: Enter alone confirms the usual case; digits choose the kind, Y and N the reply. */
import { Button } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagedAttachment } from '#shared/contract/attachment.ts';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { isAsked } from '#shared/domain/plan/kind.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { FileStrip } from '../../app/attachment/file-strip.tsx';
import { useFileDrop } from '../../app/attachment/use-file-drop.ts';
import { ImeTextArea, useEnterSubmit } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { NumberInput, type TypedNumber } from '../../components/number-input.tsx';
import { ChoiceRow } from './choice-row.tsx';
import type { TouchChoice } from './use-plan-action.ts';

type Kind = 'chat' | 'call' | 'visit' | 'comment' | 'like' | 'none';

/** How an item may have been done; the first is the usual way. */
function kindsOf({ kind, needsEvidence }: PlanItemView): readonly [Kind, ...Kind[]] {
  if (kind === 'LIKE') return ['like', 'comment', 'none'];
  if (kind === 'MOMENT_COMMENT') return ['comment', 'chat', 'like'];
  if (kind === 'PATROL' || kind === 'CARD_FIX') return ['none'];
  const usual = ['chat', 'call', 'visit', 'comment'] as const;
  return isAsked(kind) && !needsEvidence ? [...usual, 'none'] : usual;
}

interface DonePanelProps {
  item: PlanItemView;
  onDone: (touch: TouchChoice | undefined) => void;
  onCancel: () => void;
}

export function DonePanel({ item, onDone, onCancel }: DonePanelProps) {
  const { t } = useTranslation('today');
  const choices = kindsOf(item);
  const [kind, setKind] = useState<Kind>(choices[0]);
  const [replied, setReplied] = useState<boolean | null>(null);
  const [body, setBody] = useState('');
  const [minutes, setMinutes] = useState<TypedNumber>(null);
  const [evidence, setEvidence] = useState('');
  const [files, setFiles] = useState<readonly StagedAttachment[]>([]);
  const drop = useFileDrop(item.customerId, files, setFiles);
  const [isMissing, setMissing] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<TextAreaRef>(null);
  const proof = useRef<TextAreaRef>(null);
  const time = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (proof.current) proof.current.focus({ preventScroll: true });
    else panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  function confirm(): void {
    if (drop.isBusy || minutes === undefined) return;
    if (item.needsEvidence && evidence.trim() === '' && files.length === 0) {
      setMissing(true);
      proof.current?.focus();
      return;
    }
    const shown = item.needsEvidence ? { evidence: evidence.trim(), attachments: drop.ids } : {};
    onDone(kind === 'none' ? undefined : { kind, body: body.trim(), replied, minutes, ...shown });
  }
  const toggleReply = (value: boolean): void => setReplied(replied === value ? null : value);
  useShortcut(
    t('done.title'),
    {
      Enter: { label: t('done.confirm'), run: confirm },
      Escape: { label: t('cancel'), run: onCancel, whileTyping: true },
      ...Object.fromEntries(
        choices.map((choice, index) => [
          String(index + 1),
          { label: t(`touch.${choice}`), run: () => setKind(choice) },
        ]),
      ),
      y: { label: t('done.replied'), run: () => toggleReply(true) },
      n: { label: t('done.notReplied'), run: () => toggleReply(false) },
      t: { label: t('done.text'), run: () => field.current?.focus() },
      m: { label: t('done.minutes'), run: () => time.current?.querySelector('input')?.focus() },
    },
    { modal: true },
  );
  const onEnter = useEnterSubmit(confirm);

  return (
    <div className="item-panel" ref={panel} tabIndex={-1} role="group" aria-label={t('done.title')}>
      {item.needsEvidence && (
        <div className="done-evidence" {...drop.zone}>
          <ImeTextArea
            ref={proof}
            value={evidence}
            maxLength={20_000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            status={isMissing ? 'error' : ''}
            placeholder={t('done.evidencePlaceholder')}
            aria-label={t('done.evidence')}
            aria-invalid={isMissing}
            aria-describedby="evidence-missing"
            onChange={(event) => {
              setEvidence(event.target.value);
              setMissing(false);
            }}
            onKeyDown={onEnter}
          />
          <FileStrip drop={drop} />
          {isMissing && files.length === 0 && (
            <p id="evidence-missing" role="alert">
              {t('done.evidenceMissing')}
            </p>
          )}
        </div>
      )}
      <ChoiceRow
        label={t('done.kind')}
        value={kind}
        onChange={setKind}
        options={choices.map((choice, index) => ({
          value: choice,
          label: t(`touch.${choice}`),
          keys: String(index + 1),
        }))}
      />
      {kind !== 'none' && kind !== 'like' && (
        <>
          <ChoiceRow
            label={t('done.reply')}
            value={replied}
            onChange={(value) => setReplied(replied === value ? null : value)}
            options={[
              { value: true, label: t('done.replied'), keys: 'y' },
              { value: false, label: t('done.notReplied'), keys: 'n' },
            ]}
          />
          <ImeTextArea
            ref={field}
            value={body}
            maxLength={20_000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            placeholder={t('done.placeholder')}
            aria-label={t('done.text')}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={onEnter}
          />
          <div className="choice-row" ref={time} role="presentation" onKeyDown={onEnter}>
            <span className="choice-row-label">{t('done.minutes')}</span>
            <NumberInput
              className="done-minutes"
              aria-label={t('done.minutes')}
              placeholder={t('done.minutesPlaceholder')}
              min={0}
              max={1_440}
              value={minutes}
              onChange={setMinutes}
            />
          </div>
        </>
      )}
      {item.offer && item.offer.code !== null && (
        <p className="plan-row-offer">
          {t('checkIn.not', { why: t(`hidden.${item.offer.code}.name`) })} {t('checkIn.said')}
        </p>
      )}
      <div className="item-panel-actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" onClick={confirm}>
          {t('done.confirm')} <KeyHint keys="Enter" />
        </Button>
      </div>
    </div>
  );
}
