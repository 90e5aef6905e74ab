/** 1.4 MB, 320 KB: as people read it, one digit behind the point below ten. */
export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1_024, 'KB'] : [bytes / 1_048_576, 'MB'];
  const rounded = value < 10 ? Math.max(0.1, Math.round(value * 10) / 10) : Math.round(value);
  return `${rounded} ${unit}`;
}
