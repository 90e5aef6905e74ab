/** Hands a file to the person: the browser's download; in the desktop window the system asks where to put it. */
export function saveFile(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads the bytes after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
