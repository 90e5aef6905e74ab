/** `npm run lint`: oxlint with types, prettier's check, knip. Each prints its findings; the last line sums up. */
import { runChecks } from './lib/check.ts';

const failed = await runChecks(['oxlint', 'prettier', 'knip']);
process.exitCode = failed === 0 ? 0 : 1;
