/** Serves the built page under its own scheme: no file:// page, one origin, one strict policy. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { protocol } from 'electron';

export const pageOrigin = 'rapport://app';
const root = fileURLToPath(new URL('../renderer/', import.meta.url));

/** Scripts only from the bundle; inline styles because antd writes its style sheets at run time. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'rapport',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function servePage(): void {
  protocol.handle('rapport', answer);
}

/** The file of the built page an address names; 404 for everything else, also for a path that leaves the folder. */
export async function answer(request: { url: string; method: string }): Promise<Response> {
  const url = new URL(request.url);
  if (url.host !== 'app' || request.method !== 'GET') return new Response(null, { status: 404 });
  const path = decodePath(url.pathname);
  if (path === undefined) return new Response(null, { status: 404 });
  const file = resolve(root, `.${path}`);
  const contentType = contentTypes[extname(file)];
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep) || !contentType)
    return new Response(null, { status: 404 });
  try {
    return new Response(await readFile(file), {
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** Undefined where the percent-encoding is broken. */
function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  } catch {
    return undefined;
  }
}
