/** The few words the shell itself shows, in both languages. */
const texts = {
  'zh-CN': {
    today: '今日',
    customers: '客户',
    content: '内容',
    palette: '查找与命令…',
    go: '前往',
    edit: '编辑',
    view: '显示',
    window: '窗口',
    show: '打开走心',
    quit: '退出',
    openLink: '要在浏览器或其他程序中打开这个地址吗？',
    open: '打开',
    cancel: '取消',
    noticeTitle: '走心提醒',
    noticeComma: ' · ',
    notice: {
      reply: '{n} 件客户的事在等你',
      appointment: '{n} 个预约快到了',
      promise: '{n} 个承诺到时间了',
    },
  },
  en: {
    today: 'Today',
    customers: 'Customers',
    content: 'Content',
    palette: 'Find and commands…',
    go: 'Go',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    show: 'Open Rapport',
    quit: 'Quit',
    openLink: 'Open this address in the browser or another program?',
    open: 'Open',
    cancel: 'Cancel',
    noticeTitle: 'Rapport',
    noticeComma: ' · ',
    notice: {
      reply: 'Answers waiting: {n}',
      appointment: 'Appointments soon: {n}',
      promise: 'Promises due: {n}',
    },
  },
} as const;

export type Language = keyof typeof texts;

let language: Language = 'zh-CN';

export function setShellLanguage(next: Language): void {
  language = next;
}

export function shellText(): (typeof texts)[Language] {
  return texts[language];
}
