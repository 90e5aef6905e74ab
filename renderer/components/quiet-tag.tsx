import { CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import './piece.css';

interface QuietTagProps {
  children: ReactNode;
  /** amber = due, red = a problem, accent = chosen; plain for everything else. */
  tone?: 'plain' | 'accent' | 'amber' | 'red';
  title?: string;
  /** Shows a small cross; `removeLabel` names it for a screen reader. */
  onRemove?: () => void;
  removeLabel?: string;
}

export function QuietTag({ children, tone = 'plain', title, onRemove, removeLabel }: QuietTagProps) {
  return (
    <span className="quiet-tag" data-tone={tone} title={title}>
      <span className="quiet-tag-text">{children}</span>
      {onRemove && (
        <button type="button" className="quiet-tag-remove" aria-label={removeLabel} onClick={onRemove}>
          <CloseOutlined />
        </button>
      )}
    </span>
  );
}
