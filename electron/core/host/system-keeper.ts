/** The key store of the operating system, reached through the shell that hosts core. */
import type { CoreMessage, ShellMessage } from '#shared/contract/host-message.ts';
import { CoreError } from '../core-error.ts';
import type { KeyKeeper } from '../session/key-keeper.ts';

type KeyReply = Extract<ShellMessage, { type: 'key.reply' }>;

export interface SystemKeeper extends KeyKeeper {
  /** The shell's answer to a request of this keeper. */
  receive(reply: KeyReply): void;
}

export function createSystemKeeper(send: (message: CoreMessage) => void): SystemKeeper {
  const waiting = new Map<number, (reply: KeyReply) => void>();
  let lastId = 0;

  function ask(op: 'wrap' | 'unwrap', value: string): Promise<string | undefined> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, (reply) => resolve(reply.ok ? reply.value : undefined));
      send({ type: 'key.request', id, op, value });
    });
  }

  return {
    kind: 'system',
    async wrap(key) {
      const wrapped = await ask('wrap', Buffer.from(key).toString('base64'));
      if (wrapped === undefined) throw new CoreError('STORAGE', 'NO_KEY_STORE');
      return wrapped;
    },
    async unwrap(wrapped) {
      const key = await ask('unwrap', wrapped);
      if (key === undefined) throw new CoreError('REFUSED', 'WRONG_KEY');
      return Buffer.from(key, 'base64');
    },
    receive(reply) {
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    },
  };
}
