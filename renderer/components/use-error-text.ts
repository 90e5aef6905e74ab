import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf, errorKey } from './error-text.ts';

/** `errorText(error)`: one sentence that says what happened and what to do. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('common');
  return useCallback((error) => t(errorKey(errorCodeOf(error))), [t]);
}
