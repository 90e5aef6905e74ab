import { useId, type ReactNode } from 'react';

/** A labelled field; the control gets the id its label points to. */
export function Field(props: { label: string; help?: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.help && <span className="sign-in-help">{props.help}</span>}
    </div>
  );
}
