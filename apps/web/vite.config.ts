import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedTexts } from './compressed-texts.js';
import { usedMantineStyles } from './mantine-styles.js';

const domain = fileURLToPath(new URL('../../libs/domain/src/', import.meta.url));

export default defineConfig({
  plugins: [usedMantineStyles(), react(), compressedTexts()],
  // The package's own `#domain` points at compiled files; the web is built from the sources.
  resolve: { alias: [{ find: /^#domain\/(.*)\.js$/, replacement: `${domain}$1.ts` }] },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/health': 'http://127.0.0.1:3000' } },
  build: { target: 'baseline-widely-available', sourcemap: false, chunkSizeWarningLimit: 900 },
});
