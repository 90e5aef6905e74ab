/** The block rate told apart by class of touch and by what was said last before customers left (practices.md D09). */
import { useTranslation } from 'react-i18next';
import type { BlockPartsView, BlockRateView } from '#shared/protocol/block-rate.ts';
import { Figure } from '../../components/figure.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import style from './review.module.css';

const tones = { ok: 'plain', amber: 'amber', red: 'red' } as const;

type Content = BlockPartsView['contents'][number];
interface BlockPartsProps {
  parts: BlockPartsView;
  limits: BlockRateView['limits'];
}

/** Nothing where nobody left. */
export function BlockParts({ parts, limits }: BlockPartsProps) {
  const { t } = useTranslation('review');
  const { days, classes, contents, withoutTouch } = parts;
  if (withoutTouch === 0 && classes.every(({ customers }) => customers === 0)) return null;
  const nameOf = ({ title, code, number }: Content): string => {
    if (code === null) return title || t('blockRate.parts.noTitle');
    if (title) return t('blockRate.parts.stepOf', { code, title });
    return t('blockRate.parts.step', { code, number: (number ?? 0) + 1 });
  };
  return (
    <section className={style.blockParts} aria-label={t('blockRate.parts.title', { days })}>
      <h3>{t('blockRate.parts.title', { days })}</h3>
      <ul className={style.blockRates}>
        {classes.map(({ touchClass, ...figures }) => (
          <li key={touchClass}>
            <span className={style.whoName}>{t(`blockRate.parts.class.${touchClass}`)}</span>
            <PartFigure figures={figures} explain={t('blockRate.parts.explain', { ...figures, ...limits })} />
          </li>
        ))}
        {withoutTouch > 0 && (
          <li className={style.faint}>{t('blockRate.parts.withoutTouch', { count: withoutTouch })}</li>
        )}
      </ul>
      {contents.length > 0 && (
        <>
          <h3>{t('blockRate.parts.contents')}</h3>
          <ul className={style.blockRates}>
            {contents.map((content) => (
              <li key={`${content.code ?? ''} ${content.number ?? ''} ${content.title}`}>
                <span>{nameOf(content)}</span>
                <PartFigure
                  figures={content}
                  explain={t('blockRate.parts.explainContent', {
                    customers: content.customers,
                    touches: content.touches,
                    ...limits,
                  })}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The rate where there are enough touches for one, and what it is made of. */
function PartFigure({
  figures: { customers, touches, perThousand, level },
  explain,
}: {
  figures: Omit<BlockPartsView['classes'][number], 'touchClass'>;
  explain: string;
}) {
  const { t } = useTranslation('review');
  return (
    <Figure
      value={
        <span className={style.partFigure}>
          {perThousand !== null && (
            <QuietTag tone={tones[level]}>{t('blockRate.value', { rate: perThousand.toFixed(1) })}</QuietTag>
          )}
          <span className={style.faint}>{t('blockRate.parts.figure', { customers, touches })}</span>
        </span>
      }
      explain={explain}
    />
  );
}
