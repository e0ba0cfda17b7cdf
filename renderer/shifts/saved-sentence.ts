import { words } from '../words/words.ts'

/** What to say of a file that a person wanted to save. `path` null: they changed their mind. */
export function savedSentence({
  path,
  problem,
}: {
  readonly path: string | null
  readonly problem: string | null
}): string {
  if (problem !== null) return problem
  return path === null ? words('shift.notSaved') : words('shift.saved', { path })
}
