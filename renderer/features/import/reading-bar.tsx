/** Format, encoding, delimiter, sheet and header line: one row of small fields. */
import { Segmented, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importKinds, type ImportInspection, type ImportKind } from '#shared/contract/import.ts';
import { Figure } from '../../components/figure.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { delimiterName, encodingOptions, offeredDelimiters } from './reading-option.ts';
import type { ReadingChange } from './import-choice.ts';
import style from './import.module.css';

interface ReadingBarProps {
  inspection: ImportInspection;
  rereading: boolean;
  /** Named by the rep, so nothing is a guess any more. */
  chosenEncoding: string | undefined;
  onChange: (change: ReadingChange) => void;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={style.fact}>
      <span className={style.factLabel}>{label}</span>
      <span className={style.factValue}>{children}</span>
    </div>
  );
}

export function ReadingBar({ inspection, rereading, chosenEncoding, onChange }: ReadingBarProps) {
  const { t } = useTranslation('import');
  const { encoding, delimiter, sheet, sheets, format } = inspection;
  const confidence = chosenEncoding !== undefined ? 'chosen' : encoding?.confidence;
  const delimiterText = (sign: string) => {
    const name = delimiterName(sign);
    return name ? t(`delimiter.${name}`) : t('delimiter.other', { sign });
  };
  return (
    <div className={style.bar} aria-busy={rereading}>
      <Fact label={t('history.file')}>
        <span className={style.fileName} title={inspection.fileName}>
          {inspection.fileName}
        </span>
      </Fact>
      <Fact label={t('format.label')}>{t(`format.${format}`)}</Fact>
      <Fact label={t('check.records')}>
        <span className={style.number}>{inspection.records.toLocaleString()}</span>
      </Fact>
      {format !== 'vcard' && (
        <Fact label={t('kind.label')}>
          <Segmented<ImportKind>
            size="small"
            aria-label={t('kind.label')}
            value={inspection.kind}
            options={importKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            onChange={(kind) => onChange({ kind })}
          />
        </Fact>
      )}
      {encoding && (
        <Fact label={t('check.encoding')}>
          <Select
            size="small"
            aria-label={t('check.encoding')}
            value={chosenEncoding ?? encoding.name}
            popupMatchSelectWidth={false}
            options={encodingOptions(encoding).map((name) => ({
              value: name,
              label: t(`encodingName.${name}`, name),
            }))}
            onChange={(name) => onChange({ encoding: name })}
          />
          <Figure
            explain={t('check.confidenceHelp')}
            value={
              <QuietTag tone={confidence === 'guess' ? 'amber' : 'plain'}>
                {t(`check.confidence.${confidence}`)}
              </QuietTag>
            }
          />
        </Fact>
      )}
      {delimiter !== null && (
        <Fact label={t('check.delimiter')}>
          <Select
            size="small"
            aria-label={t('check.delimiter')}
            value={delimiter}
            popupMatchSelectWidth={false}
            options={offeredDelimiters(delimiter).map((sign) => ({
              value: sign,
              label: delimiterText(sign),
            }))}
            onChange={(sign) => onChange({ delimiter: sign })}
          />
        </Fact>
      )}
      {sheet !== null && sheets.length > 0 && (
        <Fact label={t('check.sheet')}>
          <Select
            size="small"
            aria-label={t('check.sheet')}
            value={sheet}
            popupMatchSelectWidth={false}
            options={sheets.map(({ name, rows }) => ({
              value: name,
              label: t('check.sheetOption', { name, rows: rows.toLocaleString() }),
            }))}
            onChange={(name) => onChange({ sheet: name })}
          />
        </Fact>
      )}
      {format !== 'vcard' && (
        <Fact label={t('check.header')}>
          <Switch
            size="small"
            aria-label={t('check.header')}
            checked={inspection.hasHeader}
            onChange={(hasHeader) => onChange({ hasHeader })}
          />
        </Fact>
      )}
      <span className={style.rereading} aria-live="polite">
        {rereading && t('check.rereading')}
      </span>
    </div>
  );
}
