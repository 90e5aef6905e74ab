import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { useShell } from '../platform/shell.ts';
import { openFrameWindow } from '../stores/frame-window.ts';
import { createRouter, homeOf } from './route.tsx';
import { useRuleWords } from './rules-in-force.ts';
import { useIdentity } from './session.tsx';

/** Whose places the address of this window belongs to; a place may name a customer. */
let formerPersonId: string | null = null;

/** The program for the person who is signed in. Another person starts at home, the same one where the lock came. */
export function Program() {
  const { role, personId } = useIdentity();
  const shell = useShell();
  useRuleWords();
  const [router] = useState(() => {
    if (formerPersonId !== null && formerPersonId !== personId) window.location.hash = '';
    formerPersonId = personId;
    return createRouter(role);
  });
  useEffect(
    () =>
      shell.onNavigate((target) => {
        if (target === 'palette') openFrameWindow('palette');
        else void router.navigate(target.startsWith('/') ? target : homeOf(role));
      }),
    [shell, router, role],
  );
  useEffect(() => () => router.dispose(), [router]);
  return <RouterProvider router={router} />;
}
