/** The days before a block, a deletion, a complaint or a 别发了: which rules were broken, and every touch. */
import { useTranslation } from 'react-i18next';
import type { Autopsy } from '#shared/protocol/autopsy.ts';
import style from './autopsy-report.module.css';
import { fullText } from './time-format.ts';

export function AutopsyReport({ report }: { report: Autopsy }) {
  const { t, i18n } = useTranslation('customers');
  const { kind, at, days, counts, findings, touches } = report;
  return (
    <div className={style.report}>
      <p className={style.lead}>
        {t('autopsy.lead', { kind: t(`signal.kind.${kind}`), at: fullText(at, i18n.language), days })}
      </p>
      <ul className={style.findings}>
        {findings.length === 0 && <li>{t('autopsy.clean')}</li>}
        {findings.map(({ code, count, limit }) => (
          <li key={code} data-broken>
            {t(`autopsy.finding.${code}`, { n: count, limit })}
          </li>
        ))}
      </ul>
      <p className={style.counts}>{t('autopsy.counts', counts)}</p>
      <ol className={style.touches}>
        {touches.map((touch) => (
          <li key={touch.id}>
            <div className={style.when}>
              <time dateTime={touch.at}>{fullText(touch.at, i18n.language)}</time>
              <span>
                {[
                  t(`touchKind.${touch.kind}`),
                  t(`touchClass.${touch.touchClass}`),
                  touch.authorName,
                  touch.quality === null ? null : t('autopsy.quality', { n: touch.quality }),
                  touch.replied === null ? null : t(`composer.replied.${touch.replied ? 'yes' : 'no'}`),
                ]
                  .filter((word) => word !== null)
                  .join(' · ')}
              </span>
            </div>
            {touch.body !== '' && <div className={style.words}>{touch.body}</div>}
          </li>
        ))}
      </ol>
    </div>
  );
}
