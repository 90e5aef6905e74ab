import {
  AuditOutlined,
  BarChartOutlined,
  BranchesOutlined,
  CheckSquareOutlined,
  ImportOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  ReadOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { KeyHint } from '../components/key-hint.tsx';
import { useOrpc } from '../platform/api-context.tsx';
import { toggleNav, useLayout } from '../stores/layout.ts';
import type { Place, PlaceName } from './place.ts';

const icons: Record<PlaceName, ReactNode> = {
  today: <CheckSquareOutlined />,
  customers: <TeamOutlined />,
  content: <ReadOutlined />,
  review: <BarChartOutlined />,
  admin: <AuditOutlined />,
  import: <ImportOutlined />,
  conflicts: <BranchesOutlined />,
  settings: <SettingOutlined />,
};

function NavigationItem({ place, count }: { place: Place; count: number }) {
  const { t } = useTranslation('common');
  const collapsed = useLayout((state) => state.navCollapsed);
  const name = t(`place.${place.name}`);
  return (
    <Tooltip
      placement="right"
      mouseEnterDelay={collapsed ? 0.2 : 0.8}
      title={
        <span className="nav-tip">
          {name} <KeyHint keys={place.keys} />
        </span>
      }
    >
      <NavLink className="nav-item" to={place.path} aria-label={count > 0 ? `${name} (${count})` : name}>
        <span className="nav-icon">{icons[place.name]}</span>
        <span className="nav-word">{name}</span>
        {count > 0 && <span className="nav-count">{count}</span>}
      </NavLink>
    </Tooltip>
  );
}

export const Navigation = memo(function Navigation({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('common');
  const orpc = useOrpc();
  const collapsed = useLayout((state) => state.navCollapsed);
  const sync = useQuery(orpc.sync.state.queryOptions());
  const toDecide = (sync.data?.openConflicts ?? 0) + (sync.data?.rejections ?? 0);
  const countOf = (place: Place): number => (place.name === 'conflicts' ? toDecide : 0);
  const item = (place: Place) => <NavigationItem key={place.name} place={place} count={countOf(place)} />;
  return (
    <nav className="frame-nav" aria-label={t('nav.label')}>
      <div className="nav-brand">
        <img src="./icon.svg" alt="" width={28} height={28} />
        <span className="nav-word">{t('app.short')}</span>
      </div>
      <div className="nav-list">{places.filter((place) => place.shown === 'menu').map(item)}</div>
      <div className="nav-list nav-foot">
        {places.filter((place) => place.shown === 'foot').map(item)}
        <button
          type="button"
          className="nav-item"
          onClick={toggleNav}
          aria-label={t(collapsed ? 'nav.expand' : 'nav.collapse')}
          title={t(collapsed ? 'nav.expand' : 'nav.collapse')}
        >
          <span className="nav-icon">{collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}</span>
          <span className="nav-word">{t('nav.collapse')}</span>
        </button>
      </div>
    </nav>
  );
});
