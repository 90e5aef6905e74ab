/** A talk copied from WeChat: pasted, looked at, ticked, kept. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FileStrip } from '../../../app/attachment/file-strip.tsx';
import { useFileDrop } from '../../../app/attachment/use-file-drop.ts';
import { ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import {
  editDraft,
  editDraftFiles,
  setComposerTab,
  useComposerDraft,
} from '../../../stores/composer-draft.ts';
import { FormFoot } from '../composer/form-foot.tsx';
import { useSaveEntry } from '../composer/use-save-entry.ts';
import { ProposalList } from './proposal-list.tsx';
import { TalkMessages } from './talk-messages.tsx';
import { TalkSpeakers } from './talk-speakers.tsx';
import { isTalkFile, talkFiles } from './talk-file.ts';
import { longestPaste, type useTalkFile } from './use-talk-file.ts';
import style from './capture.module.css';

interface TalkFormProps {
  customerId: string;
  file: Pick<ReturnType<typeof useTalkFile>, 'open' | 'problem'>;
  field: RefObject<TextAreaRef | null>;
}

/** What fits a note. */
const longestNote = 20_000;

export function TalkForm({ customerId, field, file }: TalkFormProps) {
  const { t } = useTranslation('capture');
  const api = useApi();
  const orpc = useOrpc();
  const errorText = useErrorText();
  const draft = useComposerDraft(customerId).talk;
  const { save, saving, problem, setProblem } = useSaveEntry(customerId, 'talk', draft);
  const drop = useFileDrop(
    customerId,
    draft.files,
    useCallback((update) => editDraftFiles(customerId, 'talk', update), [customerId]),
    isTalkFile,
  );
  const choice = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isBlank = draft.text.trim() === '';
  const query = useQuery(
    orpc.capture.preview.queryOptions({
      input: isBlank ? skipToken : { customerId, text: draft.text, roles: draft.roles, turns: draft.turns },
      placeholderData: keepPreviousData,
    }),
  );
  const preview = isBlank ? undefined : query.data;
  const edit = (fields: Partial<typeof draft>) => editDraft(customerId, 'talk', fields);

  // What was pasted goes on with its first question: who is who, else what to keep.
  useEffect(() => {
    if (!draft.isNew || !preview || query.isPlaceholderData) return;
    editDraft(customerId, 'talk', { isNew: false });
    const open = '[data-open] button, input[type=checkbox]';
    choice.current?.querySelector<HTMLElement>(open)?.focus({ preventScroll: true });
    choice.current?.scrollIntoView({ block: 'nearest' });
  }, [draft.isNew, preview, query.isPlaceholderData, customerId]);

  const kept = (preview?.messages ?? []).filter(
    (message, index) => !message.held && draft.messages.includes(index),
  );
  const ticked = (preview?.proposals ?? []).filter(({ key }) => draft.proposals.includes(key));

  const isSeveral = ({ speaker }: { speaker: string }) =>
    preview?.speakers.some(({ name, role }) => name === speaker && role === 'several') ?? false;
  const isNothing = kept.length + ticked.length + draft.files.length === 0;

  const submit = () => {
    if (isNothing || drop.isBusy) return;
    const unknown = kept.find(({ speaker, role }) => speaker !== '' && role === null);
    if (unknown) return setProblem(t(isSeveral(unknown) ? 'whoSaid' : 'whoIs', { name: unknown.speaker }));
    void save(async () => {
      const { receipt } = await api.capture.save({
        customerId,
        messages: kept.map((message) => ({ ...message, role: message.role ?? 'other' })),
        proposals: ticked.map(({ key, what }) => draft.edited[key] ?? what),
        attachments: drop.ids,
      });
      const { messages, proposals } = receipt;
      return {
        done: messages + proposals === 0 ? t('picturesSaved') : t('saved', { messages, proposals }),
        undo: () => api.capture.undo({ customerId, receipt }),
      };
    });
  };
  const asNote = () => {
    editDraft(customerId, 'note', { body: draft.text.slice(0, longestNote) });
    edit({ text: '' });
    setComposerTab(customerId, 'note');
  };
  const onKeyDown = useEnterSubmit(submit, 'mod');
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown} {...drop.zone}>
      <ImeTextArea
        ref={field}
        value={draft.text}
        maxLength={longestPaste}
        autoSize={{ minRows: 2, maxRows: preview ? 3 : 8 }}
        aria-label={t('pasteLabel')}
        placeholder={t('pastePlaceholder')}
        onPaste={() => edit({ isNew: true })}
        onChange={(event) => {
          setProblem(undefined);
          edit({ text: event.target.value, turns: {}, messages: [], proposals: [], edited: {} });
        }}
      />
      {isBlank && (
        <p className={style.hint}>
          {t('pasteHint')}
          <Button type="link" size="small" onClick={() => picker.current?.click()}>
            {t('file.open')}
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            accept={talkFiles}
            data-testid="talk-file"
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              if (chosen) void file.open(chosen);
              target.value = '';
            }}
          />
        </p>
      )}
      {isBlank && file.problem !== undefined && (
        <p className={style.problem} role="alert">
          {file.problem}
        </p>
      )}
      {!isBlank && query.isPending && <p className={style.hint}>{t('reading')}</p>}
      {!isBlank && query.isError && (
        <p className={style.problem} role="alert">
          {errorText(query.error)}
        </p>
      )}
      {preview === null && (
        <p className={style.hint} role="status">
          {t('noTalk')}
          {draft.text.length <= longestNote && (
            <Button type="link" size="small" onClick={asNote}>
              {t('asNote')}
            </Button>
          )}
        </p>
      )}
      <FileStrip drop={drop} />
      {!preview && draft.files.length > 0 && (
        <FormFoot saving={saving} disabled={drop.isBusy} problem={problem} onSave={submit} />
      )}
      {preview && (
        <div ref={choice} className={style.choice}>
          <TalkSpeakers
            speakers={preview.speakers}
            onRole={(name, role) => {
              setProblem(undefined);
              edit({ roles: { ...draft.roles, [name]: role } });
            }}
          />
          <TalkMessages
            preview={preview}
            ticked={draft.messages}
            onTick={(messages) => edit({ messages })}
            onTurn={(place, role) => {
              setProblem(undefined);
              edit({ turns: { ...draft.turns, [place]: role } });
            }}
          />
          <ProposalList
            proposals={preview.proposals}
            ticked={new Set(draft.proposals)}
            onTick={(proposals) => edit({ proposals })}
            edited={draft.edited}
            onEdit={(key, what) =>
              edit({
                edited: { ...draft.edited, [key]: what },
                proposals: [...new Set([...draft.proposals, key])],
              })
            }
          />
          <FormFoot saving={saving} disabled={isNothing || drop.isBusy} problem={problem} onSave={submit}>
            {t('chosen', { messages: kept.length, proposals: ticked.length })}
          </FormFoot>
        </div>
      )}
    </div>
  );
}
