/** Asks core once a minute what is due; the desktop says it outside the window, a browser above the page. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { NoticeView } from '#shared/contract/notice.ts';
import { useApi } from '../platform/api-context.tsx';
import { useShell } from '../platform/shell.ts';

const everyMs = 60_000;
const kinds = ['reply', 'appointment', 'promise'] as const;

export const NoticeStrip = memo(function NoticeStrip() {
  const { t } = useTranslation('common');
  const api = useApi();
  const shell = useShell();
  const navigate = useNavigate();
  const [notice, setNotice] = useState<NoticeView | null>(null);

  useEffect(() => {
    const look = async () => {
      try {
        const due = await api.notice.take();
        if (due && !(await shell.notify(due))) setNotice(due);
      } catch {
        // A reminder that cannot be asked for is no news: the page says by itself when core is away.
      }
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [api, shell]);

  if (!notice) return null;
  const { counts, customerId } = notice;
  const open = () => {
    setNotice(null);
    void navigate(customerId === null ? '/today' : `/customers/${customerId}`);
  };
  return (
    <div className="notice-strip" role="status">
      <span>
        {kinds
          .filter((kind) => counts[kind] > 0)
          .map((kind) => t(`notice.${kind}`, { n: counts[kind] }))
          .join(' · ')}
      </span>
      <span>
        <Button size="small" onClick={open}>
          {t(customerId === null ? 'notice.openToday' : 'notice.openCard')}
        </Button>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('notice.close')}
          onClick={() => setNotice(null)}
        />
      </span>
    </div>
  );
});
