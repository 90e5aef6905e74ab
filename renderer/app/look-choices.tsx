import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  setDensity,
  setLanguage,
  setTheme,
  useLayout,
  type Density,
  type Language,
  type ThemeChoice,
} from '../stores/layout.ts';

/** Theme, language and density; every choice works at once. */
export function LookChoices() {
  const { t } = useTranslation('common');
  const { theme, language, density } = useLayout();
  return (
    <div className="look-choices">
      <span>{t('look.theme')}</span>
      <Segmented<ThemeChoice>
        aria-label={t('look.theme')}
        value={theme}
        onChange={setTheme}
        options={(['light', 'dark', 'system'] as const).map((value) => ({
          value,
          label: t(`look.${value}`),
        }))}
      />
      <span>{t('look.language')}</span>
      <Segmented<Language>
        aria-label={t('look.language')}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'zh-CN', label: t('look.chinese') },
          { value: 'en', label: t('look.english') },
        ]}
      />
      <span>{t('look.density')}</span>
      <Segmented<Density>
        aria-label={t('look.density')}
        value={density}
        onChange={setDensity}
        options={(['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`look.${value}`) }))}
      />
    </div>
  );
}
