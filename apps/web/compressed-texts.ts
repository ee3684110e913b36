import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts each text beside itself in its smallest form: compressed once, at leisure, and not for every visitor in haste. */
export function compressedTexts(): Plugin {
  return {
    name: 'handrail:compressed-texts',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (!/\.(js|css|svg)$/.test(file.fileName)) continue;
          const text = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
          };
          const source = brotliCompressSync(text, { params });
          if (source.length < text.length)
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source });
        }
      },
    },
  };
}
