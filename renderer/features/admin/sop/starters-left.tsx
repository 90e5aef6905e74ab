/** The SOPs that come with the program and that the company does not have yet: added with one click, taken back with another. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopChangeResult, SopStarter } from '#shared/protocol/sop.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useChangeSop } from './use-sops.ts';
import style from './sop.module.css';

export function StartersLeft({ starters }: { starters: readonly SopStarter[] }) {
  const { t, i18n } = useTranslation('sop');
  const change = useChangeSop();
  const say = useUndoToast();
  const fail = useFailToast();
  const [isBusy, setBusy] = useState(false);
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' }).format(
    starters.map(({ name }) => name),
  );
  const add = async () => {
    setBusy(true);
    try {
      const added: SopChangeResult[] = [];
      for (const { code } of starters) added.push(await change({ do: 'addStarter', code }));
      say(t('starters.added', { count: added.length }), async () => {
        for (const { code, edition } of added) await change({ do: 'takeBack', code, seenEdition: edition });
      });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={style.starters}>
      <div>
        <strong>{t('starters.left', { count: starters.length })}</strong>
        <p>{t('starters.help', { names })}</p>
      </div>
      <Button loading={isBusy} onClick={() => void add()}>
        {t('starters.add')}
      </Button>
    </div>
  );
}
