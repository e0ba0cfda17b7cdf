import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheDir, makeFolderOnce } from './cache.ts'
import { PROJECT_DIR } from './run.ts'
import { CONNECT_LIMIT_MS } from './runtimes.ts'
import { say, step } from './say.ts'
import { unzip } from './zip.ts'

/** The part of Electron's own downloader that is used: mirror settings, cache and SHA-256 check are its work. */
interface ElectronGet {
  downloadArtifact(details: {
    readonly version: string
    readonly artifactName: string
    readonly platform: string
    readonly arch: string
    readonly cacheRoot: string
    readonly checksums: Readonly<Record<string, string>>
    readonly downloadOptions: { readonly quiet: boolean; readonly signal: AbortSignal } & {
      getProgressCallback(progress: { readonly transferred: number }): Promise<void>
    }
  }): Promise<string>
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}

/**
 * Downloads the official Electron into `folder`. The SHA-256 comes with the `electron`
 * package. Out: null, or why it could not be had. A host that sends nothing for ten
 * seconds before the first byte is given up.
 */
export async function fetchOfficial(version: string, folder: string): Promise<string | null> {
  const electronRequire = createRequire(join(PROJECT_DIR, 'node_modules/electron/package.json'))
  const giveUp = new AbortController()
  const limit = setTimeout(
    () => giveUp.abort(new Error(`no answer within ${CONNECT_LIMIT_MS / 1_000} s`)),
    CONNECT_LIMIT_MS,
  )
  say(`Trying the official download of Electron ${version} (about 120 MB) ...`)
  try {
    const get = (await import(pathToFileURL(electronRequire.resolve('@electron/get')).href)) as ElectronGet
    const archive = await step(`Downloading Electron ${version}`, () =>
      get.downloadArtifact({
        version,
        artifactName: 'electron',
        platform: process.platform,
        arch: process.arch,
        cacheRoot: join(cacheDir(), 'download'),
        checksums: electronRequire('./checksums.json') as Record<string, string>,
        downloadOptions: {
          quiet: true,
          signal: giveUp.signal,
          getProgressCallback: async ({ transferred }) => {
            if (transferred > 0) clearTimeout(limit)
          },
        },
      }),
    )
    await makeFolderOnce(folder, async (empty) =>
      step('Unpacking Electron', async () => unzip(archive, empty, (name) => name)),
    )
    return null
  } catch (error) {
    return sentenceOf(error)
  } finally {
    clearTimeout(limit)
  }
}
