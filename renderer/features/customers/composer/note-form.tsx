import type { InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type ClipboardEvent, type RefObject, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTalk } from '#shared/domain/capture/parse-talk.ts';
import { FileStrip } from '../../../app/attachment/file-strip.tsx';
import { useFileDrop } from '../../../app/attachment/use-file-drop.ts';
import { ImeInput, ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import {
  editDraft,
  editDraftFiles,
  emptyDraft,
  setComposerTab,
  useComposerDraft,
} from '../../../stores/composer-draft.ts';
import { isTalkFile } from '../capture/talk-file.ts';
import { NoteReading } from '../capture/note-reading.tsx';
import { useNoteReading } from '../capture/use-note-reading.ts';
import { DueChips } from './due-chips.tsx';
import { FormFoot } from './form-foot.tsx';
import { NextStepQuestion } from './next-step-question.tsx';
import { dueAtOn, quickDate } from './quick-date.ts';
import { useSaveEntry } from './use-save-entry.ts';
import style from './composer.module.css';

interface NoteFormProps {
  customerId: string;
  field: RefObject<TextAreaRef | null>;
  /** The field of the next step. */
  promised: RefObject<InputRef | null>;
  /** One line only, as long as nothing is typed: the history below is what one reads first. */
  folded: boolean;
}

export function NoteForm({ customerId, field, promised, folded }: NoteFormProps) {
  const { t } = useTranslation(['customers', 'capture']);
  const api = useApi();
  const draft = useComposerDraft(customerId).note;
  const { save, saving, problem, setProblem } = useSaveEntry(customerId, 'note', draft);
  const drop = useFileDrop(
    customerId,
    draft.files,
    useCallback((update) => editDraftFiles(customerId, 'note', update), [customerId]),
    isTalkFile,
  );
  /** The note about which the one question is asked. */
  const [asked, setAsked] = useState<string>();
  const body = draft.body.trim();
  // A ticked promise is the next step with its date.
  const hasNextStep =
    draft.nextStep.trim() !== '' ||
    draft.ticked.some((key) =>
      draft.edited[key] ? draft.edited[key].target === 'promise' : key.startsWith('promise|'),
    );
  const reading = useNoteReading(customerId, body, hasNextStep);
  const nextStep = draft.nextStep.trim();
  const open = !folded || draft.body !== '' || draft.nextStep !== '' || draft.files.length > 0;
  const isBlank = body === '' && draft.files.length === 0;

  const submit = () => {
    if (isBlank || drop.isBusy) return;
    if (nextStep === '' && draft.dueAt !== undefined) return setProblem(t('composer.nextStepMissing'));
    if (nextStep !== '' && draft.dueAt === undefined) return setProblem(t('composer.dueMissing'));
    const followUp = nextStep !== '' && draft.dueAt ? { body: nextStep, dueAt: draft.dueAt } : undefined;
    const chosen = (read: typeof reading) =>
      (read?.proposals ?? []).filter(({ key }) => draft.ticked.includes(key));
    // What was ticked before the program ended may not have been read again yet.
    if (chosen(reading).length > 0 || (!reading && draft.ticked.length > 0 && body !== ''))
      return void save(async () => {
        const proposals = chosen(
          reading ?? (await api.capture.read({ customerId, text: body, hasNextStep })),
        );
        const { receipt, asks } = await api.capture.save({
          customerId,
          messages: [],
          proposals: proposals.map(({ key, what }) => draft.edited[key] ?? what),
          note: { body, followUp },
          attachments: drop.ids,
        });
        setAsked(asks ? body : undefined);
        return {
          done: t('capture:noteSavedWith', { proposals: receipt.proposals }),
          undo: async () => {
            setAsked(undefined);
            await api.capture.undo({ customerId, receipt });
          },
        };
      });
    void save(async () => {
      const { id, promiseId, asks } = await api.note.create({
        ...{ customerId, body, followUp },
        attachments: drop.ids,
      });
      setAsked(asks ? body : undefined);
      return {
        done: t(promiseId === null ? 'composer.noteSaved' : 'composer.noteAndPromiseSaved'),
        undo: async () => {
          setAsked(undefined);
          await api.note.delete({ id });
          if (promiseId !== null) await api.promise.delete({ id: promiseId });
        },
      };
    });
  };
  /** A talk goes on where talks are looked at; whatever else is pasted is text. */
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    const talk = parseTalk(text, { now: Date.now() });
    if (!talk?.isSure || talk.messages.length < 2) return;
    event.preventDefault();
    const { files: _files, ...blank } = emptyDraft.talk;
    editDraft(customerId, 'talk', { ...blank, text, isNew: true });
    setComposerTab(customerId, 'talk');
  };
  const onKeyDown = useEnterSubmit(submit, 'mod');
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown} {...drop.zone}>
      <ImeTextArea
        ref={field}
        value={draft.body}
        maxLength={20_000}
        autoSize={{ minRows: open ? 3 : 1, maxRows: 12 }}
        aria-label={t('composer.noteLabel')}
        placeholder={t('composer.notePlaceholder')}
        onChange={(event) => editDraft(customerId, 'note', { body: event.target.value })}
        onPaste={onPaste}
      />
      {open && (
        <>
          <div className={style.line}>
            <ImeInput
              ref={promised}
              value={draft.nextStep}
              maxLength={2_000}
              aria-label={t('composer.nextStep')}
              placeholder={t('composer.nextStepPlaceholder')}
              onChange={(event) => {
                setProblem(undefined);
                editDraft(customerId, 'note', {
                  nextStep: event.target.value,
                  dueAt: draft.dueAt ?? dueAtOn(quickDate('tomorrow', Date.now())),
                });
              }}
            />
          </div>
          {(draft.nextStep !== '' || draft.dueAt !== undefined) && (
            <DueChips
              dueAt={draft.dueAt}
              onChange={(dueAt) => {
                setProblem(undefined);
                editDraft(customerId, 'note', { dueAt });
              }}
            />
          )}
          <FileStrip drop={drop} />
          <FormFoot saving={saving} disabled={isBlank || drop.isBusy} problem={problem} onSave={submit} />
          {reading && (
            <NoteReading
              reading={reading}
              ticked={draft.ticked}
              onTick={(ticked) => editDraft(customerId, 'note', { ticked })}
              edited={draft.edited}
              onEdit={(key, what) =>
                editDraft(customerId, 'note', {
                  edited: { ...draft.edited, [key]: what },
                  ticked: [...new Set([...draft.ticked, key])],
                })
              }
            />
          )}
        </>
      )}
      {asked !== undefined && body === '' && (
        <NextStepQuestion customerId={customerId} note={asked} onDone={() => setAsked(undefined)} />
      )}
    </div>
  );
}
