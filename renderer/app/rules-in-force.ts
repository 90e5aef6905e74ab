/** The numbers of the rules that hold for the person signed in: of their own, their team's or the company's, else the default. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { defaultSettings, type SettingKey } from '#shared/domain/setting.ts';
import { ruleFigures, setRuleFigures } from '../locales/rule-figure.ts';
import { useOrpc } from '../platform/api-context.tsx';

function useOwnSettings() {
  const orpc = useOrpc();
  return useQuery(orpc.setting.list.queryOptions({ input: {} })).data?.settings;
}

/** Words that name a number of the rules say the one in force from here on. */
export function useRuleWords(): void {
  const settings = useOwnSettings();
  useEffect(() => {
    if (!settings) return;
    const inForce = new Map(settings.map(({ key, effective }) => [key, effective]));
    setRuleFigures(ruleFigures((key) => inForce.get(key)));
  }, [settings]);
}

/** The default until it is known. */
export function useRuleNumber(key: SettingKey): number {
  const settings = useOwnSettings();
  return settings?.find((one) => one.key === key)?.effective ?? (defaultSettings[key] as number);
}
