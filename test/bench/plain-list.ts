/** The physical limit of a list: every row is in the page from the start, without a program; the browser draws what is in view. */
export function plainList(rows: number): string {
  const block = (from: number) =>
    `<section>${Array.from({ length: rowsPerBlock }, (_, n) => row(from + n)).join('')}</section>`;
  const blocks = Array.from({ length: rows / rowsPerBlock }, (_, n) => block(n * rowsPerBlock));
  return `<!doctype html><meta charset="utf-8"><style>${look}</style><div role="listbox" tabindex="0">${blocks.join('')}</div>`;
}

const rowsPerBlock = 100;

function row(n: number): string {
  const surname = '王李张刘陈杨黄赵'[n % 8];
  return `<div role="option"><b>${surname}</b><span>客户 ${n}<br>公司 ${n % 97}</span><i>2026-01-01</i></div>`;
}

const look = `
  body { margin: 0; font: 14px sans-serif }
  [role=listbox] { height: 640px; margin: 120px 0 0 240px; overflow-y: auto; contain: strict }
  section { content-visibility: auto; contain-intrinsic-height: ${rowsPerBlock * 60}px }
  [role=option] { display: flex; gap: 12px; align-items: center; height: 60px; padding: 0 16px;
    box-sizing: border-box; border-bottom: 1px solid #eee }
  b { width: 32px; height: 32px; border-radius: 50%; background: #dfeee9; color: #114; text-align: center; line-height: 32px }
  span { flex: 1 }`;
