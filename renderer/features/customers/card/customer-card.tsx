/** Everything about one customer on one page. */
import { Button } from 'antd';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard as Card } from '#shared/contract/customer.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { Composer } from '../composer/composer.tsx';
import { MomentDesk } from '../desk/moment-desk.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { Appointments } from './appointments.tsx';
import { CardHeader } from './card-header.tsx';
import { ContactPoints } from './contact-points.tsx';
import { Household } from './household.tsx';
import { KeyDates } from './key-dates.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { PromiseList } from './promise-list.tsx';
import { SignalList } from './signal-list.tsx';
import { SurpriseList } from './surprise-list.tsx';
import { TagEditor } from './tag-editor.tsx';
import { useCustomerCard } from './use-customer-card.ts';
import style from './customer-card.module.css';

interface CustomerCardProps {
  customerId: string;
  /** The card covers the list, so the focus has nowhere else to be. */
  takeFocus: boolean;
  onClose: () => void;
}

export function CustomerCard({ customerId, takeFocus, onClose }: CustomerCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const query = useCustomerCard(customerId);
  useEffect(() => {
    if (takeFocus) frame.current?.focus({ preventScroll: true });
  }, [takeFocus]);
  return (
    <div ref={frame} className={style.frame} tabIndex={-1}>
      {query.isPending && <ListSkeleton rows={5} height={96} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <CardBody card={query.data} scroller={frame} onClose={onClose} />}
    </div>
  );
}

interface CardBodyProps {
  card: Card;
  scroller: RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

function CardBody({ card, scroller, onClose }: CardBodyProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const deleted = card.deletedAt !== null;

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
      <CardHeader card={card} readOnly={deleted} onClose={onClose} onDelete={() => void remove()} />
      {deleted && (
        <div className={style.deleted}>
          <output>{t('card.isDeleted')}</output>
          <Button size="small" onClick={() => restore().catch(fail)}>
            {t('card.restore')}
          </Button>
        </div>
      )}
      <div className={style.body}>
        <div className={style.side}>
          <ContactPoints card={card} readOnly={deleted} />
          <TagEditor card={card} readOnly={deleted} />
          <KeyDates card={card} readOnly={deleted} />
          <Household card={card} readOnly={deleted} />
          <ProfileFields card={card} readOnly={deleted} />
        </div>
        <div className={style.main}>
          <MomentDesk customerId={card.id} readOnly={deleted} />
          <SignalList card={card} readOnly={deleted} />
          <PromiseList card={card} readOnly={deleted} />
          <Appointments card={card} readOnly={deleted} />
          <SurpriseList card={card} readOnly={deleted} />
          {!deleted && <Composer customerId={card.id} />}
          <Timeline customerId={card.id} readOnly={deleted} scroller={scroller} />
        </div>
      </div>
    </>
  );
}
