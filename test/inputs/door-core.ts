/** The doors of core: the API a page calls, files, pasted talks, search, exports, file names, notices. */
import Papa from 'papaparse';
import ExcelJS from 'exceljs';
import { csvFile } from '#core/export/csv-file.ts';
import { vcardFile } from '#core/export/vcard-file.ts';
import { xlsxFile } from '#core/export/xlsx-file.ts';
import { readRecords } from '#core/import/read-file.ts';
import type { ImportRecord } from '#core/import/record.ts';
import { noticeView } from '#shared/contract/notice.ts';
import { parseTalk } from '#shared/domain/capture/parse-talk.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { png } from '#test/support/picture.ts';
import { keptDraft } from '#shared/contract/composer-draft.ts';
import type { TestCore } from '#test/support/test-core.ts';
import { compared, type Door, type Verdict } from './door.ts';
import { importedText, type Input } from './input.ts';

const longestName = 200;
const longestDraft = 20_000;
const longestPaste = 2_000_000;

export function coreDoors(core: TestCore, customerId: string): Door[] {
  const { api, db } = core;
  const noteOf = (id: string) => db.raw<{ body: string }>('SELECT body FROM note WHERE id = ?', id)[0]?.body;
  return [
    {
      name: 'IPC',
      async take({ text }) {
        const { id } = await api.note.create({ customerId, body: text });
        return compared(noteOf(id), text);
      },
    },
    {
      name: 'kept draft',
      async take({ text }) {
        const body = text.slice(0, longestDraft);
        const drafts = keptDraft.parse({
          ...{ tab: 'note', note: { body, nextStep: '' }, signal: { kind: 'message', body } },
          touch: { kind: 'chat', touchClass: 'care', body, replied: null },
          moment: { kind: 'family', body, posted: 'justNow', liked: false, comment: body },
          talk: { text: text.slice(0, longestPaste), proposals: [text] },
        });
        await api.customer.saveDraft({ customerId, draft: drafts });
        const { draft } = await api.customer.draft({ customerId });
        if (!draft || JSON.stringify(draft) !== JSON.stringify(drafts))
          return { kind: 'changed', got: JSON.stringify(draft) };
        return compared(draft.talk.text, text.slice(0, longestPaste));
      },
    },
    {
      name: 'name of a card',
      async take({ text }) {
        if (text.length > longestName) return { kind: 'none' };
        const made = await api.customer.create({
          fields: { name: text },
          tags: text.length <= 50 ? [text] : [],
        });
        const card = await api.customer.get({ customerId: made.customerId });
        if (text.length <= 50 && card.tags[0]?.name !== text)
          return { kind: 'changed', got: card.tags[0]?.name };
        return compared(card.name, text);
      },
    },
    {
      name: 'search box',
      async take({ text }) {
        const search = text.slice(0, longestName).toWellFormed();
        const found = await api.search.find({ text: search, limit: 8 });
        await api.customer.list({
          filter: { search, tags: [search] },
          sort: { by: 'name', direction: 'asc' },
        });
        for (const { hit } of found.customers) {
          for (const { from, to } of hit.marks) {
            if (from < 0 || to > hit.text.length || from > to) return { kind: 'changed', got: hit.text };
          }
        }
        return { kind: 'same' };
      },
    },
    {
      name: 'chat text',
      take({ text }): Verdict {
        const wanted = text
          .toWellFormed()
          .replaceAll('\u0000', '')
          .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
          .trim();
        const talk = parseTalk(`王姐 2026/3/10 10:00:00\n${text}\n\n我 2026/3/10 10:01:00\n好的\n`, {
          now: Date.parse('2026-03-10T12:00:00Z'),
          known: ['王姐'],
        });
        const said = talk?.messages
          .filter(({ speaker }) => speaker === '王姐')
          .map((message) => message.text)
          .join('\n');
        return compared(said?.replace(/[\u2028\u2029\u0085]/g, '\n').trim(), wanted);
      },
    },
    {
      name: 'file name of export',
      take({ text }): Verdict {
        const name = safeFileName(text, 'csv', '客户');
        const isSafe =
          /^[^\\/:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]+\.csv$/u.test(name) &&
          !/^(con|prn|aux|nul|com\d|lpt\d)\.|^[.~-]|[. ]\.csv$/i.test(name) &&
          Buffer.byteLength(name) <= 255;
        return isSafe ? { kind: 'same' } : { kind: 'changed', got: name };
      },
    },
    {
      name: 'attachment name',
      async take({ text }) {
        const given = { customerId, name: text.slice(0, 5_000), bytes: new Blob([png('door')]) };
        const { id, name } = await api.attachment.stage(given);
        const kept = await api.attachment.content({ id });
        await api.attachment.drop({ id });
        const isSafe =
          /^[^\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]+\.png$/u.test(name) &&
          !/^(con|prn|aux|nul|com\d|lpt\d)\.|^[.~-]|[. ]\.png$/i.test(name) &&
          Buffer.byteLength(name) <= 255;
        return isSafe && kept.name === name ? { kind: 'same' } : { kind: 'changed', got: name };
      },
    },
    {
      name: 'notification',
      take({ text }): Verdict {
        // A notice has counts only; text in any place of it is refused, so none can reach the desktop.
        const counts = { promise: 1, appointment: 0, reply: 0 };
        const shapes = [
          { counts, customerId: text },
          { counts: { ...counts, promise: text }, customerId: null },
        ];
        if (shapes.some((shape) => noticeView.safeParse(shape).success))
          return { kind: 'changed', got: text };
        const more = noticeView.safeParse({ counts, customerId: null, [text]: text });
        const kept = more.success && JSON.stringify(Object.values(more.data)).includes(JSON.stringify(text));
        return kept ? { kind: 'changed', got: text } : { kind: 'same' };
      },
    },
  ];
}

type FileMaker = (inputs: readonly Input[]) => Promise<Uint8Array> | Uint8Array;

const isName = ({ text }: Input) => text.length <= longestName;

const table = (inputs: readonly Input[]) => [['姓名', '备注'], ...inputs.map(({ text }) => [text, text])];

const escaped = (text: string) =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\r\n?|[\n\u2028\u2029\u0085]/g, '\\n')
    .replace(/[,;]/g, '\\$&');

const makers: Record<string, FileMaker> = {
  CSV: (inputs) => new TextEncoder().encode(Papa.unparse(table(inputs), { quotes: true })),
  async XLSX(inputs) {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRows(table(inputs));
    return new Uint8Array(await book.xlsx.writeBuffer());
  },
  vCard: (inputs) =>
    new TextEncoder().encode(
      inputs
        .map(
          ({ text }) =>
            `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${escaped(text)}\r\nNOTE:${escaped(text)}\r\nEND:VCARD\r\n`,
        )
        .join(''),
    ),
  'export CSV': (inputs) => csvFile(table(inputs)),
  'export XLSX': (inputs) => xlsxFile(table(inputs), 'mark'),
  'export vCard': (inputs) =>
    vcardFile(
      inputs.map(({ text }) => ({ ...emptyCustomer, id: uuidv7(systemClock), name: text, remark: text })),
      'mark',
    ),
};

/** A picture whose name or place is the text: it is left out, and the card beside it is read all the same. */
async function photoDoor(): Promise<Door> {
  return {
    name: 'vCard PHOTO path',
    async take({ text }): Promise<Verdict> {
      const path = escaped(text);
      const card = (photo: string) =>
        new TextEncoder().encode(
          `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小明\r\n${photo}\r\nTEL:13800138000\r\nEND:VCARD\r\n`,
        );
      for (const photo of [
        `PHOTO;VALUE=URI:${path}`,
        `PHOTO;X-FILENAME="${path.replaceAll('"', '')}":AAAA`,
      ]) {
        const { records } = await readRecords({ name: 'x.vcf', bytes: card(photo) });
        const [record] = records;
        const got = JSON.stringify(records);
        if (records.length !== 1 || record?.phones[0]?.value !== '13800138000' || record.note !== undefined)
          return { kind: 'changed', got };
      }
      return { kind: 'same' };
    },
  };
}

const emptyCustomer = {
  addressAs: '',
  nickname: '',
  gender: null,
  birthdayOn: null,
  company: '',
  jobTitle: '',
  city: '',
  tier: 'C',
  source: 'unknown',
  sourcePlatform: '',
  sourceCampaign: '',
  sourcePlacement: '',
  status: 'active',
  consent: 'full',
  points: null,
  contacts: [],
  tags: [],
} as const as never as Parameters<typeof vcardFile>[0][number];

/** What of a foreign table is not taken as it stands: digits people protect from Excel, several values in one cell. */
function cellText(text: string): string {
  const plain = importedText(text);
  const unwrapped = /^="(.*)"$/s.exec(plain)?.[1]?.replaceAll('""', '"');
  if (unwrapped !== undefined) return unwrapped;
  return /^'(['"‘’“”\s]*[=+\-@＝＋－＠]|'*\d)/.test(plain) ? plain.slice(1) : plain;
}

/** All inputs through one file; a row that is missing or different counts for its input. */
export async function fileDoorsOf(inputs: readonly Input[]): Promise<Door[]> {
  const names = inputs.filter(isName);
  const files = await Promise.all(
    Object.entries(makers).map(async ([name, make]): Promise<Door> => {
      const { records } = await readRecords({ name, bytes: await make(names) });
      const isExport = name.startsWith('export');
      const isCard = name.endsWith('vCard');
      const wantedOf = (text: string) => (isExport || isCard ? importedText(text) : cellText(text));
      // Rows without a readable character have no name and are told as bad, by line.
      const byText = new Map<string, ImportRecord>();
      for (const record of records) byText.set(record.name, record);
      return {
        name,
        take({ text }): Verdict {
          if (text.length > longestName) return { kind: 'none' };
          const wanted = wantedOf(text);
          if (wanted === '') return { kind: 'refused', code: 'NO_NAME' };
          const found = byText.get(wanted.replace(/\s*\n\s*/g, ' '));
          if (!found) return { kind: 'changed', got: undefined };
          const note = found.note ?? found.remark ?? '';
          return note.includes(wanted) || wanted.includes(':::')
            ? { kind: 'same' }
            : { kind: 'changed', got: note };
        },
      };
    }),
  );
  return [...files, await photoDoor()];
}
