/** Asks for the encoding where the bytes do not decide it, beside the text as it reads in the one tried now. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './import.module.css';

interface EncodingGuessProps {
  candidates: string[];
  /** The encoding the sample was read in. */
  tried: string | undefined;
  sample: string[][];
  onChoose: (encoding: string) => void;
}

export function EncodingGuess({ candidates, tried, sample, onChoose }: EncodingGuessProps) {
  const { t } = useTranslation('import');
  return (
    <Alert
      type="warning"
      showIcon
      title={t('check.guessTitle')}
      description={
        <div className={style.guess}>
          <p>{t('check.guessBody')}</p>
          <fieldset className={style.guessChoices} aria-label={t('check.encoding')}>
            {candidates.map((name) => (
              <Button
                key={name}
                size="small"
                type={name === tried ? 'primary' : 'default'}
                aria-pressed={name === tried}
                onClick={() => onChoose(name)}
              >
                {t(`encodingName.${name}`, name)}
              </Button>
            ))}
          </fieldset>
          <ul className={style.guessSample}>
            {sample.slice(0, 4).map((row, index) => (
              <li key={index}>{row.filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </div>
      }
    />
  );
}
