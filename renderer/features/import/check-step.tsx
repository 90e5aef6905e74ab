/** ② How the file was read, to be corrected before anything else happens. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportChoice, ImportInspection } from '#shared/contract/import.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { CardTable } from './card-table.tsx';
import { ColumnTable } from './column-table.tsx';
import { EncodingGuess } from './encoding-guess.tsx';
import {
  bodyRows,
  columnsOf,
  isBlocked,
  listMappingIssues,
  withField,
  withReading,
} from './import-choice.ts';
import { ReadingBar } from './reading-bar.tsx';
import { TemplateBar } from './template-bar.tsx';
import { useCardSample } from './use-card-sample.ts';
import style from './import.module.css';

interface CheckStepProps {
  inspection: ImportInspection;
  choice: ImportChoice;
  /** What the bytes alone say of the encoding. */
  detected: ImportInspection['encoding'];
  busy: 'reinspect' | 'preview' | null;
  /** Core has to read the file again. */
  onReading: (choice: ImportChoice) => void;
  onMapping: (choice: ImportChoice) => void;
  onNext: () => void;
  onRestart: () => void;
}

export function CheckStep(props: CheckStepProps) {
  const { inspection, choice, detected, busy, onReading, onMapping, onNext, onRestart } = props;
  const { t } = useTranslation('import');
  const isCards = inspection.format === 'vcard';
  const cards = useCardSample(inspection.importId, choice, isCards);
  const columns = columnsOf(inspection, choice);
  const sample = isCards ? cards : bodyRows(inspection);
  const issues = listMappingIssues(inspection, columns);
  const canGoOn = busy === null && !isBlocked(issues);
  useShortcut(t('title'), {
    'mod+Enter': { label: t('check.next'), run: () => canGoOn && onNext(), whileTyping: true },
  });

  return (
    <div className={style.step}>
      <ReadingBar
        inspection={inspection}
        chosenEncoding={choice.encoding}
        rereading={busy === 'reinspect'}
        onChange={(change) => onReading(withReading(choice, change))}
      />
      {detected?.confidence === 'guess' && (
        <EncodingGuess
          candidates={detected.candidates}
          tried={choice.encoding ?? detected.name}
          sample={sample}
          onChoose={(name) => onReading(withReading(choice, { encoding: name }))}
        />
      )}
      {issues.map((issue) => (
        <Alert key={issue} type="warning" showIcon title={t(`check.issue.${issue}`)} />
      ))}
      {inspection.pictures > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('check.pictures', { pictures: inspection.pictures.toLocaleString() })}
        />
      )}
      <section className={style.part} aria-label={t(isCards ? 'check.sampleTitle' : 'check.mappingTitle')}>
        <h2>{t(isCards ? 'check.sampleTitle' : 'check.mappingTitle')}</h2>
        <p>{t(isCards ? 'check.mappingNone' : 'check.mappingHint')}</p>
        {!isCards && <TemplateBar inspection={inspection} choice={{ ...choice, columns }} />}
        {isCards ? (
          <CardTable cards={cards} />
        ) : (
          <ColumnTable
            kind={inspection.kind}
            columns={columns}
            sample={sample}
            onField={(index, field) => onMapping(withField(choice, columns, index, field))}
          />
        )}
      </section>
      <footer className={style.footer}>
        <Button onClick={onRestart}>{t('restart')}</Button>
        <Button type="primary" disabled={!canGoOn} loading={busy === 'preview'} onClick={onNext}>
          {t('check.next')}
          <KeyHint keys="mod+Enter" />
        </Button>
      </footer>
    </div>
  );
}
