/** Words for the people around somebody. */

const roles =
  '大女儿|小女儿|二女儿|女儿|闺女|大儿子|小儿子|二儿子|儿子|宝宝|小孩|孩子|娃|老公|先生|爱人|老婆|太太|媳妇|对象|男朋友|女朋友|婆婆|公公|岳父|岳母|丈母娘|爸妈|爸爸|老爸|妈妈|老妈|父母|我爸|我妈|爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥|姐夫|姐姐|嫂子|弟弟|妹妹|闺蜜|孙子|孙女|外孙女|外孙|二宝|大宝';
const longestFirst = roles
  .split('|')
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const people = new RegExp(longestFirst, 'gu');
const ownParent = /^我(?=[爸妈])/u;

/** In the order of the text, each once. */
export function familyIn(text: string): string[] {
  return [...new Set([...text.matchAll(people)].map(([word]) => word.replace(ownParent, '')))];
}

export interface FamilyMember {
  role: string;
  /** As far as it was said. */
  name: string;
  /** 八岁, 三年级: as it was said. */
  age: string;
}

const called = '(?:的?(?:名字)?(?:叫做?|名叫|小名叫?|是叫))';
/** After 叫 what is a name ends at a word that goes on; without it only 小雨 and 朵朵 are taken for a name. */
const afterCalled = String.raw`${called}\s?(\p{Script=Han}{2,4}?|[A-Za-z]{2,20})(?=$|[^\p{Script=Han}A-Za-z]|今年|现在|已经|马上|快|在|上|读|是|也|都|很|特别|喜欢|想|的|[刚才](?:上|满|过|考|读)|[一二三四五六七八九十]{1,2}岁)`;
const bare = String.raw`\s?(小\p{Script=Han}|(\p{Script=Han})\4)(?=$|[^\p{Script=Han}]|今年|现在|已经|马上|快|在|上|读|也|都|很|特别|喜欢|学|考|要|想|的|了|刚|才|\d|[一二三四五六七八九十]{1,2}岁|过|八|生日)`;
const member = new RegExp(`(${longestFirst})(?:${afterCalled}|${bare})?`, 'gu');
const age = new RegExp(
  String.raw`^[，, ]{0,2}(?:的|今年|现在|已经|马上|快|才|刚|刚刚|上|读|在上|在读|满|了){0,4}((?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:岁半?|周岁|个月大?)|[一二三四五六七八九]年级|(?:小学|初中|高中|大学)|(?:初|高)[一二三]|大[一二三四](?!点)|研[一二三]|幼儿园|[大中小]班)`,
  'u',
);
/** Begin with 小 or double a character and are no names. */
const noNames =
  /^(?:小(?:学|时|班|区|心|孩|宝|朋|伙|姐|儿|女|长|升|的|点|事|雪|雨天|吃|气|说|康|型|店|狗|猫)|天天|常常|刚刚|慢慢|好好|非非|偷偷|悄悄|渐渐|爸爸|妈妈|爷爷|奶奶|哥哥|姐姐|弟弟|妹妹|宝宝|公公|婆婆|叔叔|姑姑|舅舅|每每|年年|月月|周周|多多少|大大|早早|晚晚)/u;
const notAfterCalled = /^(?:我|你|您|他|她|我们|你们|来|去|什么|啥|外卖|车|人|不|做)/u;

/** Everybody the text speaks of: by role, with a name and an age where they stand right beside it. */
export function familyMembers(text: string): FamilyMember[] {
  const found = new Map<string, FamilyMember>();
  for (const match of text.matchAll(member)) {
    const [whole, word, told, near] = match;
    const role = word!.replace(ownParent, '');
    const name =
      told !== undefined && !notAfterCalled.test(told) && familyIn(told).length === 0
        ? told
        : near !== undefined && !noNames.test(near)
          ? near
          : '';
    const end = match.index + (name === '' ? word!.length : whole.length);
    const one = { role, name, age: age.exec(text.slice(end, end + 24))?.[1] ?? '' };
    const former = found.get(role);
    if (!former || (former.name === '' && (name !== '' || (former.age === '' && one.age !== ''))))
      found.set(role, { ...one, age: one.age || (former?.age ?? '') });
  }
  return [...found.values()];
}
