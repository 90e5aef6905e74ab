import { useTranslation } from 'react-i18next';
import type { CommentScore } from '#shared/domain/comment/score.ts';
import { Figure } from '../../../components/figure.tsx';
import style from './comment.module.css';

const radius = 27;
const round = 2 * Math.PI * radius;

/** The score as a figure, a ring and a word; the ring alone never carries it. */
export function ScoreRing({ scored, isEmpty }: { scored: CommentScore; isEmpty: boolean }) {
  const { t } = useTranslation('customers');
  const { score, grade, taboo } = scored;
  const tone = isEmpty ? 'none' : taboo.length > 0 ? 'taboo' : grade;
  return (
    <Figure
      shape="block"
      explain={t('comment.scoreExplain')}
      value={
        <span className={style.ring} data-tone={tone}>
          <svg viewBox="0 0 64 64" aria-hidden="true">
            <circle cx="32" cy="32" r={radius} />
            <circle
              cx="32"
              cy="32"
              r={radius}
              data-filled
              strokeDasharray={`${(round * score) / 100} ${round}`}
              transform="rotate(-90 32 32)"
            />
          </svg>
          <span>{isEmpty ? '–' : score}</span>
        </span>
      }
      label={isEmpty ? t('comment.grade.none') : t(`comment.grade.${grade}`)}
    />
  );
}
