/** A stand-in for the `electron` module that records what the shell asks of it, so the shell is tested without a binary. */
import { EventEmitter } from 'node:events';

type Handler = (...args: never[]) => unknown;

export const record = {
  windows: [] as BrowserWindow[],
  privilegedSchemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  protocolHandlers: new Map<string, (request: { url: string; method: string }) => Promise<Response>>(),
  permissionRequest: undefined as
    ((contents: { getURL(): string }, permission: string, decide: (ok: boolean) => void) => void) | undefined,
  permissionCheck: undefined as
    ((contents: unknown, permission: string, origin: string) => boolean) | undefined,
  devicePermission: undefined as (() => boolean) | undefined,
  invokeHandlers: new Map<string, Handler>(),
  openedLinks: [] as string[],
  copied: [] as string[],
  dialogAnswer: 0,
  dialogs: [] as { detail?: string }[],
  menus: [] as MenuItem[][],
  trayMenus: [] as MenuItem[][],
  forks: [] as UtilityChild[],
  sandboxed: false,
  /** What was cleared, in order. */
  cleared: [] as string[],
  quits: 0,
  notices: [] as Notification[],
  canNotify: true,
};

interface MenuItem {
  label?: string;
  role?: string;
  click?: () => void;
  submenu?: MenuItem[];
}

class App extends EventEmitter {
  isPackaged = true;
  hasLock = true;
  enableSandbox() {
    record.sandboxed = true;
  }
  whenReady() {
    return Promise.resolve();
  }
  requestSingleInstanceLock() {
    return this.hasLock;
  }
  quit() {
    record.quits++;
  }
  clearRecentDocuments() {
    record.cleared.push('recent');
  }
  getVersion() {
    return '0.1.0';
  }
  getPath(name: string) {
    return `/home/rep/.config/Rapport/${name}`;
  }
}
export const app = new App();

class WebContents extends EventEmitter {
  sent: [string, unknown][] = [];
  posted: { channel: string; ports: unknown[] }[] = [];
  openHandler: (() => { action: string }) | undefined;
  reloads = 0;
  url = '';
  getURL() {
    return this.url;
  }
  setWindowOpenHandler(handler: () => { action: string }) {
    this.openHandler = handler;
  }
  send(channel: string, value: unknown) {
    this.sent.push([channel, value]);
  }
  postMessage(channel: string, _message: unknown, ports: unknown[]) {
    this.posted.push({ channel, ports });
  }
  reload() {
    this.reloads++;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  shown = 0;
  hidden = 0;
  readonly options: { webPreferences: Record<string, unknown> };
  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string) {
    this.webContents.url = url;
    return Promise.resolve();
  }
  show() {
    this.shown++;
  }
  hide() {
    this.hidden++;
  }
  focus() {}
  restore() {}
  isMinimized() {
    return false;
  }
}

export class Notification extends EventEmitter {
  static isSupported = () => record.canNotify;
  shown = 0;
  closed = 0;
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
    record.notices.push(this);
  }
  show() {
    this.shown++;
  }
  close() {
    this.closed++;
  }
}

export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof record.privilegedSchemes) {
    record.privilegedSchemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>) {
    record.protocolHandlers.set(scheme, handler);
  },
};

function cleared(what: string): Promise<void> {
  record.cleared.push(what);
  return Promise.resolve();
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: NonNullable<typeof record.permissionRequest>) {
      record.permissionRequest = handler;
    },
    setPermissionCheckHandler(handler: NonNullable<typeof record.permissionCheck>) {
      record.permissionCheck = handler;
    },
    setDevicePermissionHandler(handler: () => boolean) {
      record.devicePermission = handler;
    },
    clearStorageData: () => cleared('storage'),
    clearCache: () => cleared('cache'),
    clearCodeCaches: () => cleared('code'),
    clearHostResolverCache: () => cleared('hosts'),
  },
};

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler) {
    record.invokeHandlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

export class MessageChannelMain {
  port1 = { end: 'core' };
  port2 = { end: 'page' };
}

export const nativeTheme = { shouldUseDarkColors: false, themeSource: 'system' };
export const nativeImage = { createFromPath: (path: string) => ({ path }) };
export const clipboard = {
  writeText: (text: string) => void record.copied.push(text),
  clear: () => void record.cleared.push('clipboard'),
};
export const shell = {
  openExternal(url: string) {
    record.openedLinks.push(url);
    return Promise.resolve();
  },
};
export const dialog = {
  showMessageBox(_window: unknown, options: { detail?: string }) {
    record.dialogs.push(options);
    return Promise.resolve({ response: record.dialogAnswer });
  },
};

export const Menu = {
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu: (menu: MenuItem[]) => void record.menus.push(menu),
};

export class Tray extends EventEmitter {
  setToolTip() {}
  setContextMenu(menu: MenuItem[]) {
    record.trayMenus.push(menu);
  }
}

/** The key store: reverses the text, so that a wrapped key is not the key. */
export const safeStorage = {
  available: true,
  backend: 'gnome_libsecret',
  rotated: false,
  isAsyncEncryptionAvailable: () => Promise.resolve(safeStorage.available),
  getSelectedStorageBackend: () => safeStorage.backend,
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from([...text].toReversed().join(''))),
  decryptStringAsync(bytes: Buffer) {
    const shouldReEncrypt = safeStorage.rotated;
    safeStorage.rotated = false;
    return Promise.resolve({ shouldReEncrypt, result: [...bytes.toString()].toReversed().join('') });
  },
};

class UtilityChild extends EventEmitter {
  messages: { message: Record<string, unknown>; ports: unknown[] }[] = [];
  killed = false;
  readonly modulePath: string;
  constructor(modulePath: string) {
    super();
    this.modulePath = modulePath;
  }
  postMessage(message: Record<string, unknown>, ports: unknown[] = []) {
    this.messages.push({ message, ports });
  }
  kill() {
    this.killed = true;
  }
}
export const utilityProcess = {
  fork(modulePath: string) {
    const child = new UtilityChild(modulePath);
    record.forks.push(child);
    return child;
  },
};

/** For the preload script. */
export const exposed = new Map<string, Record<string, unknown>>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: Record<string, unknown>) => void exposed.set(name, value),
};
class IpcRenderer extends EventEmitter {
  invoked: unknown[][] = [];
  sends: unknown[][] = [];
  invoke(...args: unknown[]) {
    this.invoked.push(args);
    return Promise.resolve();
  }
  send(...args: unknown[]) {
    this.sends.push(args);
  }
}
export const ipcRenderer = new IpcRenderer();
