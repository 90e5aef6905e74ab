/** Numbers and addresses by which somebody can be reached. Of what the rep says nothing is taken: it would be their own. */
import { proposal, type Reader } from './proposal.ts';

const mobile = /(?<![\d+])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)/gu;
const landline = /(?<!\d)(0\d{2,3}-\d{7,8})(?!\d)/gu;
const wechat =
  /(?:微信号?|vx|wx|VX|WX|V信|薇信)\s{0,2}(?:是|:|：|号)?\s{0,2}([a-zA-Z][a-zA-Z0-9_-]{5,19})(?![a-zA-Z0-9_-])/gu;
const email = /(?<![\w.+-])([\w.+-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,4})/gu;

const forms = [
  ['phone', 'phone', mobile],
  ['phone', 'phone', landline],
  ['wechat', 'wechat', wechat],
  ['email', 'email', email],
] as const;

export const readContact: Reader = (sentence) => {
  if (sentence.by === 'me' || sentence.by === 'other') return [];
  return forms.flatMap(([kind, reason, form]) =>
    [...sentence.text.matchAll(form)].map(([, value]) =>
      proposal(sentence, { target: 'contact_point', kind, value: value! }, 'high', [reason]),
    ),
  );
};
