import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedTexts } from './compressed-texts.js';
import { usedMantineStyles } from './mantine-styles.js';

const domain = fileURLToPath(new URL('../../libs/domain/src/', import.meta.url));

/**
 * What most screens share travels as one file: many small ones compress badly, and each screen would bring some of them.
 * The calendar and what opens over a field (lists, menus) stay apart, the first screen does without them. A lower number
 * moves weight from the screens to the first load.
 */
const common = {
  name: 'common',
  test: /src\/(kit(?!\/fields)|session|live|words)|node_modules\/(?!@mantine\/dates|dayjs|@floating-ui|@mantine\/core\/.*\/(Popover|Combobox|Select)\/)/,
  minShareCount: 30,
};

export default defineConfig({
  plugins: [usedMantineStyles(), react(), compressedTexts()],
  // The package's own `#domain` points at compiled files; the web is built from the sources.
  resolve: { alias: [{ find: /^#domain\/(.*)\.js$/, replacement: `${domain}$1.ts` }] },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/health': 'http://127.0.0.1:3000',
      '/pages': 'http://127.0.0.1:3000',
    },
  },
  build: {
    target: 'baseline-widely-available',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: [common] } } },
  },
});
