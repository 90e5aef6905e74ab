import type { ReactNode, Ref } from 'react';
import { keepFocus } from '../../../components/focus.ts';
import style from './section.module.css';

const keepInSection = (head: HTMLElement | null) => keepFocus(head?.parentElement ?? null);

/** A titled part of the card, with at most one quiet action beside the title. */
export function Section({
  title,
  action,
  ref,
  className,
  children,
}: {
  title: string;
  action?: ReactNode;
  ref?: Ref<HTMLElement>;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section ref={ref} className={`${style.section} ${className ?? ''}`} aria-label={title}>
      <div ref={keepInSection} className={style.head}>
        <h3>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
