/** Words for the people around somebody. */

const people =
  /大女儿|小女儿|二女儿|女儿|闺女|大儿子|小儿子|儿子|宝宝|小孩|孩子|娃|老公|先生|爱人|老婆|太太|媳妇|对象|男朋友|女朋友|婆婆|公公|岳父|岳母|丈母娘|爸妈|爸爸|老爸|妈妈|老妈|父母|我爸|我妈|爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥|姐夫|嫂子|弟弟|妹妹|闺蜜|孙子|孙女|外孙|二宝|大宝/gu;

/** In the order of the text, each once. */
export function familyIn(text: string): string[] {
  return [...new Set([...text.matchAll(people)].map(([word]) => word.replace(/^我(?=[爸妈])/u, '')))];
}
