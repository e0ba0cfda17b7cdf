import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { PROJECT_DIR } from '../../resources/setup/run.ts'

/** The oldest runtime that may be measured: Electron 33 (Node 20.18, Chromium 130). */
const MAIN_TARGET = 'node20.18'
const PAGE_TARGET = 'chrome130'
const PEERS_DIR = join(import.meta.dirname, 'peers')

/** Folders of the apps that are measured, each with its package.json. */
export interface StagedApps {
  readonly vigil: string
  readonly blank: string
  readonly uplot: string
}

function copyVigil(folder: string): void {
  for (const part of ['out', 'package.json', 'resources/demo']) {
    cpSync(join(PROJECT_DIR, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(folder, 'node_modules'))
}

async function bundle(entry: string, outDir: string, target: string, format: 'es' | 'iife'): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      target,
      outDir,
      emptyOutDir: false,
      minify: format === 'iife',
      ...(format === 'es' && { ssr: entry }),
      rolldownOptions: {
        input: entry,
        external: ['electron', 'serialport'],
        output: { format, entryFileNames: format === 'es' ? 'main.js' : 'page.js' },
      },
    },
    ssr: { noExternal: true, external: ['electron', 'serialport'] },
  })
}

async function buildPeer(name: 'blank' | 'uplot', folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  cpSync(join(PEERS_DIR, name, 'index.html'), join(folder, 'index.html'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: `bench-${name}`, version: '1.0.0', type: 'module', main: 'main.js' }),
  )
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(folder, 'node_modules'))
  await bundle(join(PEERS_DIR, name, 'main.ts'), folder, MAIN_TARGET, 'es')
  if (name === 'uplot') await bundle(join(PEERS_DIR, name, 'page.ts'), folder, PAGE_TARGET, 'iife')
}

/**
 * Puts the built app and the peers into a folder of the bench's own: what is
 * measured stays the same for the whole run, whoever builds meanwhile.
 */
export async function stageApps(folder: string): Promise<StagedApps> {
  const apps = { vigil: join(folder, 'vigil'), blank: join(folder, 'blank'), uplot: join(folder, 'uplot') }
  copyVigil(apps.vigil)
  await buildPeer('blank', apps.blank)
  await buildPeer('uplot', apps.uplot)
  return apps
}

/** Bytes of the scripts below a folder, links not followed. */
export function scriptBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.c?js$/.test(entry.name))
    .filter((entry) => !entry.parentPath.includes('node_modules'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
