/** The company server with the big book, as a child process that says where it listens. */
import { startCompanyServer } from '#test/support/company-server.ts';
import { testCompany } from '#test/support/test-company.ts';
import { bigBookRows } from './big-book-rows.ts';

const company = await testCompany({ customersPerBook: 0 });
const [rep] = company.reps;
const server = await startCompanyServer({
  company: { ...company.seed, rows: bigBookRows(rep.bookId!, rep.id) },
});
process.on('SIGTERM', () => void server.close().finally(() => process.exit(0)));
// Nobody needs it once who asked for it is gone.
process.on('disconnect', () => void server.close().finally(() => process.exit(0)));
process.send?.({ type: 'listening', url: server.url, company: company.slug, account: rep.account });
