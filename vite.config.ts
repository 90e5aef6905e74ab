/** Builds the page: `renderer/` → `dist/renderer/`. No inline scripts and no absolute addresses, so a strict CSP and any base work. */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('renderer', import.meta.url));

export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'chart', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            {
              name: 'antd',
              // Without the calendar, which is loaded when somebody first opens one; its words come with the language.
              test: /node_modules[\\/](?!@rc-component[\\/]picker[\\/](?!\w+[\\/]locale)|antd[\\/]es[\\/](date|time)-picker[\\/](?!locale))(antd|@ant-design|@rc-component|rc-[^\\/]+|@emotion|stylis)[\\/]/,
              priority: 20,
            },
            {
              name: 'vendor',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|@orpc|i18next|react-i18next|zustand|zod)[\\/]/,
              priority: 10,
            },
          ],
        },
      },
    },
  },
});
