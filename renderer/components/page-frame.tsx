/** The frame of a screen: title, one line under it, actions on the right, content no wider than it reads well. */
import type { ReactNode } from 'react';
import './page-frame.css';

interface PageFrameProps {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** `reading` 880 px, `wide` 1280 px, `full` all there is and as high as the window (for lists that scroll inside). */
  width?: 'reading' | 'wide' | 'full';
  children: ReactNode;
}

export function PageFrame({ title, subtitle, actions, width = 'wide', children }: PageFrameProps) {
  return (
    <section className={`page-frame page-frame-${width}`}>
      <header className="page-frame-head">
        <div className="page-frame-words">
          <h1>{title}</h1>
          {subtitle !== undefined && <div className="page-frame-subtitle">{subtitle}</div>}
        </div>
        {Boolean(actions) && <div className="page-frame-actions">{actions}</div>}
      </header>
      <div className="page-frame-body">{children}</div>
    </section>
  );
}
