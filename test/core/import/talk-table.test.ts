import { describe, expect, test } from 'vitest';
import { inspectFile, readRecords } from '#core/import/read-file.ts';

const fileOf = (text: string, name = 'x.csv') => ({ name, bytes: new TextEncoder().encode(text) });

describe('a record of a talk is no address book', () => {
  test.each([
    [
      'MemoTrace, all messages',
      'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,3,1,0,1,1700000000,2,你好,2023-11-14 22:13:20,王姐,王,wxid_1\n',
    ],
    [
      'MemoTrace, one chat',
      '\ufeff消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1,文本,王姐,2023-11-14 22:13:20,你好,,,\n',
    ],
    [
      'PyWxDump',
      'id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n1,2,文本,1,wxid_1,wxid_1,你好,,2023-11-14\n',
    ],
    [
      'WeFlow',
      'id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\n1,2,文本,1,wxid_1,你好,,2023-11-14T01:00:00Z\n',
    ],
    [
      'chatlog',
      'Time,SenderName,Sender,TalkerName,Talker,Content\n2023-11-14,王姐,wxid_1,王姐,wxid_1,你好\n',
    ],
    ['chatlog JSON', '[{"seq":1,"time":"2023-11-14","talker":"wxid_1","isSelf":true,"content":"你好"}]'],
    [
      'WeChat itself',
      '王姐 和 小陈 在微信上的聊天记录如下，请查收。\n\n—————  2023-11-14  —————\n\n王姐  22:13\n\n你好\n\n小陈  22:14\n\n在的，您说\n',
    ],
  ])('%s', async (_, text) => {
    await expect(inspectFile(fileOf(text))).rejects.toMatchObject({ code: 'TALK' });
    await expect(readRecords(fileOf(text))).rejects.toMatchObject({ code: 'TALK' });
  });

  test('a list of people stays one, with a sender, a time and a content in it', async () => {
    const text = '姓名,手机,发送人,时间,内容\n王小明,13800138000,小陈,2026-01-02,问过价格\n';
    expect(await inspectFile(fileOf(text))).toMatchObject({ kind: 'customer' });
    const plain = '姓名,微信号,时间,备注\n王小明,wxm_1,2026-01-02,问过价格\n';
    expect((await readRecords(fileOf(plain))).records).toHaveLength(1);
  });
});
