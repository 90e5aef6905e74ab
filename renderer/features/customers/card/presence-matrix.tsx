/** Where the customer can be reached (B12): one click a node. A second way is worth getting (B13). */
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import {
  isCountedIn,
  isSingleChannel,
  reachableOn,
  shownNodes,
  withNode,
} from '#shared/domain/card/presence.ts';
import { presenceNodes, type PresenceNode } from '#shared/domain/entity/book.ts';
import { useFailToast } from '../../../components/undo-toast.tsx';
import { FieldMarks } from './card-mark.tsx';
import { Section } from './section.tsx';
import { useSaveFields } from './use-customer-card.ts';
import style from './presence.module.css';

export function PresenceMatrix({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('card');
  const save = useSaveFields(card);
  const fail = useFailToast();
  const byContact = shownNodes(card.contactPoints);
  const reachable = reachableOn(card.presence, card.contactPoints);
  const toggle = (node: PresenceNode) =>
    save(
      { presence: withNode(card.presence, node, !card.presence.includes(node)) },
      t('presence.done', { node: t(`presence.node.${node}`) }),
    ).catch(fail);
  const hint = isSingleChannel(reachable)
    ? t('presence.single')
    : isCountedIn(reachable)
      ? t('presence.counted')
      : t('presence.notCounted');
  return (
    <Section title={t('presence.title')} action={<FieldMarks fields={['presence']} />}>
      <div className={style.nodes} role="group" aria-label={t('presence.title')}>
        {presenceNodes.map((node) => {
          const isShown = byContact.includes(node);
          return (
            <button
              key={node}
              type="button"
              className={style.node}
              aria-pressed={reachable.includes(node)}
              disabled={readOnly || isShown}
              title={isShown ? t('presence.byContact') : undefined}
              onClick={() => void toggle(node)}
            >
              {t(`presence.node.${node}`)}
            </button>
          );
        })}
      </div>
      <p className={style.hint}>{hint}</p>
    </Section>
  );
}
