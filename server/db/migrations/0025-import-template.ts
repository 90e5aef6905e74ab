/** How the columns of a kind of file are mapped, on every device of the person. */
import { replicated } from '../replicated.ts';

export const statements: readonly string[] = [
  ...replicated(
    'import_template',
    `name text not null, kind text not null, headers text not null, columns json not null, kept_at text not null`,
  ),
  `create index import_template_tombstone on import_template (scope_id, version) where deleted_at is not null`,
];
