/** Certificates made on the spot with openssl: one authority, and good and bad certificates for a server. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  key: string;
  cert: string;
}

export interface Authority {
  /** For NODE_EXTRA_CA_CERTS. */
  file: string;
  issue(name: string, options?: { under?: readonly string[] }): Certificate;
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Two made in one folder need different names. */
export function makeAuthority(folder: string, name: string): Authority {
  const path = (file: string) => join(folder, `${name}-${file}`);
  const subject = ['-subj', `/CN=${name}`];
  openssl(
    [],
    'req',
    '-x509',
    ...curve,
    '-keyout',
    path('ca.key'),
    '-out',
    path('ca.pem'),
    '-days',
    '2',
    ...subject,
  );
  let issued = 0;
  return {
    file: path('ca.pem'),
    issue(host, { under = [] } = {}) {
      const own = (file: string) => path(`${++issued}-${file}`);
      const [key, request, cert] = [own('key'), own('csr'), own('pem')];
      const alt = ['-addext', `subjectAltName=DNS:${host}`];
      openssl([], 'req', ...curve, '-keyout', key, '-out', request, '-subj', `/CN=${host}`, ...alt);
      const signer = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial'];
      const what = ['-in', request, '-out', cert, '-days', '2', '-copy_extensions', 'copy'];
      openssl(under, 'x509', '-req', ...what, ...signer);
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    },
  };
}

function openssl(under: readonly string[], ...args: string[]): void {
  const [command, ...rest] = [...under, 'openssl', ...args];
  execFileSync(command!, rest, { stdio: 'pipe', timeout: 20_000 });
}
