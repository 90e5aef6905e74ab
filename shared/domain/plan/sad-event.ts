/** Words by which a post tells of grief or illness; the list of R4's “grief or illness” (default). */
const sadWords = [
  '去世',
  '过世',
  '走了,送',
  '走了，送',
  '最后一程',
  '追悼',
  '悼念',
  '葬礼',
  '安息',
  '一路走好',
  '住院',
  '医院',
  '手术',
  '化疗',
  '急诊',
  '病危',
  '生病',
  '发烧',
  '结节',
  '复查',
  '确诊',
  '骨折',
] as const;

/** Good news from a hospital is no sad event. */
const gladWords = ['出院', '平安', '顺利', '恭喜', '健康'] as const;

export function isSadEvent(body: string): boolean {
  return sadWords.some((word) => body.includes(word)) && !gladWords.some((word) => body.includes(word));
}
