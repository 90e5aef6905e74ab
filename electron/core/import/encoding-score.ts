/** Tells the legacy encodings of East Asia and Western Europe apart by how plausible each decoding reads. */
import chardet from 'chardet';
import iconv from 'iconv-lite';

export const legacyEncodings = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252'] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];

/** Characters that fill address books: the commonest of running text, surnames, places and column headers, in both scripts. */
const common = new Set(
  '的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并提直题題程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處' +
    '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易武乔喬贺賀赖賴龚龔文芳娜敏静靜丽麗伟偉杰傑涛濤强军军磊洋勇艳艷娟超秀英华華慧巧美红紅玉兰蘭建国國' +
    '省市县縣镇鎮乡鄉村街路号號楼樓室区區州城北京上海天津重庆慶广廣东東南河湖安徽福深圳杭苏苏浙川云雲贵貴陕陝甘青宁寧新疆港澳门門台臺湾灣汉漢武济濟徽辖轄园園' +
    '姓名手机機号號码碼电電话話微信邮郵箱公司单單位职職务務地址生日性别別男女来來源标標签籤备備注註称稱客户戶联聯系繫人编編网網站传傳真部门門分组組类類型简簡体體字繁經理销銷售技术術有限股份科贸貿商店总總监監',
);

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
const isKana = (code: number): boolean => code >= 0x3041 && code <= 0x30fe;
const isHangul = (code: number): boolean => code >= 0xac00 && code <= 0xd7a3;
const isAsciiLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

/** Share (0 … 1) of the bytes of double-byte characters that lie in the encoding's own region of everyday characters. */
function everydayShare(bytes: Uint8Array, encoding: LegacyEncoding): number {
  let pairs = 0;
  let everyday = 0;
  for (let at = 0; at < bytes.length - 1; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[at + 1] ?? 0;
    pairs += 1;
    if (encoding === 'gb18030' && lead >= 0xa1 && lead <= 0xd7 && trail >= 0xa1) everyday += 1;
    if (encoding === 'big5' && lead >= 0xa1 && lead <= 0xc6) everyday += 1;
    at += 1;
  }
  return pairs === 0 ? 0 : everyday / pairs;
}

function hanWeight(char: string, encoding: LegacyEncoding): number {
  if (encoding === 'windows-1252') return 0;
  if (common.has(char)) return encoding === 'euc-kr' ? 0.2 : 1;
  if (encoding === 'euc-kr') return 0;
  return encoding === 'gb18030' || encoding === 'big5' ? 0.4 : 0.45;
}

/** Mean plausibility of the non-ASCII characters of a decoding. */
function readability(text: string, encoding: LegacyEncoding): number {
  const japanese = encoding === 'shift_jis' || encoding === 'euc-jp';
  let sum = 0;
  let count = 0;
  let before = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x80) {
      count += 1;
      if (isHan(code)) sum += hanWeight(char, encoding);
      else if (isKana(code)) sum += japanese ? 1 : 0.3;
      else if (isHangul(code)) sum += encoding === 'euc-kr' ? 0.8 : 0;
      else if (encoding === 'windows-1252') sum += code >= 0xc0 && isAsciiLetter(before) ? 0.6 : 0.15;
      else if ((code >= 0x3000 && code <= 0x301f) || (code >= 0xff01 && code <= 0xff5e)) sum += 0.8;
      else if (code >= 0x2010 && code <= 0x2026) sum += 0.7;
      else if (code >= 0xff61 && code <= 0xff9f) sum += 0.1;
    }
    before = code;
  }
  return count === 0 ? 0 : sum / count;
}

export interface EncodingScore {
  encoding: LegacyEncoding;
  score: number;
}

/** The encodings in which all of `bytes` is valid, the most plausible first. `bytes` must not end inside a character. */
export function scoreLegacyEncodings(bytes: Uint8Array): EncodingScore[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const votes = new Map(
    chardet
      .analyse(buffer.subarray(0, 65_536))
      .map((match) => [match.name.toLowerCase(), match.confidence / 100]),
  );
  const scores: EncodingScore[] = [];
  for (const encoding of legacyEncodings) {
    const text = iconv.decode(buffer, encoding);
    if (text.includes('\uFFFD')) continue;
    let score = readability(text, encoding);
    if (encoding === 'gb18030' || encoding === 'big5') {
      const share = everydayShare(buffer, encoding);
      score = score * 0.5 + share * share * 0.5;
    }
    scores.push({ encoding, score: score + 0.1 * (votes.get(encoding) ?? 0) });
  }
  return scores.toSorted((a, b) => b.score - a.score);
}
