import { CoreError } from '../core-error.ts';

/**
 * The origin behind what a person typed; without a scheme https is meant, but for this machine. Plain http is for this
 * machine only (REFUSED INSECURE_ADDRESS); anything that is no address of a server is BAD_ADDRESS.
 */
export function serverOrigin(typed: string): string {
  const text = typed.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/.test(text);
  const withScheme = hasScheme ? text : `${isLocal ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(withScheme)) throw new CoreError('REFUSED', 'BAD_ADDRESS');
  const url = new URL(withScheme);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url.hostname === '' || !isPlain || url.pathname !== '/') throw new CoreError('REFUSED', 'BAD_ADDRESS');
  if (url.protocol === 'https:') return url.origin;
  if (url.protocol !== 'http:') throw new CoreError('REFUSED', 'BAD_ADDRESS');
  if (!isLoopback(url.hostname)) throw new CoreError('REFUSED', 'INSECURE_ADDRESS');
  return url.origin;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
