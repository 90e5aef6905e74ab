/** Somebody of the family who belongs on the card: 我女儿小雨八岁, 老公叫陈刚. */
import { dateOf } from '../../calendar.ts';
import { familyMembers } from './family.ts';
import { proposal, type Reader } from './proposal.ts';

/** 他妈妈 in a talk may be anybody's mother; 父母 is no one person. */
const many = new Set(['爸妈', '父母']);
const ours = /我(?:们)?(?:家)?(?:的)?$|^$|[，,。；; ]$|(?:她|他|客户)(?:的|家)?$|(?:给|带|和|跟|让|陪)$/u;

export const readRelation: Reader = (sentence) => {
  if (sentence.by === 'me' || sentence.by === 'other') return [];
  return familyMembers(sentence.text).flatMap(({ role, name, age }) => {
    if (many.has(role)) return [];
    const isToldOf = name !== '' || age !== '';
    const before = sentence.text.slice(0, sentence.text.indexOf(role));
    if (!isToldOf && !ours.test(before.slice(-4))) return [];
    // An age is true of its month.
    const remark = age === '' ? '' : `${age}（${dateOf(sentence.at).slice(0, 7)}）`;
    return [
      proposal(
        sentence,
        { target: 'relation', role, name, remark },
        name !== '' ? 'high' : isToldOf ? 'medium' : 'low',
        age === '' ? ['family'] : ['family', 'age'],
      ),
    ];
  });
};
