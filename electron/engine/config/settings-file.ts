import { open, rename } from 'node:fs/promises'

/** Replaces a file as a whole, so that a crash leaves the old or the new text. Throws what the disk says. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = await open(`${file}.new`, 'w')
  try {
    await temporary.writeFile(text)
    await temporary.sync()
  } finally {
    await temporary.close()
  }
  await rename(`${file}.new`, file)
}

/** The value of a JSON text, or null if it is none. */
export function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Whether an error of the disk says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The words of an error, for a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
