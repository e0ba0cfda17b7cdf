import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { KEPT_SECRET } from '../../ipc/destinations.ts'

/** Where the secret of a destination may lie. */
export interface SecretPlace {
  /** Folder that files are relative to. */
  readonly baseDir: string
  /** What the record keeps for it. */
  readonly secret?: string | undefined
}

/** A secret that cannot be used; `message` says what to do about it. */
export class SecretProblem extends Error {}

/** What a sentence calls a secret. In: the name of its file, or where it stands in the record. */
export function secretTitle(name: string): string {
  return name === KEPT_SECRET ? 'what was typed in Setup' : `the file ${name}`
}

/** The text of a secret, read anew each time: a renewed one counts at once. In: its file; the key of the config. Throws SecretProblem. */
export function readSecret({ baseDir, secret }: SecretPlace, name: string, key: string): string {
  if (name === KEPT_SECRET) {
    if (secret !== undefined) return secret
    throw new SecretProblem('the record keeps no secret for it: type it in Setup')
  }
  try {
    return readFileSync(resolve(baseDir, name), 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new SecretProblem(`the file ${name} cannot be read (${reason}): correct ${key} in the config`)
  }
}
