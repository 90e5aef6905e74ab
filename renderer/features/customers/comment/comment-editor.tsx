import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CommentWriter } from '#shared/contract/comment.ts';
import { commentGuard, commentsToday } from '#shared/domain/comment/guard.ts';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import { resolveSettings } from '#shared/domain/setting.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ImeTextArea, isComposing } from '../../../components/ime-input.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast } from '../../../components/undo-toast.tsx';
import { useShell } from '../../../platform/shell.ts';
import { HintChips } from './hint-chips.tsx';
import { insertAtCaret } from './insert-at-caret.ts';
import { PostedQuestion } from './posted-question.tsx';
import { ScoreReasons } from './score-reasons.tsx';
import { ScoreRing } from './score-ring.tsx';
import { useCommentDraft } from './use-comment-draft.ts';
import { useLogComment } from './use-log-comment.ts';
import { useReturned } from './use-returned.ts';
import { useSpoken } from './use-spoken-score.ts';
import { GuardNotice, SellingText, Warnings } from './writer-notice.tsx';
import style from './comment.module.css';

interface CommentEditorProps {
  momentId: string;
  given: CommentWriter;
  readOnly: boolean;
  onClose: () => void;
}

export function CommentEditor({ momentId, given, readOnly, onClose }: CommentEditorProps) {
  const { t } = useTranslation('customers');
  const shell = useShell();
  const fail = useFailToast();
  const now = useNow();
  const whole = useRef<HTMLDivElement>(null);
  const field = useRef<TextAreaRef>(null);
  const { draft, setDraft, forget, flush } = useCommentDraft(momentId, given.draft);
  const { body, copiedAt } = draft;
  const settings = useMemo(() => resolveSettings(given.settings), [given.settings]);
  const scorer = useMemo(() => commentScorer(given.event, settings), [given.event, settings]);
  const scored = useMemo(() => scorer(body, now), [scorer, body, now]);
  const isSad = isSadEvent(given.event, settings);
  const guard = commentGuard({ ...given, postedAt: given.event.postedAt, isSad }, now, settings);
  const today = commentsToday(given.commentsAt, now, settings);
  // A draft that was copied before the page was loaded: the person is back already.
  const [wasCopied] = useState(copiedAt !== null);
  const returned = useReturned(copiedAt);
  const { log, saving, problem } = useLogComment({
    customerId: given.customerId,
    momentId,
    settings,
    flush,
    onLogged: () => {
      forget();
      onClose();
    },
  });
  const isEmpty = body.trim() === '';
  const hasTaboo = scored.taboo.length > 0;
  const cannotCopy = readOnly
    ? t('moment.readOnly')
    : hasTaboo
      ? t('comment.tabooNoCopy', { words: scored.taboo.join('、') })
      : undefined;
  const grade = t(`comment.grade.${scored.grade}`);
  const advice =
    scored.grade === 'good'
      ? t('comment.goodToGo')
      : scored.advice && t(`comment.advice.${scored.advice.part}`);
  const spoken = useSpoken(isEmpty ? '' : t('comment.spoken', { score: scored.score, grade, advice }));

  useEffect(() => {
    if (!wasCopied) field.current?.focus({ cursor: 'end' });
    whole.current?.scrollIntoView({ block: 'nearest' });
  }, [wasCopied]);

  const copy = () => {
    if (isEmpty || cannotCopy !== undefined) return;
    shell.copyText(body.trim()).then(() => setDraft({ body, copiedAt: new Date().toISOString() }), fail);
  };
  const insert = (word: string) => {
    const area = field.current?.resizableTextArea?.textArea;
    const start = area?.selectionStart ?? body.length;
    const next = insertAtCaret(body, word, { start, end: area?.selectionEnd ?? start });
    flushSync(() => setDraft({ body: next.text, copiedAt: null }));
    area?.focus();
    area?.setSelectionRange(next.caret, next.caret);
  };
  useShortcut(t('moment.comment'), { c: { label: t('comment.copyKey'), run: copy } });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <div ref={whole} role="presentation" onKeyDown={onKeyDown}>
      <div className={style.head}>
        {given.lastNote !== '' && (
          <p className={style.lastNote} title={given.lastNote}>
            {t('comment.lastNote', { note: given.lastNote })}
          </p>
        )}
        <span
          className={style.today}
          data-full={today.count >= today.limit || undefined}
          title={t('comment.todayExplain')}
        >
          {t('comment.today', today)}
        </span>
      </div>
      <GuardNotice reasons={guard} />
      <div className={style.desk}>
        <div className={style.text}>
          <ImeTextArea
            ref={field}
            value={body}
            maxLength={5_000}
            disabled={readOnly}
            autoSize={{ minRows: 3, maxRows: 10 }}
            aria-label={t('moment.commentText')}
            placeholder={t('comment.placeholder')}
            status={hasTaboo ? 'error' : undefined}
            onChange={(event) => setDraft({ body: event.target.value, copiedAt: null })}
            onSubmit={copy}
          />
          <HintChips hints={given.hints} body={body} disabled={readOnly} onInsert={insert} />
        </div>
        <ScoreRing scored={scored} isEmpty={isEmpty} />
      </div>
      <p className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </p>
      <SellingText text={body} settings={settings} />
      <Warnings reasons={scored.reasons} />
      <p className={style.advice}>
        {isEmpty
          ? t(isSad ? 'comment.startSad' : 'comment.start')
          : advice !== undefined && t('comment.adviceLine', { grade, advice })}
      </p>
      {(problem ?? cannotCopy) !== undefined && (
        <p className={style.problem} role="alert">
          {problem ?? cannotCopy}
        </p>
      )}
      {copiedAt !== null && !isEmpty && (
        <PostedQuestion
          returned={returned}
          saving={saving}
          onYes={() => void log(body)}
          onNo={() => {
            setDraft({ body, copiedAt: null });
            field.current?.focus({ cursor: 'end' });
          }}
        />
      )}
      <div className={style.foot}>
        <Button type="text" size="small" onClick={onClose}>
          {t('comment.close')}
        </Button>
        {copiedAt === null && (
          <Button
            size="small"
            disabled={isEmpty || readOnly}
            title={t('comment.alreadyHint')}
            loading={saving}
            onClick={() => void log(body)}
          >
            {t('comment.already')}
          </Button>
        )}
        <Button
          type={copiedAt === null ? 'primary' : 'default'}
          size="small"
          icon={<CopyOutlined />}
          disabled={isEmpty || cannotCopy !== undefined}
          onClick={copy}
        >
          {t('comment.copy')} <KeyHint keys="mod+Enter" />
        </Button>
      </div>
      {!isEmpty && <ScoreReasons reasons={scored.reasons} />}
    </div>
  );
}
