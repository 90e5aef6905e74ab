/** Start-up: link to core, language, providers. */
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../locales/register.ts';
import { ApiProvider } from '../platform/api-context.tsx';
import { connect } from '../platform/connect.ts';
import { createQueryClient } from '../platform/query-client.ts';
import { keepToken } from '../platform/socket-link.ts';
import { useLayout } from '../stores/layout.ts';
import 'antd/dist/antd.css';
import './app.css';
import { ErrorBoundary } from './error-boundary.tsx';
import { LookProvider } from './look-provider.tsx';
import { SessionGate } from './session-gate.tsx';

keepToken();
const connection = connect();
const queryClient = createQueryClient();
await startLanguage(useLayout.getState().language);

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <LookProvider>
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <ApiProvider connection={connection}>
          <SessionGate />
        </ApiProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  </LookProvider>,
);
