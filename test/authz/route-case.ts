/** No route without a line in the table: the list is what the server prints of itself. */
import type { Cast } from './cast.ts';
import { otherRoutes, routeDoors } from './route-table.ts';

export async function checkRoutes({ server, recorder }: Cast): Promise<void> {
  const printed = server.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, url, methods] = /(\/\S*) \(([A-Z, ]+)\)/.exec(line) ?? [];
      return url && methods
        ? [{ url, methods: methods.split(', ').filter((method) => method !== 'HEAD') }]
        : [];
    });
  const listed = new Set([...Object.keys(routeDoors), ...Object.keys(otherRoutes)]);
  const described = (server.app as unknown as { swagger(): { paths: object } }).swagger().paths;
  const all = new Set([...printed.map(({ url }) => url), ...Object.keys(described)]);
  const unknown = [...all].filter((url) => !listed.has(url));
  recorder.check('every route stands in the table of routes', unknown.length === 0, unknown);
  const stale = [...listed].filter((url) => !all.has(url));
  recorder.check('every line of the table of routes is a route', stale.length === 0, stale);
  const many = printed.filter(({ methods }) => methods.length !== 1);
  recorder.check('every route has one method', many.length === 0, many);
  for (const { url, methods } of printed) {
    const doors = [routeDoors[url] ?? []].flat();
    const wrong = doors.some(({ method }) => method !== methods[0]);
    recorder.check(`${url} has the method of the table`, !wrong, methods);
  }
}
