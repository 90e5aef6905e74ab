/** What they bought and what it is worth (C06, C11). */
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import { Figure } from '../../../components/figure.tsx';
import { yuan } from './money.ts';
import { Section } from './section.tsx';
import profile from './profile-fields.module.css';
import style from './known.module.css';

export function ValueSection({ value }: { value: CardInsight['value'] }) {
  const { t, i18n } = useTranslation('card');
  const { orders, paidFen, marginFen, withMargin, firstOn, latest } = value;
  const money = (fen: number) => yuan(fen, i18n.language);
  if (orders === 0) {
    return (
      <Section title={t('value.title')}>
        <p className={style.none}>{t('value.none')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('value.title')}>
      <dl className={profile.fields}>
        <div>
          <dt>{t('value.ltv')}</dt>
          <dd>
            <Figure
              value={withMargin === 0 ? '–' : money(marginFen)}
              explain={t(withMargin === 0 ? 'value.ltvUnknown' : 'value.ltvExplain', {
                count: withMargin,
                orders,
                margin: money(marginFen),
              })}
            />
          </dd>
        </div>
        <div>
          <dt>{t('value.paid')}</dt>
          <dd>
            <Figure
              value={money(paidFen)}
              explain={t('value.paidExplain', { orders, average: money(Math.round(paidFen / orders)) })}
            />
          </dd>
        </div>
        {firstOn !== null && (
          <div>
            <dt>{t('value.firstOn')}</dt>
            <dd>{firstOn}</dd>
          </div>
        )}
      </dl>
      <ul className={style.list}>
        {latest.map(({ id, product, quantity, paidFen: paid, orderedOn }) => (
          <li key={id} className={style.row}>
            <span className={style.words}>
              {product}
              {quantity > 1 && ` × ${quantity}`}
              <span className={style.quiet}>{`${orderedOn} · ${money(paid)}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
