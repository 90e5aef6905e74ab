/** Gives every component the typed client of core and its query helpers. */
import { createORPCClient } from '@orpc/client';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { ApiClient } from '#shared/contract/api.ts';
import type { Connection } from './connect.ts';

export type Orpc = RouterUtils<ApiClient>;

interface ApiValue {
  readonly api: ApiClient;
  readonly orpc: Orpc;
  readonly connection: Connection;
}

const ApiContext = createContext<ApiValue | null>(null);

export function createApi(connection: Connection): ApiClient {
  return createORPCClient<ApiClient>(connection.link);
}

export function ApiProvider(props: { connection: Connection; children: ReactNode }) {
  const { connection } = props;
  const value = useMemo(() => {
    const api = createApi(connection);
    return { api, orpc: createTanstackQueryUtils(api), connection };
  }, [connection]);
  return <ApiContext.Provider value={value}>{props.children}</ApiContext.Provider>;
}

function useApiValue(): ApiValue {
  const value = useContext(ApiContext);
  if (!value) throw new Error('ApiProvider is missing');
  return value;
}

/** The typed client: `await useApi().note.create({…})`. */
export function useApi(): ApiClient {
  return useApiValue().api;
}

/** Query helpers: `useQuery(orpc.customer.list.queryOptions({ input }))`. Local data stays fresh through live events. */
export function useOrpc(): Orpc {
  return useApiValue().orpc;
}

export function useConnection(): Connection {
  return useApiValue().connection;
}
