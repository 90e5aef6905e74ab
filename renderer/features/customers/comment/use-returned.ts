import { useEffect, useState } from 'react';

/**
 * True once the person has left the window after copying and come back; also where the comment had been copied before the
 * page was loaded.
 */
export function useReturned(copiedAt: string | null): boolean {
  const [returnedFor, setReturnedFor] = useState(copiedAt);
  useEffect(() => {
    if (copiedAt === null) return;
    let isAway = !document.hasFocus() || document.hidden;
    const leave = () => {
      isAway = true;
    };
    const comeBack = () => {
      if (isAway && !document.hidden) setReturnedFor(copiedAt);
    };
    const onVisibility = () => (document.hidden ? leave() : comeBack());
    addEventListener('blur', leave);
    addEventListener('focus', comeBack);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      removeEventListener('blur', leave);
      removeEventListener('focus', comeBack);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [copiedAt]);
  return copiedAt !== null && returnedFor === copiedAt;
}
