/** Which links may leave the program. */
const allowedProtocols = new Set(['https:', 'mailto:', 'tel:']);

/** The address to open, or undefined when it is not one we open: other schemes, credentials in it, not an address. */
export function checkedLink(text: string): string | undefined {
  if (text.length > 2_000) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !allowedProtocols.has(url.protocol) || url.username || url.password) return undefined;
  return url.href;
}
