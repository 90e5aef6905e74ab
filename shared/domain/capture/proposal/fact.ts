/** Facts with a number or a person in them: family, ages, amounts, sizes. One sentence is one line of the remark. */
import { familyIn } from './family.ts';
import { proposal, type ProposalReason, type Reader } from './proposal.ts';

const number = String.raw`(?:\d{1,9}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5})`;
const forms: readonly (readonly [ProposalReason, RegExp])[] = [
  [
    'amount',
    new RegExp(
      `(?:预算|价位|价格|月薪|首付|存款|尾款|定金|总价)[^，。,]{0,6}\\d|${number}\\s?(?:多)?(?:万|千)?(?:元|块|块钱|w|W)(?![a-zA-Z])|${number}\\s?(?:多|来)?万`,
      'u',
    ),
  ],
  [
    'size',
    new RegExp(
      `${number}\\s?(?:多)?(?:平米|平方|平|㎡|厘米|公分|cm|CM|毫米|mm|米|寸|斤|公斤|kg|KG|码|升|匹)(?![a-zA-Z时])`,
      'u',
    ),
  ],
  [
    'age',
    new RegExp(
      `${number}\\s?(?:多)?(?:岁|周岁|个月大)|[一二三四五六七八九]年级|(?:小|初|高)[一二三四五六]|幼儿园|大班|中班|小班`,
      'u',
    ),
  ],
];

export const readFact: Reader = (sentence) => {
  if (sentence.by === 'other' || sentence.by === 'me') return [];
  const { text } = sentence;
  const reasons: ProposalReason[] = familyIn(text).length > 0 ? ['family'] : [];
  for (const [reason, form] of forms) if (form.test(text)) reasons.push(reason);
  if (reasons.length === 0) return [];
  const confidence = reasons.length > 1 ? 'high' : 'medium';
  return [proposal(sentence, { target: 'remark', text }, confidence, reasons)];
};
