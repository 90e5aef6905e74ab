/** What people call a platform that Node and browsers name otherwise. */
const names: [start: RegExp, name: string][] = [
  [/^win/i, 'Windows'],
  [/^(darwin|mac)/i, 'macOS'],
  [/^linux/i, 'Linux'],
];

export function platformName(platform: string): string {
  return names.find(([start]) => start.test(platform))?.[1] ?? platform;
}
