import { words } from '../words/words.ts'

const NUMBERED = /^(.*?)(\d+)$/
/** Fewer than this are named one by one. */
const SHORTEST_RANGE = 3

interface Numbered {
  readonly stem: string
  readonly number: number
}

function numbered(label: string): Numbered | null {
  const found = NUMBERED.exec(label)
  return found === null ? null : { stem: found[1] ?? '', number: Number(found[2]) }
}

function follows(before: string, label: string): boolean {
  const one = numbered(before)
  const other = numbered(label)
  return one !== null && other !== null && one.stem === other.stem && other.number === one.number + 1
}

/** Names of beds, those that follow each other put together: `Bed 17 to Bed 32, Side room`. */
export function labelRanges(labels: readonly string[]): string {
  const runs: string[][] = []
  for (const label of labels) {
    const run = runs.at(-1)
    if (run !== undefined && follows(run.at(-1) ?? '', label)) run.push(label)
    else runs.push([label])
  }
  return runs
    .flatMap((run) =>
      run.length < SHORTEST_RANGE
        ? run
        : [words('ward.range', { first: run[0] ?? '', last: run.at(-1) ?? '' })],
    )
    .join(', ')
}
