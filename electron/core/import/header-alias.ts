/** What a column header means: exact names first, then patterns of the big exporters, then telling words. */
import type { ImportField } from './record.ts';

/** Full-width to half, without remarks in brackets, marks and spaces: `* 手机号（必填）` → 手机号. */
export function plainHeader(header: string): string {
  const text = header.normalize('NFKC').toLowerCase();
  const bare = text.replace(/[([【〔<].*?[)\]】〕>]/g, '');
  return (/[\p{L}\p{N}]/u.test(bare) ? bare : text).replace(/[\s*:_\-–—.,/\\#'"()[\]【】]+/g, '');
}

const exact: Partial<Record<ImportField, string>> = {
  name: '姓名 名字 名称 全名 联系人 联系人姓名 客户 客户姓名 客户名 客户名称 顾客姓名 会员姓名 真实姓名 显示名称 显示名 备注名 好友备注 姓名备注 name fullname displayname contactname contact customer customername clientname client 姓名name 聯絡人 聯絡人姓名 顯示名稱 客戶姓名 客戶 客戶名稱',
  addressAs: '称谓 addressas',
  tier: '层级 tier',
  sourcePlatform: '来源平台 投放平台 sourceplatform',
  sourceCampaign: '来源活动 推广活动 推广计划 sourcecampaign utmcampaign',
  sourcePlacement: '来源位置 投放位置 广告位 sourceplacement',
  status: '联系状态 contactstatus',
  consent: '联系授权 contactconsent',
  cardId: '卡片编号 cardid',
  remark: '卡片备注 cardremark',
  familyName: '姓 姓氏 lastname familyname surname last 姓last',
  givenName:
    '名 firstname givenname forename first middlename additionalname additionalname1 中间名 中間名 middle 名first',
  nickname:
    '昵称 暱稱 微信昵称 微信名 微信名称 网名 别名 nickname nick alias wechatname wechatnickname 小名 称呼',
  phone:
    '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 座机 固话 固定电话 办公电话 家庭电话 住宅电话 商务电话 单位电话 公司电话 工作电话 其他电话 主要电话 手機 手機號碼 電話 電話號碼 聯絡電話 行動電話 住家電話 phone phonenumber mobile mobilephone mobilenumber cell cellphone tel telephone homephone workphone businessphone primaryphone otherphone carphone radiophone companymainphone callback contactnumber phoneno mobileno 住宅电话2 商务电话2',
  wechat:
    '微信 微信号 微信账号 微信帐号 微信id wechat wechatid weixin wxid wx wechataccount 微信號 weixinid vx',
  email:
    '邮箱 邮箱地址 电子邮箱 电子邮件 电子邮件地址 邮件 邮件地址 电邮 電郵 電子郵件 電子郵件地址 信箱 email emailaddress mail primaryemail secondaryemail additionalemail workemail homeemail',
  company:
    '公司 公司名称 单位 单位名称 工作单位 企业 企业名称 所属公司 组织 机构 公司名稱 單位 company companyname organization organisation organizationname org employer account accountname',
  jobTitle:
    '职位 职务 职称 头衔 岗位 職位 職稱 職務 jobtitle position occupation profession organizationtitle role 职业',
  address:
    '地址 住址 联系地址 家庭地址 家庭住址 住宅地址 公司地址 单位地址 办公地址 商务地址 通讯地址 通信地址 收货地址 详细地址 邮寄地址 其他地址 location address homeaddress workaddress businessaddress otheraddress mailingaddress postaladdress',
  city: '城市 所在城市 所在地 市 地区 所在地区 区域 city town',
  birthday: '生日 出生日期 出生年月 出生年月日 出生 birthday birthdate dateofbirth dob bday 生日日期',
  gender: '性别 性別 gender sex',
  source: '来源 客户来源 來源 渠道 客户渠道 来源渠道 获客渠道 添加方式 添加来源 source leadsource channel',
  tag: '标签 客户标签 標籤 分组 分類 分类 类别 群组 组 tags tag labels label categories category group groups groupmembership 级别 客户级别 客户类型',
  note: '备注 备注信息 客户备注 附注 說明 说明 描述 記事 记事 备忘 注释 備註 note notes remark remarks comment comments description memo',
  externalId:
    '会员号 会员编号 会员卡号 会员id 客户编号 客户id 客户号 卡号 外部id 外部编号 customerid customernumber customerno memberid memberno membernumber externalid',
  points:
    '积分 积分余额 当前积分 可用积分 剩余积分 会员积分 points pointsbalance pointbalance balancepoints loyaltypoints rewardpoints',
  ignore:
    '导出记录 exportrecord 序号 no photo 照片 头像 avatar sensitivity priority internetfreebusy directoryserver initials',
};

const aliases = new Map<string, ImportField>(
  Object.entries(exact).flatMap(([field, names]) =>
    names.split(' ').map((name): [string, ImportField] => [name, field as ImportField]),
  ),
);

/** Order matters: 公司电话 is a phone, 公司地址 an address, 微信昵称 a nickname. */
const patterns: [pattern: RegExp, field: ImportField][] = [
  [/^phone\d*value$/, 'phone'],
  [/(邮件|mail).*(类型|显示名)/, 'note'],
  [/phonetic|yomi/, 'note'],
  [/昵称|暱稱|nickname/, 'nickname'],
  [
    /传真|傳真|fax|寻呼|pager|telex|电传|isdn|tty|助理|assistant|经理|manager|配偶|spouse|负责人|跟进人|创建|更新/,
    'note',
  ],
  [/微信|wechat|weixin/, 'wechat'],
  [/邮箱|电子邮件|電子郵件|e?mail(address)?\d*$/, 'email'],
  [/手机|手機|电话|電話|phone\d*$|^mobile|^tel\d*$|^cell/, 'phone'],
  [/邮编|邮政编码|郵遞區號|postalcode|zip/, 'address'],
  [/地址|住址|街道|street\d*$|address\d*$|pobox$|邮政信箱/, 'address'],
  [/出生|生日|birth(year|month|day)/, 'birthday'],
  [/姓名|客户名|名称$/, 'name'],
  [/标签|標籤/, 'tag'],
  [/来源|渠道/, 'source'],
  [/职位|职务/, 'jobTitle'],
  [/公司|单位/, 'company'],
  [/备注|備註|remark|notes?$/, 'note'],
];

/** undefined where the header says nothing this program knows. */
export function findHeaderField(header: string): ImportField | undefined {
  const plain = plainHeader(header);
  if (plain === '') return undefined;
  const known = aliases.get(plain) ?? aliases.get(plain.replace(/\d+$/, ''));
  if (known) return known;
  if (/^e?mail\d*(value|address)$/.test(plain)) return 'email';
  return patterns.find(([pattern]) => pattern.test(plain))?.[1];
}

/** `Home Street`, `Address 1 - City`, `住宅地址 市/县`: which address a column is part of, and which part it is. */
export function findAddressPart(header: string): { group: string; part: AddressPart } | undefined {
  const text = header.normalize('NFKC').trim();
  const match =
    /^(address \d+|home|work|business|other)\s*(?:-\s*)?(formatted|street|address|extended address|city|state|region|province|postal ?code|zip ?code|country(?:\/region)?|po box|address po box)(?:\s*\d+)?$/i.exec(
      text,
    ) ??
    /^(住宅|商务|家庭|公司|单位|其他)(?:地址|所在地)?[\s-]*(街道|地址|市\/县|城市|市|省\/市\/自治区|省|邮政编码|邮编|国家\/地区|国家)(?:\s*\d+)?$/.exec(
      text,
    );
  if (!match) return undefined;
  return { group: match[1] ?? '', part: partOf((match[2] ?? '').toLowerCase()) };
}

export type AddressPart = 'whole' | 'street' | 'extended' | 'city' | 'region' | 'code' | 'country' | 'box';

function partOf(name: string): AddressPart {
  if (name === 'formatted') return 'whole';
  if (/extended/.test(name)) return 'extended';
  if (/city|市\/县|^城?市$/.test(name)) return 'city';
  if (/state|region$|province|省/.test(name) && !/country/.test(name)) return 'region';
  if (/code|邮/.test(name)) return 'code';
  if (/country|国家/.test(name)) return 'country';
  return /box/.test(name) ? 'box' : 'street';
}

/** The column that labels the values of `header` row by row: `Phone 1 - Type` for `Phone 1 - Value`. */
export function findLabelColumn(headers: string[], header: string): number | undefined {
  const stem = /^(.+ \d+) - (?:value|formatted|street)$/i.exec(header.trim())?.[1]?.toLowerCase();
  if (!stem) return undefined;
  const at = headers.findIndex((other) =>
    /^ - (?:type|label)$/i.test(other.trim().toLowerCase().replace(stem, '')),
  );
  return at < 0 ? undefined : at;
}
