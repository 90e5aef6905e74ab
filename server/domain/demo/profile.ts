/** Who a customer of the demo company is: the facts that all texts about this customer agree on. */
import {
  nameBank,
  needBank,
  placeBank,
  tagGroups,
  type FamilyStage,
  type NeedCode,
  type Region,
} from './bank.ts';
import type { Random } from './random.ts';

export interface Child {
  name: string;
  age: number;
  stage: Exclude<FamilyStage, 'parent' | 'spouse'>;
}

export interface Profile {
  name: string;
  gender: 'female' | 'male';
  age: number;
  /** How the rep writes of them; {@link addressAs} when that is set. */
  call: string;
  addressAs: string;
  nickname: string;
  city: string;
  industry: string;
  company: string;
  jobTitle: string;
  isMarried: boolean;
  child: Child | null;
  hasSecondChild: boolean;
  /** 妈妈 or 爸爸, where a parent plays a part. */
  parent: string | null;
  interests: string[];
  needs: NeedCode[];
  /** One of the tags of group 服务 that name a worry. */
  concern: string;
  doctor: string;
}

const concerns = ['怕痛', '在意价格', '时间紧', '要主任医生', '只约周末', '先发资料再约'];

export function createProfile(random: Random, region: Region): Profile {
  const gender = random.chance(0.62) ? 'female' : 'male';
  const age = random.chance(0.2) ? random.int(55, 70) : random.int(25, 54);
  const industry = random.pick(placeBank.industries);
  const jobTitle = age > 61 ? '退休' : random.pick(industry.titles.filter((title) => title !== '退休'));
  const isMarried = age > 29 && random.chance(0.85);
  const child = isMarried && random.chance(0.85) ? createChild(random, age) : null;
  const parent = age < 62 && random.chance(0.5) ? random.pick(['妈妈', '爸爸']) : null;
  const surname = random.pick(nameBank.surnames);
  const given = random.pick(gender === 'female' ? nameBank.femaleGiven : nameBank.maleGiven);
  const title = titleOf(random, gender, age, jobTitle);
  const addressAs = random.chance(0.68) ? surname + title : '';
  return {
    name: surname + given,
    gender,
    age,
    call: addressAs || surname + given,
    addressAs,
    nickname: random.chance(0.45) ? random.pick(nameBank.wechatNames) : '',
    city: random.pick(placeBank.regions[region]),
    industry: industry.tag,
    company: age > 61 ? '' : random.pick(industry.companies),
    jobTitle,
    isMarried,
    child,
    hasSecondChild: child !== null && child.age < 16 && random.chance(0.25),
    parent,
    interests: random.some(tagGroups['兴趣']!, random.int(1, 2)),
    needs: needsOf(random, age, child, parent),
    concern: random.pick(concerns),
    doctor: random.pick(placeBank.doctors),
  };
}

function createChild(random: Random, parentAge: number): Child {
  const age = Math.max(1, parentAge - random.int(26, 32));
  const stage = age <= 4 ? 'baby' : age <= 12 ? 'kid' : age <= 18 ? 'teen' : 'grown';
  const names = random.chance(0.5) ? nameBank.girlNames : nameBank.boyNames;
  return { name: stage === 'grown' ? '孩子' : random.pick(names), age, stage };
}

function titleOf(random: Random, gender: Profile['gender'], age: number, jobTitle: string): string {
  if (age > 60) return gender === 'female' ? '阿姨' : '叔';
  if (/老师|班主任/.test(jobTitle)) return '老师';
  if (/总|老板|厂长|行长/.test(jobTitle)) return '总';
  if (gender === 'female') return random.chance(0.8) ? '姐' : '女士';
  return random.chance(0.8) ? '哥' : '先生';
}

/** One or two needs that fit the household. */
function needsOf(random: Random, age: number, child: Child | null, parent: string | null): NeedCode[] {
  const fitting: NeedCode[] = ['perio', 'repair'];
  if (age <= 42) fitting.push('ortho', 'ortho', 'white');
  if (age >= 44) fitting.push('implant', 'implant', 'implant');
  if (child && child.age >= 3 && child.age <= 9) fitting.push('kidCare', 'kidCare');
  if (child && child.age >= 6 && child.age <= 16) fitting.push('kidOrtho', 'kidOrtho');
  if (parent && age >= 32) fitting.push('parentImplant', 'parentImplant');
  return [...new Set(random.some(fitting, 2))];
}

/** Tags of the company dictionary that hold for this customer. */
export function tagsOf(profile: Profile): string[] {
  const tags = [profile.industry, ...profile.interests, profile.concern];
  tags.push(...profile.needs.map((need) => needBank[need].tag));
  const { child } = profile;
  if (child)
    tags.push({ baby: '有宝宝', kid: '有小学生', teen: '有中学生', grown: '孩子已成年' }[child.stage]);
  if (profile.hasSecondChild) tags.push('二孩家庭');
  if (profile.parent && profile.age > 40) tags.push('照顾父母');
  return tags;
}
