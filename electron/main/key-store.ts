/** Wraps the key of the local file with the system's key store. */
import { safeStorage } from 'electron';

/** Why a key could not be wrapped: the machine has no key store worth the name. */
export class NoKeyStore extends Error {}

/** Electron's Linux fallback `basic_text` hides the key behind a constant: that is no key store. */
async function assertAvailable(): Promise<void> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new NoKeyStore('no key store');
  if (
    process.platform === 'linux' &&
    ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  ) {
    throw new NoKeyStore('the key store would keep the key in plain text');
  }
}

/** Base64 in, base64 out. Throws {@link NoKeyStore}, or what the system reports. */
export async function wrapKey(key: string): Promise<string> {
  await assertAvailable();
  return (await safeStorage.encryptStringAsync(key)).toString('base64');
}

export async function unwrapKey(wrapped: string): Promise<string> {
  await assertAvailable();
  const bytes = Buffer.from(wrapped, 'base64');
  const first = await safeStorage.decryptStringAsync(bytes);
  // The store rotated its own key: Electron gives the text of the new one at the second call.
  return first.shouldReEncrypt ? (await safeStorage.decryptStringAsync(bytes)).result : first.result;
}
