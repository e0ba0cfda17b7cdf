import type { MapRow } from '../../electron/ipc/mapping.ts'
import { type MapProblem, type MapProblemKind, mapProblems } from '../../electron/ipc/mapping-check.ts'
import { type WordKey, words } from '../words/words.ts'

const PROBLEM_WORDS: Readonly<Record<MapProblemKind, WordKey>> = {
  twice: 'map.twice',
  noCode: 'map.noCode',
  noName: 'map.noName',
  noSystem: 'map.noSystem',
  badUri: 'map.badUri',
  badLoinc: 'map.badLoinc',
  otherNumber: 'map.otherNumber',
  shared: 'map.shared',
  noUnit: 'map.noUnit',
  noConversion: 'map.noConversion',
}

/** What is wrong with a row, as one sentence. */
export function problemText({ kind, about }: MapProblem): string {
  return words(PROBLEM_WORDS[kind], { about })
}

/** The first thing that is wrong with a map: of which number, and what; null: nothing. */
export function firstProblem(rows: readonly MapRow[]): { readonly id: string; readonly text: string } | null {
  const [problem] = mapProblems(rows)
  if (problem === undefined) return null
  return { id: rows[problem.row]?.id ?? '', text: problemText(problem) }
}
