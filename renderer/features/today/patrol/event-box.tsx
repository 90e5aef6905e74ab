/** What a customer posted, in a few words or pasted: Enter saves; kind and time are guessed and can be corrected. */
import { Button } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagedAttachment } from '#shared/contract/attachment.ts';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import { momentKinds, type Moment } from '#shared/domain/entity/book.ts';
import { guessMomentKind } from '#shared/domain/moment/guess-kind.ts';
import { postedAt, postedTimes, type PostedTime } from '#shared/domain/moment/posted-time.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { FileStrip } from '../../../app/attachment/file-strip.tsx';
import { useFileDrop } from '../../../app/attachment/use-file-drop.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { setDraft, useDraft } from '../../../stores/draft.ts';
import { ChoiceRow } from '../choice-row.tsx';
import type { NewEvent } from './use-look.ts';
import style from './patrol.module.css';

interface EventBoxProps {
  customerId: string;
  settings: Settings;
  onSave: (event: NewEvent) => void;
  onCancel: () => void;
}

const times = postedTimes.slice(0, 3);
const timeKeys = ['alt+q', 'alt+w', 'alt+e'] as const;

export function EventBox({ customerId, settings, onSave, onCancel }: EventBoxProps) {
  const { t } = useTranslation(['today', 'customers']);
  const draftName = `event:${customerId}`;
  const [kept, keep] = useDraft(draftName);
  const [text, setText] = useState(kept);
  const [chosen, setChosen] = useState<Moment['kind'] | null>(null);
  const [posted, setPosted] = useState<PostedTime>('justNow');
  const [files, setFiles] = useState<readonly StagedAttachment[]>([]);
  const drop = useFileDrop(customerId, files, setFiles);
  const field = useRef<TextAreaRef>(null);
  const body = text.trim();
  const kind = chosen ?? guessMomentKind(body, settings);
  const isBlank = body === '' && files.length === 0;
  const isSad = body !== '' && isSadEvent({ kind, body }, settings);
  useEffect(() => field.current?.focus({ cursor: 'end' }), []);

  function save(): void {
    if (drop.isBusy) return;
    if (isBlank) return field.current?.focus();
    setDraft(draftName, '');
    onSave({ kind, body, postedAt: postedAt(posted, Date.now()), attachments: drop.ids });
  }
  const whileTyping = true;
  useShortcut(
    t('patrol.event.title'),
    {
      Escape: { label: t('cancel'), run: onCancel, whileTyping },
      Enter: { label: t('patrol.event.save'), run: save },
      ...Object.fromEntries([
        ...momentKinds.map((value, index) => [
          `alt+${index + 1}`,
          { label: t(`customers:momentKind.${value}`), run: () => setChosen(value), whileTyping },
        ]),
        ...times.map((value, index) => [
          timeKeys[index],
          { label: t(`customers:posted.${value}`), run: () => setPosted(value), whileTyping },
        ]),
      ]),
    },
    { modal: true },
  );
  const onEnter = useEnterSubmit(save);
  return (
    <div className={style.event} role="group" aria-label={t('patrol.event.title')} {...drop.zone}>
      <ImeTextArea
        ref={field}
        value={text}
        maxLength={20_000}
        autoSize={{ minRows: 1, maxRows: 6 }}
        aria-label={t('patrol.event.text')}
        placeholder={t('patrol.event.placeholder')}
        onChange={(event) => {
          setText(event.target.value);
          keep(event.target.value);
        }}
        onKeyDown={onEnter}
      />
      <FileStrip drop={drop} />
      <ChoiceRow
        label={t('customers:composer.momentKind')}
        value={kind}
        onChange={setChosen}
        options={momentKinds.map((value, index) => ({
          value,
          label: t(`customers:momentKind.${value}`),
          keys: `alt+${index + 1}`,
        }))}
      />
      <ChoiceRow
        label={t('customers:composer.posted')}
        value={posted}
        onChange={setPosted}
        options={times.map((value, index) => ({
          value,
          label: t(`customers:posted.${value}`),
          keys: timeKeys[index]!,
        }))}
      />
      <div className={style.foot}>
        <span className={style.hint} role="status">
          {isSad ? (
            <QuietTag tone="amber">{t('patrol.event.sad')}</QuietTag>
          ) : (
            chosen === null &&
            body !== '' &&
            t('patrol.event.guessed', { kind: t(`customers:momentKind.${kind}`) })
          )}
        </span>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" disabled={isBlank || drop.isBusy} onClick={save}>
          {t('patrol.event.save')} <KeyHint keys="Enter" />
        </Button>
      </div>
    </div>
  );
}
