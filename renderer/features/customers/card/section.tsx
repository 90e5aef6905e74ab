import type { ReactNode } from 'react';
import style from './section.module.css';

/** A titled part of the card, with at most one quiet action beside the title. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={style.section} aria-label={title}>
      <div className={style.head}>
        <h3>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
