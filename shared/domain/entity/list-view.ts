/** A view of the customer list that a person saved under a name. */
import { z } from 'zod';
import { customerFilter, customerSort, listColumns, sortsAtMost } from '../list-view.ts';
import { integer, json, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

export const listView = defineEntity({
  name: 'list_view',
  scope: 'user',
  write: 'patch',
  since: 3,
  columns: {
    name: text(50, { patch: true }),
    filter: json(customerFilter, { patch: true }),
    /** The first decides, the next ones settle ties. */
    sorts: json(z.array(customerSort).min(1).max(sortsAtMost), { patch: true }),
    columns: json(z.array(z.enum(listColumns)).max(listColumns.length), { patch: true }),
    ordinal: integer(0, 100_000, { patch: true }),
  },
});

export type ListView = Row<typeof listView>;
