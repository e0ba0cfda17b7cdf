import { createHash } from 'node:crypto'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { VigilError } from '../../ipc/contract.ts'
import type { LinkSpec } from '../link/spec.ts'
import { demoConfig } from './demo.ts'
import { parseConfig } from './parse.ts'
import { type BedConfig, bedSchema, type StationConfig } from './schema.ts'
import { isMissing, reasonOf, replaceFile, safeJson } from './settings-file.ts'

/** Beds as they were last edited in set-up, beside the record. */
const BEDS_FILE = 'beds.json'
const SETTINGS_VERSION = 1

const settingsSchema = z.strictObject({
  version: z.literal(SETTINGS_VERSION),
  /** SHA-256 of the config text the edits were made on. */
  basedOn: z.string(),
  beds: z.array(bedSchema),
})

export interface LoadedConfig {
  readonly config: StationConfig
  /** For sentences. */
  readonly name: string
  /** Relative recordings are looked for here. */
  readonly baseDir: string
  /** Identifies the text of the config: edits in set-up belong to it. */
  readonly digest: string
  /** The beds are those of set-up: who lies in them is in the record, not in the config. */
  readonly edited: boolean
  /** Sentences to show once. */
  readonly notices: readonly string[]
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function readBeds(
  dataDir: string,
  digest: string,
): Promise<{ beds: BedConfig[] | null; notices: string[] }> {
  const file = join(dataDir, BEDS_FILE)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return { beds: null, notices: [] }
    return { beds: null, notices: [`The beds saved in set-up cannot be read (${reasonOf(error)}).`] }
  }
  const parsed = settingsSchema.safeParse(safeJson(text))
  if (!parsed.success) {
    await rename(file, `${file}.unreadable`)
    const notice = `The beds saved in set-up are damaged: they lie in ${BEDS_FILE}.unreadable, the config is used.`
    return { beds: null, notices: [notice] }
  }
  // The config file was edited since: what is written there now is what somebody wants.
  return { beds: parsed.data.basedOn === digest ? parsed.data.beds : null, notices: [] }
}

/**
 * Finds the beds of this start: the config file (or the demo ward), with the
 * edits made in set-up on that same text. Throws VigilError configInvalid,
 * fileMissing or fileUnreadable with one sentence.
 */
export async function loadConfig(
  configFile: string | null,
  dataDir: string,
  resourcesDir: string,
): Promise<LoadedConfig> {
  const name = configFile === null ? 'demo ward' : basename(configFile)
  const text = configFile === null ? JSON.stringify(demoConfig) : await readConfig(configFile)
  const config = configFile === null ? demoConfig : parseConfig(text, name)
  const digest = digestOf(text)
  const { beds, notices } = await readBeds(dataDir, digest)
  return {
    config: beds === null ? config : { ...config, beds },
    name,
    baseDir: configFile === null ? resourcesDir : dirname(resolve(configFile)),
    digest,
    edited: beds !== null,
    notices,
  }
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error))
      throw new VigilError('fileMissing', `The config ${file} is not there: check its name.`)
    throw new VigilError('fileUnreadable', `The config ${file} cannot be read (${reasonOf(error)}).`)
  }
}

/** Keeps the beds for the next start; replaced as a whole, so that a crash leaves the old or the new ones. */
export async function saveBeds(dataDir: string, digest: string, beds: readonly BedConfig[]): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, BEDS_FILE)
  // Who lies in a bed is kept in the encrypted record only.
  const nameless = beds.map((bed) => ({ ...bed, patient: null }))
  const text = JSON.stringify({ version: SETTINGS_VERSION, basedOn: digest, beds: nameless }, null, 2)
  await replaceFile(file, `${text}\n`)
}

/** The link with the files it names made absolute: a recording, certificates. */
export function resolveSpec(spec: LinkSpec, baseDir: string): LinkSpec {
  const absolute = (file: string): string => (isAbsolute(file) ? file : resolve(baseDir, file))
  if (spec.kind === 'replay') return { ...spec, file: absolute(spec.file) }
  if (spec.kind !== 'listen' || spec.tls === null) return spec
  const { cert, key, ca } = spec.tls
  const tls = { cert: absolute(cert), key: absolute(key), ca: ca === null ? null : absolute(ca) }
  return { ...spec, tls }
}
