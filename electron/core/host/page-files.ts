/** Serves the built page from one folder, with the headers that keep anything else out of it. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** antd writes its styles at run time, so styles (and only styles) may be inline. */
export function contentSecurityPolicy(port: number): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function createPageFiles(pageDir: string) {
  return async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    port: number,
  ): Promise<void> {
    response.setHeader('content-security-policy', contentSecurityPolicy(port));
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(response, 405, 'method not allowed');
    const path = pathOf(request.url ?? '/');
    if (path === undefined) return end(response, 400, 'bad address');
    const file = await findFile(path);
    if (!file) {
      const isPage = extname(path) === '';
      return end(response, isPage ? 503 : 404, isPage ? 'the page has not been built' : 'not found');
    }
    response.setHeader('content-type', contentTypes[extname(file.name)] ?? 'application/octet-stream');
    response.setHeader(
      'cache-control',
      path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store',
    );
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  };

  /** The file itself, or the start page for a place inside the program. */
  async function findFile(path: string): Promise<{ name: string; bytes: Buffer } | undefined> {
    const name = extname(path) === '' ? 'index.html' : path;
    const full = join(pageDir, name);
    if (!full.startsWith(normalize(pageDir + sep))) return undefined;
    try {
      return { name, bytes: await readFile(full) };
    } catch {
      return undefined;
    }
  }
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return path.includes('\0') || path.includes('\\') ? undefined : path;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
