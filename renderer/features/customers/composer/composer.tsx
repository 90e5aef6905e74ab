/** Where the rep writes down what happened: a note, something done, something the customer posted or let us know. */
import { type InputRef, Segmented } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type FilesUpdate, useFileDrop } from '../../../app/attachment/use-file-drop.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { isComposing } from '../../../components/ime-input.tsx';
import {
  type ComposerTab,
  editDraftFiles,
  setComposerTab,
  useComposerDraft,
} from '../../../stores/composer-draft.ts';
import { TalkFileQuestion } from '../capture/talk-file-question.tsx';
import { TalkForm } from '../capture/talk-form.tsx';
import { useTalkFile } from '../capture/use-talk-file.ts';
import { MomentForm } from './moment-form.tsx';
import { NoteForm } from './note-form.tsx';
import { SignalForm } from './signal-form.tsx';
import { TouchForm } from './touch-form.tsx';
import { useKeptDraft } from './use-kept-draft.ts';
import style from './composer.module.css';

const tabs: readonly ComposerTab[] = ['note', 'touch', 'moment', 'signal', 'talk'];

export function Composer({ customerId }: { customerId: string }) {
  const { t } = useTranslation(['customers', 'capture', 'card']);
  const draft = useComposerDraft(customerId);
  useKeptDraft(customerId);
  const { tab } = draft;
  /** The rep has been in the composer: the whole form stays open, so that nothing moves under the pointer again. */
  const [used, setUsed] = useState(false);
  const field = useRef<TextAreaRef>(null);
  const promised = useRef<InputRef>(null);

  /** Within the key press itself, so that what is typed next arrives in the text. */
  const write = (wanted: ComposerTab) => {
    flushSync(() => {
      setUsed(true);
      setComposerTab(customerId, wanted);
    });
    field.current?.focus({ cursor: 'end' });
  };
  useShortcut(t('card.label'), {
    n: { label: t('key.note'), run: () => write('note') },
    t: { label: t('key.touch'), run: () => write('touch') },
    m: { label: t('key.moment'), run: () => write('moment') },
    g: { label: t('key.signal'), run: () => write('signal') },
    p: {
      label: t('card:key.promise'),
      run: () => {
        write('note');
        promised.current?.focus();
      },
    },
    v: { label: t('key.talk'), run: () => write('talk') },
  });

  // Esc leaves the text first; the next Esc closes the card.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event) || !(event.target instanceof HTMLElement)) return;
    if (!event.target.matches('textarea, input:not([type=radio])')) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.blur();
  };
  const file = useTalkFile(customerId);
  /** Forms without room for files leave them to the note. */
  const filed = tab === 'moment' || tab === 'talk' ? tab : 'note';
  const keep = useFileDrop(
    customerId,
    draft[filed].files,
    useCallback((update: FilesUpdate) => editDraftFiles(customerId, filed, update), [customerId, filed]),
  );
  const form = { customerId, field };
  return (
    <section className={style.composer} aria-label={t('composer.label')} {...file.drop}>
      {file.over && <div className={style.drop}>{t('capture:file.drop')}</div>}
      <div role="presentation" onKeyDown={onKeyDown} onFocus={() => setUsed(true)}>
        <Segmented<ComposerTab>
          aria-label={t('composer.label')}
          value={tab}
          onChange={(chosen) => setComposerTab(customerId, chosen)}
          options={tabs.map((value) => ({ value, label: t(`composer.tab.${value}`) }))}
        />
        {file.asked && (
          <TalkFileQuestion
            name={file.asked.name}
            onRead={() => void file.open(file.asked!)}
            onKeep={() => {
              setComposerTab(customerId, filed);
              void keep.take([file.asked!]);
              file.forget();
            }}
            onPass={file.forget}
          />
        )}
        {keep.problem !== undefined && (
          <p className={style.problem} role="alert">
            {keep.problem}
          </p>
        )}
        {tab === 'note' && <NoteForm {...form} promised={promised} folded={!used} />}
        {tab === 'touch' && <TouchForm {...form} />}
        {tab === 'moment' && <MomentForm {...form} />}
        {tab === 'signal' && <SignalForm {...form} />}
        {tab === 'talk' && <TalkForm {...form} file={file} />}
      </div>
    </section>
  );
}
