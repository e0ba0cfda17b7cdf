import { basename, extname } from 'node:path'

const LONGEST_NAME = 120

/** A file name without folders or characters that some file system refuses; the page only suggests it. */
export function safeFileName(suggested: unknown, extension: string): string {
  const text = typeof suggested === 'string' ? suggested.slice(0, LONGEST_NAME) : ''
  const name = basename(text)
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^\.+/, '')
  const stem = name === '' ? 'vigil' : name
  return extname(stem) === extension ? stem : `${stem}${extension}`
}
