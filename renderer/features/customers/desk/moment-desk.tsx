/** One post and what to do about it: the comment, the chat that starts from it, and how far it has led. */
import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { useAsked } from '../asked.tsx';
import { CommentWriter } from '../comment/comment-writer.tsx';
import { ChainLine } from './chain-line.tsx';
import { OpenerList } from './opener-list.tsx';
import style from './desk.module.css';

const modes = ['comment', 'chat'] as const;
type Mode = (typeof modes)[number];

/** The list of the day leads here with `?comment=<post>` or `?chat=<post>`. */
export function MomentDesk({ customerId, readOnly }: { customerId: string; readOnly: boolean }) {
  const { asked, setAsked } = useAsked();
  const mode = modes.find((one) => asked.has(one));
  const momentId = mode && asked.get(mode);
  if (!mode || !momentId) return null;
  const setMode = (next: Mode): void => setAsked({ [next]: momentId });
  return <Desk key={momentId} {...{ customerId, momentId, mode, setMode, readOnly }} />;
}

interface DeskProps {
  customerId: string;
  momentId: string;
  mode: Mode;
  setMode: (mode: Mode) => void;
  readOnly: boolean;
}

function Desk({ customerId, momentId, mode, setMode, readOnly }: DeskProps) {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  const navigate = useNavigate();
  const view = useQuery(orpc.moment.openers.queryOptions({ input: { momentId } }));

  /** Back to where the person came from; a page opened by its address has nothing behind it. */
  function leave(): void {
    const { idx } = (history.state ?? {}) as { idx?: number };
    if (idx) void navigate(-1);
    else void navigate(`/customers/${customerId}`, { replace: true });
  }
  useShortcut(t('desk.title'), {
    Escape: { label: t('desk.back'), run: leave },
    'alt+1': { label: t('desk.mode.comment'), run: () => setMode('comment'), whileTyping: true },
    'alt+2': { label: t('desk.mode.chat'), run: () => setMode('chat'), whileTyping: true },
  });
  return (
    <section className={style.desk} aria-label={t('desk.title')}>
      <div className={style.head}>
        <ChoiceChips
          single
          label={t('desk.title')}
          choices={modes.map((value) => ({ value, label: t(`desk.mode.${value}`) }))}
          chosen={[mode]}
          onChoose={setMode}
        />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('desk.back')}
          title={t('desk.back')}
          onClick={leave}
        />
      </div>
      {view.isPending && <ListSkeleton rows={3} />}
      {view.isError && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {view.isSuccess && view.data.customerId === customerId && (
        <>
          <p className={style.event}>
            <QuietTag tone={view.data.isSad ? 'amber' : 'plain'}>
              {view.data.isSad ? t('desk.sad') : t(`momentKind.${view.data.event.kind}`)}
            </QuietTag>{' '}
            <RelativeTime at={view.data.event.postedAt} />
            {` · ${view.data.event.body}`}
          </p>
          <ChainLine chain={view.data.chain} />
          {mode === 'comment' ? (
            <CommentWriter momentId={momentId} readOnly={readOnly} onClose={leave} />
          ) : (
            <OpenerList
              customerId={customerId}
              momentId={momentId}
              openers={view.data.openers}
              readOnly={readOnly}
            />
          )}
        </>
      )}
    </section>
  );
}
