import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** The oldest runtime the build has to run in: Electron 33, which is the trial runtime (Node 20.18, Chromium 130). */
const NODE_TARGET = 'node20.18'
const PAGE_TARGET = 'chrome130'

/** Set-up builds into a folder beside `out/` and then swaps the two, so that no start ever meets half a build. */
const OUT_DIR = resolve(process.env.VIGIL_OUT_DIR ?? 'out')

/** Loaded from node_modules at run time because each brings a binary; everything else is bundled. */
const NATIVE_PACKAGES = ['serialport', 'node-hid', 'better-sqlite3']

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      outDir: resolve(OUT_DIR, 'main'),
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        external: ['electron', ...NATIVE_PACKAGES],
        input: {
          index: resolve('electron/main/index.ts'),
          engine: resolve('electron/engine/index.ts'),
          'store-worker': resolve('electron/engine/store/threads/worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: resolve(OUT_DIR, 'preload'),
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve('electron/preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    // A worker that splits its code needs ES modules.
    worker: { format: 'es' },
    build: {
      target: PAGE_TARGET,
      minify: true,
      // The page's folder lies outside the page's root, where Vite empties nothing unasked.
      emptyOutDir: true,
      outDir: resolve(OUT_DIR, 'renderer'),
      // Fonts stay files: the content security policy has no data: for fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: resolve('renderer/index.html'), waves: resolve('renderer/waves-frame.html') },
      },
    },
  },
})
