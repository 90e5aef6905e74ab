/** What the address asks of the card it names (`?entry=`, `?fill=`, …): the card before it, which stays for a moment, is not asked. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';

interface Asked {
  asked: URLSearchParams;
  /** Replaces what is asked; nothing by default, which is how a thing is asked once. */
  setAsked: (params?: Record<string, string>) => void;
}

const AskedContext = createContext<Asked | undefined>(undefined);

/** @param isFormer the card in view is not the one of the address yet */
export function AskedOfCard({ isFormer, children }: { isFormer: boolean; children: ReactNode }) {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [shown, setShown] = useState(search);
  if (!isFormer && shown !== search) setShown(search);
  const value = useMemo(
    () => ({
      asked: new URLSearchParams(shown),
      setAsked: (params: Record<string, string> = {}) =>
        void navigate({ search: new URLSearchParams(params).toString() }, { replace: true }),
    }),
    [shown, navigate],
  );
  return <AskedContext value={value}>{children}</AskedContext>;
}

export function useAsked(): Asked {
  const asked = useContext(AskedContext);
  if (!asked) throw new Error('no card around it');
  return asked;
}
