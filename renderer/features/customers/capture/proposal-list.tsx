/** What the program read out of a text, each with where it would go and the words it was read in. */
import { useTranslation } from 'react-i18next';
import type { ProposalView } from '#shared/contract/capture.ts';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { dayWord, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { dateOf } from '#shared/domain/calendar.ts';
import { annualDateText } from '../card/key-date-text.ts';
import { TickList } from './tick-list.tsx';
import style from './capture.module.css';

interface ProposalListProps {
  proposals: readonly ProposalView[];
  ticked: ReadonlySet<string>;
  onTick: (ticked: string[]) => void;
}

export function ProposalList({ proposals, ticked, onTick }: ProposalListProps) {
  const { t } = useTranslation('capture');
  if (proposals.length === 0) return null;
  return (
    <TickList
      label={t('proposals')}
      rows={proposals.map((each) => ({ key: each.key, content: <ProposalText proposal={each} /> }))}
      ticked={ticked}
      onTick={onTick}
    />
  );
}

function ProposalText({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('capture');
  const { what, confidence, quote, reasons } = proposal;
  const text = useProposalWords(what);
  return (
    <>
      <span className={style.proposal}>
        <QuietTag title={reasons.map((reason) => t(`reason.${reason}`)).join(' · ')}>
          {t(`target.${what.target}`)}
        </QuietTag>
        <span>{text}</span>
        {confidence === 'low' && <QuietTag tone="amber">{t('unsure')}</QuietTag>}
      </span>
      {!text.includes(quote) && <q className={style.quote}>{quote}</q>}
    </>
  );
}

function useProposalWords(what: ProposalView['what']): string {
  const { t, i18n } = useTranslation(['capture', 'care', 'customers']);
  const now = useNow();
  switch (what.target) {
    case 'promise': {
      const day = dayWord(dateOf(what.dueAt), i18n.language, now);
      return t('dueBody', { due: `${day} ${timeText(what.dueAt, i18n.language)}`, body: what.body });
    }
    case 'key_date': {
      const date = annualDateText(what.date, (key, options) => t(`care:${key}`, options), i18n.language);
      const name =
        what.kind === 'birthday' ? t('birthdayOf', { who: what.label }) : what.label || t('anniversary');
      return `${name.trim()} ${date}`;
    }
    case 'contact_point':
      return `${t(`customers:contactKind.${what.kind}`)} ${what.value}`;
    case 'need':
      return what.body;
    case 'remark':
      return what.text;
    case 'interest':
    case 'tag':
      return what.name;
  }
}
