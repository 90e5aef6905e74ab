/** What the customer minds, wants or asks (C13). */
import { proposal, type Reader } from './proposal.ts';

const strong =
  /担心|在意|害怕|就怕|怕[^，。,]{1,10}|嫌|太贵|有点贵|贵了|纠结|顾虑|犹豫|放心不下|不放心|想要|想买|想换|想找|想给|需要|希望|要求|在考虑|打算/u;
const asks =
  /多少钱|怎么卖|怎么收费|什么价|贵不贵|靠谱吗|安全吗|会不会|有没有|能不能|可不可以|可以[^，。,]{0,8}吗|有[^，。,]{0,8}吗|行不行|多久|几天能|怎么用|哪款|哪个好|推荐|优惠|便宜|效果|甲醛|环保|质保|售后|退换/u;

export const readNeed: Reader = (sentence) => {
  if (sentence.by === 'me' || sentence.by === 'other') return [];
  const { text } = sentence;
  const isStrong = strong.test(text);
  if (!isStrong && !asks.test(text)) return [];
  const confidence = isStrong && [...text].length >= 6 ? 'high' : 'medium';
  return [
    proposal(sentence, { target: 'need', body: text }, confidence, [isStrong ? 'concern' : 'question']),
  ];
};
