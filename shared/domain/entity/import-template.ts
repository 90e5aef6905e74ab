/** How the columns of files with these headers go on import, kept under a name, on every device of the person. */
import { z } from 'zod';
import { choice, instant, json, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** A newer program may know more fields: whoever reads it leaves out what it does not know. */
const keptColumn = z.strictObject({
  index: z.int().min(0).max(1_000),
  header: z.string().max(200),
  field: z.string().max(40),
  label: z.string().max(200).optional(),
});

export const importTemplate = defineEntity({
  name: 'import_template',
  scope: 'user',
  write: 'patch',
  since: 4,
  columns: {
    name: text(50, { patch: true }),
    kind: choice(['customer', 'order']),
    /** SHA-256 of the headers as they are compared: without case, spaces, marks and remarks in brackets. */
    headers: text(64),
    columns: json(z.array(keptColumn).max(256), { patch: true }),
    keptAt: instant({ patch: true }),
  },
});

export type ImportTemplateRow = Row<typeof importTemplate>;
