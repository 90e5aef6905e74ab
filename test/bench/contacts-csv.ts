/** A generated address book as a spreadsheet program saves it. */
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐';
const givenNames = '芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰';
const cities = ['上海', '杭州', '苏州', '南京', '合肥'];
const jobs = ['老师', '设计师', '会计', '工程师', '店长'];
const tags = ['老客户', '怕痛', '转介绍', '周末可约'];

/** `known` are phones the book has already; their lines come first, under other names and with a note. */
export function contactsCsv(count: number, known: readonly string[]): string {
  const lines = ['姓名,手机,微信,公司,职位,城市,生日,标签,备注'];
  for (let n = 0; n < count; n++) {
    const name =
      pick(surnames, n) + pick(givenNames, Math.floor(n / surnames.length)) + pick(givenNames, n * 11 + 3);
    lines.push(
      [
        name,
        known[n] ?? `137${String(10_000_000 + n * 17)}`,
        `wx_${n.toString(36)}_${(n * 7_919).toString(36)}`,
        n % 3 === 0 ? `${pick(surnames, n * 3)}氏商贸有限公司` : '',
        pick(jobs, n),
        pick(cities, n),
        n % 4 === 0 ? `19${60 + (n % 40)}-0${1 + (n % 9)}-1${n % 10}` : '',
        pick(tags, n),
        n % 2 === 0 ? '"朋友介绍来的，想先了解价格，周末方便"' : '',
      ].join(),
    );
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function pick(values: string | readonly string[], place: number): string {
  return values[place % values.length]!;
}
