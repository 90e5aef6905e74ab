/** ③ Dry run: what an import would do, row by row, before anything is written. */
import { Alert, Button, Tabs } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportChoice, ImportKind, ImportPreview } from '#shared/contract/import.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { countDeletedTaken } from './import-choice.ts';
import { PreviewTable } from './preview-table.tsx';
import style from './import.module.css';

const outcomes = ['new', 'changed', 'deleted', 'same', 'bad'] as const;
export type Outcome = (typeof outcomes)[number];

interface PreviewStepProps {
  kind: ImportKind;
  preview: ImportPreview;
  onBack: () => void;
  onRun: () => void;
  choice: ImportChoice;
  onDeleted: (change: Pick<ImportChoice, 'deleted' | 'deletedRows'>) => void;
  savingProblems: boolean;
  onSaveProblems: () => void;
}

export function PreviewStep(props: PreviewStepProps) {
  const { kind, preview, choice, onBack, onRun, onDeleted, savingProblems, onSaveProblems } = props;
  const { t } = useTranslation('import');
  const { counts } = preview;
  const [shown, setShown] = useState<Outcome>(() => outcomes.find((outcome) => counts[outcome] > 0) ?? 'new');
  const toWrite = counts.new + counts.changed + countDeletedTaken(choice, counts.deleted);
  const present = outcomes.filter((outcome) => outcome !== 'deleted' || counts.deleted > 0);
  const run = () => {
    if (toWrite > 0) onRun();
  };
  useShortcut(t('title'), { 'mod+Enter': { label: t('stepRun'), run, whileTyping: true } });
  // A focused tab would keep the key to itself.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  return (
    <div className={style.step}>
      <section className={style.part} aria-label={t('preview.title')} onKeyDownCapture={onKeyDownCapture}>
        <h2>{t('preview.title')}</h2>
        <p>{t('preview.nothingWritten')}</p>
        {preview.tierWords.length > 0 && (
          <Alert
            type="info"
            showIcon
            title={t('preview.tierWords', {
              words: preview.tierWords
                .map(({ word, rows }) => t('preview.tierWord', { word, rows: rows.toLocaleString() }))
                .join(t('preview.tierJoin')),
            })}
          />
        )}
        <Tabs
          activeKey={shown}
          onChange={(key) => setShown(key as Outcome)}
          items={present.map((outcome) => ({
            key: outcome,
            label: (
              <span
                className={style.outcome}
                data-outcome={outcome}
                data-some={counts[outcome] > 0 || undefined}
              >
                <strong>{counts[outcome].toLocaleString()}</strong>
                <span>{t(`preview.${outcome}`)}</span>
              </span>
            ),
            children: (
              <PreviewTable
                kind={kind}
                outcome={outcome}
                choice={choice}
                onDeleted={onDeleted}
                total={counts[outcome]}
                rows={preview.rows.filter((row) => row.outcome === outcome)}
              />
            ),
          }))}
        />
        {shown === 'bad' && counts.bad > 0 && (
          <div className={style.problemFile}>
            <Button loading={savingProblems} onClick={onSaveProblems}>
              {t('problemFile.save', { count: counts.bad.toLocaleString() })}
            </Button>
            <span>{t('problemFile.help')}</span>
          </div>
        )}
      </section>
      <footer className={style.footer}>
        {toWrite === 0 && <span className={style.faint}>{t('preview.nothing')}</span>}
        <Button onClick={onBack}>{t('back')}</Button>
        <Button type="primary" disabled={toWrite === 0} onClick={onRun}>
          {t(kind === 'order' ? 'preview.order.run' : 'preview.run', { count: toWrite.toLocaleString() })}
          <KeyHint keys="mod+Enter" />
        </Button>
      </footer>
    </div>
  );
}
