/** The places of the program. Each feature exports one page; a page is loaded when it is first opened. */
import { lazy, Suspense, type ReactNode } from 'react';
import { createHashRouter, Navigate, type RouteObject } from 'react-router';
import type { Identity } from '#shared/protocol/auth.ts';
import { ListSkeleton } from '../components/list-skeleton.tsx';
import { ErrorPage } from './error-page.tsx';
import { Frame } from './frame.tsx';

const loadToday = () => import('../features/today/today-page.tsx');

/** Fetches a rep's first page while the password is still being typed. */
export function prefetchToday(): void {
  // A failure shows when the page is opened.
  loadToday().catch(() => undefined);
}

const TodayPage = lazy(async () => ({ default: (await loadToday()).TodayPage }));
const WeekPage = lazy(async () => ({
  default: (await import('../features/today/week/week-page.tsx')).WeekPage,
}));
const CustomersPage = lazy(async () => ({
  default: (await import('../features/customers/customers-page.tsx')).CustomersPage,
}));
const ImportPage = lazy(async () => ({
  default: (await import('../features/import/import-page.tsx')).ImportPage,
}));
const ContentPage = lazy(async () => ({
  default: (await import('../features/content/content-page.tsx')).ContentPage,
}));
const ReviewPage = lazy(async () => ({
  default: (await import('../features/review/review-page.tsx')).ReviewPage,
}));
const AdminPage = lazy(async () => ({
  default: (await import('../features/admin/admin-page.tsx')).AdminPage,
}));
const ConflictsPage = lazy(async () => ({
  default: (await import('../features/conflicts/conflicts-page.tsx')).ConflictsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/settings-page.tsx')).SettingsPage,
}));
const RulesPage = lazy(async () => ({
  default: (await import('../features/settings/rules/rules-page.tsx')).RulesPage,
}));

function page(content: ReactNode): ReactNode {
  return (
    <Suspense
      fallback={
        <div className="start-page">
          <ListSkeleton />
        </div>
      }
    >
      {content}
    </Suspense>
  );
}

/** Where a role begins its day. */
export function homeOf(role: Identity['role']): string {
  return { rep: '/today', lead: '/review', admin: '/admin' }[role];
}

function routesOf(role: Identity['role']): RouteObject[] {
  return [
    {
      path: '/',
      element: <Frame />,
      errorElement: <ErrorPage />,
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { path: 'today', element: page(<TodayPage />) },
            { path: 'today/week', element: page(<WeekPage />) },
            { path: 'customers/:customerId?', element: page(<CustomersPage />) },
            { path: 'import', element: page(<ImportPage />) },
            { path: 'content', element: page(<ContentPage />) },
            { path: 'review', element: page(<ReviewPage />) },
            { path: 'admin', element: page(<AdminPage />) },
            { path: 'conflicts', element: page(<ConflictsPage />) },
            { path: 'settings', element: page(<SettingsPage />) },
            { path: 'settings/rules', element: page(<RulesPage />) },
            { path: '*', element: <Navigate to={homeOf(role)} replace /> },
            { index: true, element: <Navigate to={homeOf(role)} replace /> },
          ],
        },
      ],
    },
  ];
}

export function createRouter(role: Identity['role']) {
  return createHashRouter(routesOf(role));
}
