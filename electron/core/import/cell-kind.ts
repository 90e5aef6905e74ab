/** What the cells of a column look like, for tables whose headers say nothing. */
import { parseDate } from './loose-date.ts';
import type { ImportField } from './record.ts';
import { parseGender } from './record-draft.ts';

const surnames = new Set(
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵',
);
const doubleSurnames = /^(欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|歐陽|司馬|諸葛)/;

export const isEmail = (text: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$/.test(text);

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/[\s()+.-]/g, '');

export const isMobile = (text: string): boolean => /^(0?086|86)?1[3-9]\d{9}$/.test(digitsOf(text));

export const isPhone = (text: string): boolean =>
  /^[+(\d][\d\s().+-]{5,}$/.test(text.normalize('NFKC')) && /^\d{7,15}$/.test(digitsOf(text));

export function isChineseName(text: string): boolean {
  if (!/^[\p{Script=Han}·]{2,8}$/u.test(text)) return false;
  return text.length <= 4 ? surnames.has(text.charAt(0)) || doubleSurnames.test(text) : text.includes('·');
}

const isWesternName = (text: string): boolean => /^\p{Lu}[\p{L}.'-]*( \p{Lu}[\p{L}.'-]*){1,3}$/u.test(text);
const isWechat = (text: string): boolean =>
  /^wxid_\w+$/.test(text) || /^(?=.*\d)[A-Za-z][\w-]{5,19}$/.test(text);
const isAddress = (text: string): boolean =>
  /[省市区县路街号镇村].*[路街号区县室楼村]/.test(text) && text.length >= 6;

const kinds: [field: ImportField, test: (text: string) => boolean][] = [
  ['email', isEmail],
  ['phone', isMobile],
  ['birthday', (text) => parseDate(text) !== undefined && !isMobile(text)],
  ['phone', isPhone],
  ['gender', (text) => parseGender(text) !== undefined],
  ['name', isChineseName],
  ['address', isAddress],
  ['wechat', isWechat],
  ['name', isWesternName],
];

/** The field that at least 70 % of the non-empty cells look like. */
export function guessByContent(cells: string[]): ImportField | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return undefined;
  return kinds.find(([, test]) => filled.filter(test).length >= filled.length * 0.7)?.[0];
}

/** A cell no one would write as a column's title. */
export const isValueCell = (cell: string): boolean => {
  const text = cell.trim();
  return isEmail(text) || isPhone(text) || parseDate(text) !== undefined || /^[\d.,%¥$-]+$/.test(text);
};
