import type { KeyboardEvent } from 'react';
import { isComposing } from '../../../components/ime-input.tsx';

interface FormKeys {
  /** Enter in any of its fields; absent where the fields see to that themselves. */
  onSave?: () => void;
  onCancel: () => void;
}

/** Keys of a small form: Escape closes it and nothing that lies below. */
export function formKeys({ onSave, onCancel }: FormKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (isComposing(event)) return;
    if (onSave && event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      onSave();
    }
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
}
