/** Customers into a file: the server grants and counts it first, then the file is made here from the local rows. */
import type { ExportInput } from '#shared/contract/export.ts';
import type { CustomerFilter } from '#shared/domain/list-view.ts';
import { dateOf, minuteOf } from '#shared/domain/calendar.ts';
import { conditionKinds } from '#shared/domain/segment/segment.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { exportAllowance, exportResponse, type ExportFormat } from '#shared/protocol/export.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadExportCustomers, type ExportCustomer } from '../db/repository/export-row.ts';
import { csvFile } from '../export/csv-file.ts';
import type { ExportLanguage } from '../export/export-header.ts';
import { exportTable } from '../export/export-table.ts';
import { vcardFile } from '../export/vcard-file.ts';
import { xlsxFile } from '../export/xlsx-file.ts';

const extensions: Record<ExportFormat, string> = { csv: 'csv', xlsx: 'xlsx', vcard: 'vcf' };
const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcard: 'text/vcard;charset=utf-8',
};

export function createExportService({ db, server, identity }: CoreContext) {
  return {
    allowance: () => server.get('/v1/export/allowance', exportAllowance),

    async run({ format, customerIds, filter, picked, language }: ExportInput) {
      const customers = loadExportCustomers(db, customerIds);
      if (customers.length === 0) throw new CoreError('NOT_FOUND');
      const request = { format, rows: customers.length, filter: filterWords(filter, picked) };
      const answer = await server.post('/v1/export/begin', request, exportResponse);
      if (!answer.granted) throw new CoreError('REFUSED', 'EXPORT_LIMIT');
      const { exportId, at, rowsLeft } = answer;
      const day = dateOf(at);
      const watermark = `${identity.name} ${day} ${timeOf(at)} ${exportId}`;
      const bytes = await fileOf(format, customers, watermark, language);
      const title = language === 'en' ? 'Customers' : '客户';
      return {
        fileName: safeFileName(
          `${title} ${identity.name} ${day} ${exportId.slice(-6)}`,
          extensions[format],
          title,
        ),
        bytes: new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaTypes[format] }),
        rows: customers.length,
        rowsLeft,
        exportId,
      };
    },
  };
}

async function fileOf(
  format: ExportFormat,
  customers: readonly ExportCustomer[],
  watermark: string,
  language: ExportLanguage,
): Promise<Uint8Array> {
  if (format === 'vcard') return vcardFile(customers, watermark);
  const table = exportTable(customers, watermark, language);
  return format === 'csv' ? csvFile(table) : xlsxFile(table, watermark);
}

/** `HH:mm` in the company's zone. */
function timeOf(at: string): string {
  const minute = minuteOf(Date.parse(at));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Which filter was set, for the audit log. Texts of it (a search, tags) may be a customer's: only that there was one. */
export function filterWords(filter: CustomerFilter, picked = false): string {
  return [
    picked ? 'picked' : '',
    filter.tiers?.length ? `tiers=${filter.tiers.join(',')}` : '',
    filter.statuses?.length ? `statuses=${filter.statuses.join(',')}` : '',
    filter.tags?.length ? `tags=${filter.tags.length}` : '',
    filter.search ? 'search' : '',
    filter.due ? 'due' : '',
    filter.tierMoved ? 'moved' : '',
    filter.deleted ? 'deleted' : '',
    filter.segment ? ['where', [...conditionKinds(filter.segment)].join(',')].filter(Boolean).join('=') : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 200);
}
