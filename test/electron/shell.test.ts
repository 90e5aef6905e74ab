import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as electron from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

const { app, ipcMain, record, safeStorage } = electron;
const topFrame = { parent: null, url: 'rapport://app/index.html' };

beforeAll(async () => {
  await import('#shell/main.ts');
});

function invoke(channel: string, frame: unknown, ...args: unknown[]): Promise<unknown> {
  const handler = record.invokeHandlers.get(channel);
  if (!handler) throw new Error(`no handler: ${channel}`);
  return (async () => (handler as (...values: unknown[]) => unknown)({ senderFrame: frame }, ...args))();
}

describe('windows', () => {
  test('every window is sandboxed, isolated and without node', () => {
    expect(record.windows.length).toBeGreaterThan(0);
    expect(record.sandboxed).toBe(true);
    for (const window of record.windows) {
      expect(window.options.webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        devTools: false,
      });
      expect(window.options.webPreferences).not.toHaveProperty('webviewTag');
      expect(window.options.webPreferences).not.toHaveProperty('allowRunningInsecureContent');
      expect(window.options.webPreferences['preload']).toMatch(/preload[\\/]preload\.cjs$/);
    }
  });

  test('the page is loaded from its own scheme, never from a file or the network', () => {
    for (const window of record.windows) expect(window.webContents.url).toBe('rapport://app/index.html');
    expect(record.privilegedSchemes).toEqual([
      {
        scheme: 'rapport',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is stopped',
    (name) => {
      for (const window of record.windows) {
        const event = { preventDefault: vi.fn() };
        window.webContents.emit(name, event, 'https://example.com');
        expect(event.preventDefault).toHaveBeenCalledOnce();
      }
    },
  );

  test('no page opens another window', () => {
    for (const window of record.windows)
      expect(window.webContents.openHandler?.()).toEqual({ action: 'deny' });
  });

  test('a second start shows the first window', () => {
    const shown = record.windows[0]!.shown;
    app.emit('second-instance');
    expect(record.windows[0]!.shown).toBe(shown + 1);
    expect(record.windows).toHaveLength(1);
  });
});

describe('permissions', () => {
  const ask = (permission: string, url: string) => {
    let answer: boolean | undefined;
    record.permissionRequest!({ getURL: () => url }, permission, (ok) => (answer = ok));
    return { request: answer, check: record.permissionCheck!(null, permission, url) };
  };

  test('the page may write to the clipboard and nothing else', () => {
    expect(ask('clipboard-sanitized-write', 'rapport://app/index.html')).toEqual({
      request: true,
      check: true,
    });
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'hid',
      'usb',
    ]) {
      expect(ask(permission, 'rapport://app/index.html')).toEqual({ request: false, check: false });
    }
    expect(record.devicePermission!()).toBe(false);
  });

  test('another origin may do nothing, also one that begins like ours', () => {
    for (const url of ['https://example.com', 'rapport://app.evil/index.html', 'rapport://application/']) {
      expect(ask('clipboard-sanitized-write', url)).toEqual({ request: false, check: false });
    }
  });
});

describe('channels', () => {
  const valid: Record<string, unknown[]> = {
    'shell:open-external': ['https://example.com/a'],
    'shell:copy-text': ['您好'],
    'shell:set-theme': ['dark'],
    'shell:set-language': ['en'],
    'shell:notify': [{ counts: { promise: 1, appointment: 0, reply: 0 }, customerId: null }],
    'shell:app-info': [],
  };

  beforeEach(() => {
    record.openedLinks.length = 0;
    record.dialogAnswer = 0;
  });

  test('this list is every channel there is', () => {
    expect([...record.invokeHandlers.keys()].toSorted()).toEqual(Object.keys(valid).toSorted());
    expect(ipcMain.eventNames()).toEqual(['rapport:port']);
  });

  test.each(Object.entries(valid))('%s answers our page only', async (channel, args) => {
    await expect(invoke(channel, topFrame, ...args)).resolves.not.toThrow();
    for (const frame of [
      null,
      { parent: null, url: 'https://example.com/' },
      { parent: null, url: 'rapport://app.evil/' },
      { parent: {}, url: 'rapport://app/index.html' },
    ]) {
      await expect(invoke(channel, frame, ...args)).rejects.toThrow('FORBIDDEN');
    }
  });

  test.each(Object.keys(valid))('%s refuses what its schema does not know', async (channel) => {
    for (const args of [[{}], [null], [1], ['x'.repeat(200_001)], ['dark', 'more']]) {
      await expect(invoke(channel, topFrame, ...args)).rejects.toThrow('INVALID');
    }
  });

  test('a link opens after a question that shows it, and only for https, mailto and tel', async () => {
    expect(await invoke('shell:open-external', topFrame, 'https://example.com/a')).toBe(true);
    expect(record.dialogs.at(-1)?.detail).toBe('https://example.com/a');
    record.dialogAnswer = 1;
    expect(await invoke('shell:open-external', topFrame, 'https://example.com/b')).toBe(false);
    record.dialogAnswer = 0;
    for (const url of [
      'http://example.com',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/x',
      'ms-msdt:/id',
      'https://user:pw@example.com',
      '\\\\host\\share',
      '',
    ]) {
      expect(await invoke('shell:open-external', topFrame, url)).toBe(false);
    }
    expect(record.openedLinks).toEqual(['https://example.com/a']);
  });

  test('the menu changes its language with the page', async () => {
    await invoke('shell:set-language', topFrame, 'zh-CN');
    expect(JSON.stringify(record.menus.at(-1))).toContain('今日');
    expect(JSON.stringify(record.trayMenus.at(-1))).toContain('打开走心');
    await invoke('shell:set-language', topFrame, 'en');
    expect(JSON.stringify(record.menus.at(-1))).toContain('Today');
    expect(JSON.stringify(record.trayMenus.at(-1))).toContain('Open Rapport');
  });

  test('a menu entry sends the page to its place', () => {
    const go = record.menus
      .at(-1)!
      .find((item) => item.submenu?.some((entry) => entry.label === 'Customers'));
    go!.submenu!.find((entry) => entry.label === 'Customers')!.click!();
    expect(record.windows[0]!.webContents.sent.at(-1)).toEqual(['shell:navigate', '/customers']);
  });
});

describe('notices', () => {
  const notify = (
    counts: Partial<Record<'promise' | 'appointment' | 'reply', number>>,
    customerId?: string,
  ) =>
    invoke('shell:notify', topFrame, {
      counts: { promise: 0, appointment: 0, reply: 0, ...counts },
      customerId: customerId ?? null,
    });
  const customerId = '01900001-0009-7000-8000-000000000063';

  test('say how much is due in the words of the shell, and nothing of a customer', async () => {
    await invoke('shell:set-language', topFrame, 'zh-CN');
    expect(await notify({ promise: 2, reply: 1 }, customerId)).toBe(true);
    const notice = record.notices.at(-1)!;
    expect(notice.options).toEqual({ title: '走心提醒', body: '1 件客户的事在等你 · 2 个承诺到时间了' });
    expect(notice.shown).toBe(1);
    await invoke('shell:set-language', topFrame, 'en');
    await notify({ appointment: 1 });
    expect(record.notices.at(-1)!.options).toEqual({ title: 'Rapport', body: 'Appointments soon: 1' });
    // One at a time: the one before is taken away.
    expect(notice.closed).toBe(1);
  });

  test('a click shows the window and opens the card, or the list where it is several', async () => {
    const [window] = record.windows;
    const openedBy = async (id?: string) => {
      await notify({ promise: 1 }, id);
      const shown = window!.shown;
      record.notices.at(-1)!.emit('click');
      expect(window!.shown).toBeGreaterThan(shown);
      return window!.webContents.sent.at(-1);
    };
    expect(await openedBy(customerId)).toEqual(['shell:navigate', `/customers/${customerId}`]);
    expect(await openedBy()).toEqual(['shell:navigate', '/today']);
  });

  test('text of any kind is refused; where the system shows none the page is told', async () => {
    const counts = { promise: 1, appointment: 0, reply: 0 };
    for (const bad of [
      { counts, customerId: '../settings' },
      { counts: { ...counts, promise: '王姐' }, customerId: null },
      { counts: { promise: 0, appointment: 0, reply: 0 }, customerId: null },
    ]) {
      await expect(invoke('shell:notify', topFrame, bad)).rejects.toThrow('INVALID');
    }
    record.canNotify = false;
    expect(await notify({ promise: 1 })).toBe(false);
    record.canNotify = true;
  });
});

describe('core', () => {
  test('runs from its built file and is told where its data lies', () => {
    const core = record.forks[0]!;
    expect(core.modulePath).toMatch(/core[\\/]utility\.js$/);
    expect(core.messages[0]!.message).toEqual({
      type: 'start',
      dataDir: expect.stringContaining('device'),
      serverUrl: '',
      appVersion: '0.1.0',
    });
  });

  test('a port goes to our page only, its other end to core', () => {
    const sender = record.windows[0]!.webContents;
    ipcMain.emit('rapport:port', { senderFrame: { parent: null, url: 'https://example.com/' }, sender });
    expect(sender.posted).toEqual([]);
    ipcMain.emit('rapport:port', { senderFrame: topFrame, sender });
    expect(sender.posted).toEqual([{ channel: 'rapport:port', ports: [{ end: 'page' }] }]);
    expect(record.forks[0]!.messages.at(-1)).toEqual({
      message: { type: 'connect' },
      ports: [{ end: 'core' }],
    });
  });

  async function askKey(op: 'wrap' | 'unwrap', value: string) {
    const core = record.forks.at(-1)!;
    core.emit('message', { type: 'key.request', id: 7, op, value });
    await vi.waitFor(() => expect(core.messages.at(-1)!.message['type']).toBe('key.reply'));
    return core.messages.pop()!.message;
  }

  test('its key is wrapped by the key store and comes back the same', async () => {
    const wrapped = await askKey('wrap', 'c2VjcmV0');
    expect(wrapped).toMatchObject({ type: 'key.reply', id: 7, ok: true });
    expect(wrapped['value']).not.toContain('c2VjcmV0');
    expect(await askKey('unwrap', wrapped['value'] as string)).toMatchObject({ ok: true, value: 'c2VjcmV0' });
    safeStorage.rotated = true;
    expect(await askKey('unwrap', wrapped['value'] as string)).toMatchObject({ ok: true, value: 'c2VjcmV0' });
  });

  test('a key store that would keep it in plain text is refused', async () => {
    if (process.platform === 'linux') {
      safeStorage.backend = 'basic_text';
      expect(await askKey('wrap', 'c2VjcmV0')).toEqual({ type: 'key.reply', id: 7, ok: false });
      safeStorage.backend = 'gnome_libsecret';
    }
    safeStorage.available = false;
    expect(await askKey('wrap', 'c2VjcmV0')).toEqual({ type: 'key.reply', id: 7, ok: false });
    safeStorage.available = true;
  });

  test('a wiped profile leaves nothing in the browser, the list of recent files and the clipboard', async () => {
    const core = record.forks.at(-1)!;
    core.emit('message', { type: 'wiped', profileId: 'no id' });
    expect(record.cleared).toEqual([]);
    core.emit('message', { type: 'wiped', profileId: '01900001-e100-7000-8000-000000000001' });
    await vi.waitFor(() =>
      expect(record.cleared.toSorted()).toEqual(['cache', 'clipboard', 'code', 'hosts', 'recent', 'storage']),
    );
  });

  test('a message that is not of the agreed form is ignored', async () => {
    const core = record.forks.at(-1)!;
    const before = core.messages.length;
    core.emit('message', { type: 'key.request', id: 'x', op: 'wrap', value: 'k' });
    core.emit('message', { type: 'quit' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(core.messages).toHaveLength(before);
  });

  test('is started again when it dies, at most three times a minute', () => {
    const before = record.forks.length;
    for (let i = 0; i < 6; i++) record.forks.at(-1)!.emit('exit', 1);
    expect(record.forks.length - before).toBe(3);
    expect(record.windows[0]!.webContents.reloads).toBe(3);
  });
});

describe('the page protocol', () => {
  const get = (url: string, method = 'GET') => record.protocolHandlers.get('rapport')!({ url, method });

  test('answers nothing outside the page folder', async () => {
    for (const url of [
      'rapport://app/..%2f..%2fpackage.json',
      'rapport://app/%2e%2e/%2e%2e/package.json',
      'rapport://app/../../../etc/passwd',
      'rapport://other/index.html',
      'rapport://app/unknown.html',
      'rapport://app/.fingerprint',
      'rapport://app/%',
    ]) {
      expect((await get(url)).status, url).toBe(404);
    }
    expect((await get('rapport://app/index.html', 'POST')).status).toBe(404);
  });

  test('its policy allows no inline script and no foreign source', async () => {
    const { contentSecurityPolicy } = await import('#shell/page-protocol.ts');
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toMatch(/script-src 'self'(;|$)/);
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});

describe('preload', () => {
  test('the page gets exactly this', async () => {
    const posted: unknown[][] = [];
    vi.stubGlobal('window', {
      location: { origin: 'rapport://app' },
      postMessage: (...args: unknown[]) => void posted.push(args),
    });
    await import('../../electron/preload/preload.ts');
    const api = electron.exposed.get('rapport')!;
    expect([...electron.exposed.keys()]).toEqual(['rapport']);
    expect(Object.keys(api)).toEqual(['shell', 'requestPort']);
    const shell = api['shell'] as Record<string, (...args: unknown[]) => unknown>;
    expect(Object.keys(shell)).toEqual([
      'host',
      'openExternal',
      'copyText',
      'setTheme',
      'setLanguage',
      'notify',
      'onNavigate',
      'appInfo',
    ]);

    (api['requestPort'] as () => void)();
    expect(electron.ipcRenderer.sends).toEqual([['rapport:port']]);
    electron.ipcRenderer.emit('rapport:port', { ports: ['the port'] });
    expect(posted).toEqual([['rapport:port', 'rapport://app', ['the port']]]);

    const places: unknown[] = [];
    const stop = shell['onNavigate']!((place: unknown) => places.push(place)) as () => void;
    electron.ipcRenderer.emit('shell:navigate', {}, '/today');
    stop();
    electron.ipcRenderer.emit('shell:navigate', {}, '/customers');
    expect(places).toEqual(['/today']);
    vi.unstubAllGlobals();
  });
});
