import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import './piece.css';

interface FigureProps {
  /** The number as shown. */
  value: ReactNode;
  label?: ReactNode;
  /** Formula, inputs, default, as of when: shown on hover and focus. */
  explain: ReactNode;
  /** `inline` inside a sentence, `block` with the label under it. */
  shape?: 'inline' | 'block';
}

export function Figure({ value, label, explain, shape = 'inline' }: FigureProps) {
  return (
    <Tooltip title={explain} trigger={['hover', 'focus']} styles={{ root: { maxWidth: 360 } }}>
      <button type="button" className={`figure figure-${shape}`}>
        <span className="figure-value">{value}</span>
        {label !== undefined && <span className="figure-label">{label}</span>}
      </button>
    </Tooltip>
  );
}
