import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { CopyButton } from './copy-button.tsx';
import { FillInText } from './fill-in-text.tsx';
import style from './content.module.css';

export function SopStepRow({ step }: { step: SopStep }) {
  const { t } = useTranslation('content');
  return (
    <li className={style.stepRow} aria-label={step.title} {...(step.body && { 'data-copy-text': step.body })}>
      <Tooltip title={t('sop.dayHelp')}>
        <span className={style.day}>{t('sop.day', { day: step.offsetDays })}</span>
      </Tooltip>
      <div className={style.stepWords}>
        <div className={style.stepHead}>
          <strong>{step.title}</strong>
          <Tooltip title={t(step.hard ? 'sop.hardHelp' : 'sop.softHelp')}>
            <span>
              <QuietTag tone={step.hard ? 'amber' : 'plain'}>
                {t(step.hard ? 'sop.hard' : 'sop.soft')}
              </QuietTag>
            </span>
          </Tooltip>
          <QuietTag>{t(`sop.class.${step.touchClass}`)}</QuietTag>
          <span className={style.sopMeta}>{t('sop.minutes', { minutes: step.minutes })}</span>
        </div>
        {step.body ? (
          <p className={style.body}>
            <FillInText text={step.body} />
          </p>
        ) : (
          <p className={style.faint}>{t('sop.noText')}</p>
        )}
      </div>
      {step.body && <CopyButton title={step.title} text={step.body} />}
    </li>
  );
}
