import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { PROJECT_DIR } from '../../resources/setup/run.ts'

/** The oldest runtime that may be measured: Electron 33 (Node 20.18, Chromium 130). */
const MAIN_TARGET = 'node20.18'
const PAGE_TARGET = 'chrome130'
const RENDER_DIR = join(import.meta.dirname, 'render')
const HOP_DIR = join(import.meta.dirname, 'hop')
const MOST_INLINED_BYTES = 1_000_000
const PEERS_DIR = join(import.meta.dirname, 'peers')

/** Folders of the apps that are measured, each with its package.json. */
export interface StagedApps {
  readonly vigil: string
  readonly blank: string
  readonly uplot: string
  /** Draws waves with one of several engines and nothing else. */
  readonly render: string
  /** Sends waves to a worker that only reads them. */
  readonly hop: string
}

function copyVigil(folder: string): void {
  for (const part of ['out', 'package.json', 'resources/demo']) {
    cpSync(join(PROJECT_DIR, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(folder, 'node_modules'))
}

async function bundle(
  entry: string,
  outDir: string,
  target: string,
  format: 'es' | 'iife',
  name = format === 'es' ? 'main.js' : 'page.js',
): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      target,
      outDir,
      emptyOutDir: false,
      // A worker that lies in a file may load no other file: its font travels inside.
      assetsInlineLimit: MOST_INLINED_BYTES,
      minify: format === 'iife',
      ...(format === 'es' && { ssr: entry }),
      rolldownOptions: {
        input: entry,
        external: ['electron', 'serialport'],
        output: { format, entryFileNames: name },
      },
    },
    ssr: { noExternal: true, external: ['electron', 'serialport'] },
  })
}

function preparePeer(name: string, from: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  cpSync(join(from, 'index.html'), join(folder, 'index.html'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'main.js' }),
  )
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(folder, 'node_modules'))
}

async function buildPeer(name: 'blank' | 'uplot', folder: string): Promise<void> {
  preparePeer(`bench-${name}`, join(PEERS_DIR, name), folder)
  await bundle(join(PEERS_DIR, name, 'main.ts'), folder, MAIN_TARGET, 'es')
  if (name === 'uplot') await bundle(join(PEERS_DIR, name, 'page.ts'), folder, PAGE_TARGET, 'iife')
}

/** What only draws: its page, and the wave worker of the app as a file beside it. */
async function buildRender(folder: string): Promise<void> {
  preparePeer('bench-render', RENDER_DIR, folder)
  await bundle(join(RENDER_DIR, 'main.ts'), folder, MAIN_TARGET, 'es')
  await bundle(join(RENDER_DIR, 'page.ts'), folder, PAGE_TARGET, 'iife')
  await bundle(join(PROJECT_DIR, 'renderer/waves/worker.ts'), folder, PAGE_TARGET, 'iife', 'worker.js')
}

/** The way of the waves without anything around it. */
async function buildHop(folder: string): Promise<void> {
  preparePeer('bench-hop', HOP_DIR, folder)
  await bundle(join(HOP_DIR, 'main.ts'), folder, MAIN_TARGET, 'es')
  await bundle(join(HOP_DIR, 'engine.ts'), folder, MAIN_TARGET, 'es', 'engine.js')
  await bundle(join(HOP_DIR, 'page.ts'), folder, PAGE_TARGET, 'iife')
  await bundle(join(HOP_DIR, 'worker.ts'), folder, PAGE_TARGET, 'iife', 'worker.js')
}

/**
 * Puts the built app and the peers into a folder of the bench's own: what is
 * measured stays the same for the whole run, whoever builds meanwhile.
 */
export async function stageApps(folder: string): Promise<StagedApps> {
  const of = (name: string) => join(folder, name)
  const apps = {
    vigil: of('vigil'),
    blank: of('blank'),
    uplot: of('uplot'),
    render: of('render'),
    hop: of('hop'),
  }
  copyVigil(apps.vigil)
  await buildPeer('blank', apps.blank)
  await buildPeer('uplot', apps.uplot)
  await buildRender(apps.render)
  await buildHop(apps.hop)
  return apps
}

/** Bytes of the scripts below a folder, links not followed. */
export function scriptBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.c?js$/.test(entry.name))
    .filter((entry) => !entry.parentPath.includes('node_modules'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
