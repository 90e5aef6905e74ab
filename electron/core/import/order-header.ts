/** What the columns of an orders file mean, and whether a file is one. */
import type { ImportKind } from '#shared/contract/import.ts';
import type { ColumnGuess, GuessedColumn } from './column-guess.ts';
import { findHeaderField, plainHeader } from './header-alias.ts';
import type { ImportField } from './record.ts';

const exact: Partial<Record<ImportField, string>> = {
  orderNo: '订单号 订单编号 订单id 单号 交易号 交易单号 流水号 orderno ordernumber orderid order',
  orderedOn:
    '下单日期 下单时间 订单日期 订单时间 购买日期 购买时间 成交日期 成交时间 付款日期 付款时间 支付日期 支付时间 消费日期 日期 orderdate orderedon date purchasedate paidat',
  product:
    '产品 产品名称 商品 商品名称 品名 项目 项目名称 服务 服务项目 课程 套餐 购买产品 购买项目 product productname item itemname service',
  quantity: '数量 件数 次数 quantity qty',
  paid: '金额 实付 实付金额 实收 实收金额 支付金额 付款金额 成交金额 订单金额 消费金额 总价 总金额 amount paid total price totalamount',
  margin: '毛利 毛利额 利润 margin profit',
};

const aliases = new Map<string, ImportField>(
  Object.entries(exact).flatMap(([field, names]) =>
    names.split(' ').map((name): [string, ImportField] => [name, field as ImportField]),
  ),
);

const customerFields: ReadonlySet<ImportField> = new Set(['name', 'phone', 'wechat', 'email', 'externalId']);

function orderFieldOf(header: string): ImportField {
  const known = aliases.get(plainHeader(header));
  if (known) return known;
  const field = findHeaderField(header);
  return field && customerFields.has(field) ? field : 'ignore';
}

/** An orders file says what an order was: its number or its price, beside the day or the product. */
export function guessKind({ columns }: ColumnGuess): ImportKind {
  const found = new Set(columns.map(({ header }) => aliases.get(plainHeader(header))));
  const isPriced = found.has('orderNo') || found.has('paid');
  return isPriced && (found.has('orderedOn') || found.has('product')) ? 'order' : 'customer';
}

/** Each field of an order once: 付款时间 beside 下单时间 is left out. */
export function orderColumns({ columns }: ColumnGuess): GuessedColumn[] {
  const taken = new Set<ImportField>();
  return columns.map(({ index, header }) => {
    const field = orderFieldOf(header);
    if (field === 'ignore' || (taken.has(field) && !customerFields.has(field)))
      return { index, header, field: 'ignore' };
    taken.add(field);
    return { index, header, field };
  });
}
