import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookPreview } from '#shared/protocol/admin.ts';
import { ImeTextArea } from '../../components/ime-input.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { sortedCandidates } from './book-line.ts';
import { matches } from './matches.ts';
import { SearchField } from './search-field.tsx';
import style from './admin.module.css';

interface TransferFormProps {
  preview: BookPreview;
  isWorking: boolean;
  onSubmit: (to: { id: string; name: string }, reason: string) => void;
}

/** The buttons stand in the panel's footer and belong to the form by this id. */
export const transferFormId = 'transfer-form';

/** From this many on, a search field helps more than it disturbs. */
const manyCandidates = 8;

export function TransferForm({ preview, isWorking, onSubmit }: TransferFormProps) {
  const { t } = useTranslation('admin');
  const [toId, setToId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [search, setSearch] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const candidates = sortedCandidates(preview.candidates, preview.owner?.id);
  const to = candidates.find(({ id }) => id === toId);
  const submit = () => {
    setWasTried(true);
    if (to && reason.trim() && !isWorking) onSubmit(to, reason.trim());
  };
  if (candidates.length === 0) return <p>{t('transfer.noCandidates')}</p>;
  return (
    <form
      id={transferFormId}
      className={style.panel}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <section>
        <h2 id="transfer-to">{t('transfer.to')}</h2>
        {candidates.length >= manyCandidates && (
          <SearchField label={t('people.search')} value={search} onChange={setSearch} />
        )}
        <Radio.Group
          className={style.candidates ?? ''}
          aria-labelledby="transfer-to"
          value={toId}
          onChange={({ target }) => setToId(String(target.value))}
        >
          {candidates
            .filter(({ id, name, teamName }) => id === toId || matches(search, [name, teamName]))
            .map((candidate) => (
              <Radio key={candidate.id} value={candidate.id} className={style.candidate ?? ''}>
                <span className={style.person}>
                  <PersonAvatar name={candidate.name} size={24} />
                  <strong>{candidate.name}</strong>
                  <span className={style.faint}>{candidate.teamName}</span>
                  <span className={style.load}>
                    {t('transfer.load', {
                      count: candidate.customers.toLocaleString(),
                      after: (candidate.customers + preview.counts.customers).toLocaleString(),
                    })}
                  </span>
                </span>
              </Radio>
            ))}
        </Radio.Group>
        {wasTried && !to && (
          <p className={style.missing} role="alert">
            {t('transfer.toRequired')}
          </p>
        )}
      </section>
      <section>
        <h2 id="transfer-reason">{t('transfer.reason')}</h2>
        <ImeTextArea
          aria-labelledby="transfer-reason"
          rows={2}
          maxLength={500}
          value={reason}
          placeholder={t('transfer.reasonPlaceholder')}
          onChange={({ target }) => setReason(target.value)}
          onSubmit={submit}
        />
        {wasTried && !reason.trim() && (
          <p className={style.missing} role="alert">
            {t('transfer.reasonRequired')}
          </p>
        )}
      </section>
      {to && (
        <p className={style.effect}>
          {preview.owner
            ? t('transfer.effect', { from: preview.owner.name, to: to.name })
            : t('transfer.effectUnowned', { to: to.name })}
        </p>
      )}
    </form>
  );
}
