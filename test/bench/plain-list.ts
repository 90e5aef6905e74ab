/** The physical limit of a list: all rows in the page from the start, laid out, without a program. */
export function plainList(rows: number): string {
  const row = (n: number) =>
    `<div role="option" class="row"><b>${'王李张刘陈杨黄赵'[n % 8]}</b><span>客户 ${n}<br>公司 ${n % 97}</span><i>2026-01-01</i></div>`;
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; font: 14px sans-serif }
    [role=listbox] { height: 640px; margin: 120px 0 0 240px; overflow-y: auto; contain: strict }
    .row { display: flex; gap: 12px; align-items: center; height: 60px; padding: 0 16px; box-sizing: border-box;
      border-bottom: 1px solid #eee; contain: strict }
    b { width: 32px; height: 32px; border-radius: 50%; background: #dfeee9; color: #114; text-align: center; line-height: 32px }
    span { flex: 1 }
  </style><div role="listbox" tabindex="0">${Array.from({ length: rows }, (_, n) => row(n)).join('')}</div>`;
}
