import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import './state-view.css';

interface EmptyStateProps {
  title: string;
  /** What this place is for. */
  text?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  icon?: ReactNode;
}

export function EmptyState({ title, text, action, icon }: EmptyStateProps) {
  return (
    <div className="state-view">
      <div className="state-view-icon" aria-hidden="true">
        {icon ?? <InboxOutlined />}
      </div>
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {action !== undefined && <div className="state-view-action">{action}</div>}
    </div>
  );
}
