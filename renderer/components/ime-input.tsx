/** Text fields in which Enter never acts while a Chinese word is being composed. */
import { Input, type InputProps, type InputRef } from 'antd';
import type { TextAreaProps, TextAreaRef } from 'antd/es/input/TextArea';
import type { KeyboardEvent, Ref } from 'react';

/** True while the IME owns the key: 229 is what browsers send for the Enter that ends a composition. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/**
 * An `onKeyDown` that calls `submit` on Enter (`plain`) or on Ctrl/Cmd+Enter (`mod`, for fields with several lines).
 * Shift+Enter never submits; one press submits once, also where a field and the form around it both listen, or it is held.
 */
export function useEnterSubmit(submit: () => void, keys: 'plain' | 'mod' = 'plain') {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    if (event.defaultPrevented || event.repeat) return;
    if (keys === 'mod' && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    submit();
  };
}

export function ImeInput({
  onEnter,
  ref,
  ...props
}: InputProps & { onEnter?: () => void; ref?: Ref<InputRef> }) {
  const onKeyDown = useEnterSubmit(() => onEnter?.());
  return (
    <Input
      {...props}
      ref={ref}
      onKeyDown={(event) => {
        props.onKeyDown?.(event);
        if (onEnter && !event.defaultPrevented) onKeyDown(event);
      }}
    />
  );
}

/** Several lines; Ctrl/Cmd+Enter submits. */
export function ImeTextArea({
  onSubmit,
  ref,
  ...props
}: Omit<TextAreaProps, 'onSubmit'> & { onSubmit?: () => void; ref?: Ref<TextAreaRef> }) {
  const onKeyDown = useEnterSubmit(() => onSubmit?.(), 'mod');
  return (
    <Input.TextArea
      {...props}
      ref={ref}
      onKeyDown={(event) => {
        props.onKeyDown?.(event);
        if (onSubmit && !event.defaultPrevented) onKeyDown(event);
      }}
    />
  );
}
