/** Everything about one customer on one page. */
import { Button } from 'antd';
import { memo, useCallback, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard as Card } from '#shared/contract/customer.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import type { PortraitPart } from '#shared/domain/card/completeness.ts';
import { AskedOfCard } from '../asked.tsx';
import { Composer } from '../composer/composer.tsx';
import { MomentDesk } from '../desk/moment-desk.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { TriagePanel } from '../triage/triage-panel.tsx';
import { Appointments } from './appointments.tsx';
import { CadenceStrip } from './cadence-strip.tsx';
import { CardMarks } from './card-mark.tsx';
import { CardHeader } from './card-header.tsx';
import { ContactPoints } from './contact-points.tsx';
import { DealList } from './deal-list.tsx';
import { focusPart, type CardPart } from './focus-part.ts';
import { Household } from './household.tsx';
import { InterestList } from './interest-list.tsx';
import { KeyDates } from './key-dates.tsx';
import { NeedList } from './need-list.tsx';
import { OwnerList } from './owner-list.tsx';
import { PortraitMeter } from './portrait-meter.tsx';
import { PresenceMatrix } from './presence-matrix.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { PromiseList } from './promise-list.tsx';
import { RelationList } from './relation-list.tsx';
import { SignalList } from './signal-list.tsx';
import { SopList } from './sop-list.tsx';
import { SurpriseList } from './surprise-list.tsx';
import { TagEditor } from './tag-editor.tsx';
import { useAskedPart } from './use-asked-part.ts';
import { useCardInsight } from './use-card-insight.ts';
import { useCustomerCard } from './use-customer-card.ts';
import { useWhole } from './use-whole.ts';
import { ValueSection } from './value-section.tsx';
import known from './known.module.css';
import style from './customer-card.module.css';

interface CustomerCardProps {
  customerId: string;
  /** The card covers the list, so the focus has nowhere else to be. */
  takeFocus: boolean;
  onClose: () => void;
  onFindDuplicates: () => void;
  /** The card became part of another one: that one is to be opened. */
  onFollow: (customerId: string) => void;
}

export function CustomerCard({
  customerId,
  takeFocus,
  onClose,
  onFindDuplicates,
  onFollow,
}: CustomerCardProps) {
  // The history is drawn by where this element is scrolled to: on a card that is known already, what is in it would be
  // there before it.
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const { card, isFormer, isPending, isError, error, refetch } = useCustomerCard(customerId);
  const shownId = card?.id;
  const follow = useEffectEvent(onFollow);
  useEffect(() => {
    if (shownId !== undefined && !isFormer && shownId !== customerId) follow(shownId);
  }, [shownId, isFormer, customerId]);
  useEffect(() => {
    if (takeFocus) frame?.focus({ preventScroll: true });
  }, [takeFocus, frame, customerId]);
  return (
    // The card before is looked at only: what is typed now is meant for the one that comes.
    <div ref={setFrame} className={style.frame} tabIndex={-1} inert={isFormer}>
      {isPending && <ListSkeleton rows={5} height={96} />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      <AskedOfCard isFormer={isFormer}>
        {frame && card && (
          <CardMarks key={card.id} value={card}>
            <FromTheTop scroller={frame} />
            <CardBody card={card} scroller={frame} onClose={onClose} onFindDuplicates={onFindDuplicates} />
          </CardMarks>
        )}
      </AskedOfCard>
    </div>
  );
}

/** Stands before the body: its history is drawn by how far the frame is scrolled, and that was another card's. */
function FromTheTop({ scroller }: { scroller: HTMLDivElement }) {
  useLayoutEffect(() => {
    scroller.scrollTo({ top: 0 });
  }, [scroller]);
  return null;
}

interface CardBodyProps {
  card: Card;
  scroller: HTMLDivElement;
  onClose: () => void;
  onFindDuplicates: () => void;
}

/** Drawn again for its own card only: while another one is on its way the page around it changes. */
const CardBody = memo(function CardBody({ card, scroller, onClose, onFindDuplicates }: CardBodyProps) {
  const { t } = useTranslation(['customers', 'card']);
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const deleted = card.deletedAt !== null;
  // Above what is written only where there is one to keep.
  const hasPromises = card.promises.length > 0;
  const insight = useCardInsight(card.id).data;
  const [showAll, setShowAll] = useState(false);
  const { isWhole, whenWhole } = useWhole();
  // The fields of the profile are there with the next frame.
  const fill = useCallback(
    (part: PortraitPart) => {
      setShowAll(true);
      whenWhole(() => requestAnimationFrame(() => requestAnimationFrame(() => focusPart(scroller, part))));
    },
    [scroller, whenWhole],
  );
  useAskedPart(fill);

  const open = (part: CardPart) => () => whenWhole(() => focusPart(scroller, part));
  useShortcut(
    t('card.label'),
    {
      d: { label: t('card:key.next'), run: open('next') },
      a: { label: t('card:key.appointment'), run: open('appointment') },
      l: { label: t('card:key.tag'), run: open('tag') },
      o: { label: t('card:key.order'), run: open('order') },
      b: { label: t('card:key.deal'), run: open('deal') },
      c: { label: t('card:key.need'), run: open('need') },
    },
    { enabled: !deleted },
  );

  const restore = () => api.customer.restore({ customerId: card.id });
  const remove = async () => {
    try {
      await api.customer.delete({ customerId: card.id });
      undoToast(t('card.deleted', { name: card.name }), restore);
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <>
      <CardHeader
        card={card}
        scroller={scroller}
        readOnly={deleted}
        onClose={onClose}
        onDelete={() => void remove()}
        onFindDuplicates={onFindDuplicates}
      />
      {deleted && (
        <div className={style.deleted}>
          <output>{t('card.isDeleted')}</output>
          <Button size="small" onClick={() => restore().catch(fail)}>
            {t('card.restore')}
          </Button>
        </div>
      )}
      {insight && (
        <CadenceStrip
          customerId={card.id}
          cadence={insight.cadence}
          ledger={insight.ledger}
          nextOn={card.nextTouchOn}
          readOnly={deleted}
        />
      )}
      <div className={style.body}>
        <div className={style.side}>
          {isWhole && (
            <>
              <PortraitMeter card={card} readOnly={deleted} onGap={fill} />
              <div data-part="phone wechat">
                <ContactPoints card={card} readOnly={deleted} />
              </div>
              <PresenceMatrix card={card} readOnly={deleted} />
              <div data-part="tag">
                <TagEditor card={card} readOnly={deleted} />
              </div>
              <KeyDates card={card} readOnly={deleted} />
              <RelationList card={card} readOnly={deleted} />
              <Household card={card} readOnly={deleted} />
              <ProfileFields
                card={card}
                readOnly={deleted}
                showAll={showAll}
                onShowAll={() => setShowAll(true)}
              />
              {insight && <ValueSection customerId={card.id} value={insight.value} readOnly={deleted} />}
              {insight && <OwnerList owners={insight.owners} />}
            </>
          )}
        </div>
        <div className={style.main}>
          <TriagePanel card={card} readOnly={deleted} />
          <MomentDesk customerId={card.id} readOnly={deleted} />
          <SignalList card={card} readOnly={deleted} />
          {hasPromises && <PromiseList card={card} readOnly={deleted} />}
          {!deleted && <Composer customerId={card.id} />}
          {isWhole && (
            <>
              {!hasPromises && <PromiseList card={card} readOnly={deleted} />}
              <div className={known.columns}>
                <NeedList card={card} readOnly={deleted} />
                <InterestList card={card} readOnly={deleted} />
                {insight && <DealList card={card} deals={insight.deals} readOnly={deleted} />}
                <Appointments card={card} readOnly={deleted} />
                <SopList card={card} readOnly={deleted} />
                <SurpriseList card={card} readOnly={deleted} />
              </div>
              <Timeline customerId={card.id} readOnly={deleted} scroller={scroller} />
            </>
          )}
        </div>
      </div>
    </>
  );
});
