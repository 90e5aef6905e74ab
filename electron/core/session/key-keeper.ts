/** Keeps the key of a local file outside of it in a form that is useless without the keeper. */
export interface KeyKeeper {
  /** `system`: a key store of the operating system. `password`: derived from the sign-in password. */
  readonly kind: 'system' | 'password';
  wrap(key: Uint8Array, options: { password: string }): Promise<string>;
  /** Throws REFUSED WRONG_KEY where it cannot: another password, another system user, no key store. */
  unwrap(wrapped: string, options: { password: string }): Promise<Uint8Array>;
}
