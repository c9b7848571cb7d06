import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

// Packed here, once: the program embeds what it sends.
const packed = () => ({
  name: 'packed',
  async writeBundle(options) {
    for (const name of await readdir(options.dir)) {
      if (name.endsWith('.js')) {
        const path = join(options.dir, name);
        await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
        await rm(path);
      }
    }
  },
});

// Names without a digest: the address of an asset carries one, made by the program of what it embeds.
export default defineConfig({
  build: {
    outDir: process.env.UI_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rollupOptions: {
      input: { app: 'src/app.ts', stream: 'src/stream.ts', workshop: 'src/workshop.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
  plugins: [packed()],
});
