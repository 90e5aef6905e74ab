/** What they like, the products they speak of, and words of the company's tags (C10). */
import { proposal, type KnownName, type Proposal, type Reader } from './proposal.ts';

const liking =
  /(?:(?:很|最|特别|一直|就|超|好|挺|比较|非常)?(?:喜欢|爱好是?|热衷|痴迷|迷上了?|爱上了?|沉迷)|最近在(?:练|学|玩|追|研究|看)|(?:在|开始|报了)学|(?:周末|平时|每天|经常|常)(?:都)?(?:去|会去)?(?=打|跑|爬|游|骑|钓|画|练|喝|弹))([\p{Script=Han}A-Za-z]{2,8})/gu;
const fillers =
  /^(?:了|上|着|的|去|吃|喝|看|听|玩|这个|那个|这种|那种)|(?:的|了|呢|啊|吧|呀|哦|嘛|什么的)$/gu;
const empty = new Set([
  '你们',
  '这个',
  '那个',
  '什么',
  '自己',
  '我们',
  '他们',
  '她们',
  '的话',
  '一下',
  '东西',
  '时候',
]);

export const readInterest: Reader = (sentence, { products, tags }) => {
  if (sentence.by === 'me' || sentence.by === 'other') return [];
  const { text } = sentence;
  const folded = text.toLowerCase();
  const seenAt = new Date(sentence.at).toISOString();
  const named = (names: readonly KnownName[]) => names.filter((known) => folded.includes(known.folded));
  const found: Proposal[] = [];
  for (const [, words] of text.matchAll(liking)) {
    const name = words!.replace(fillers, '');
    if ([...name].length >= 2 && !empty.has(name))
      found.push(
        proposal(sentence, { target: 'interest', name, kind: 'hobby', seenAt }, 'medium', ['liking']),
      );
  }
  for (const { name } of named(products))
    found.push(
      proposal(sentence, { target: 'interest', name, kind: 'product', seenAt }, 'high', ['product']),
    );
  for (const { name } of named(tags))
    found.push(proposal(sentence, { target: 'tag', name }, 'medium', ['tag']));
  return found;
};
