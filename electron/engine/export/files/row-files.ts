import { VigilError } from '../../../ipc/contract.ts'
import { exportCsv } from '../csv.ts'
import { exportJson } from '../json.ts'
import { exportWavesJson } from '../waves-json.ts'
import { bytesOf, type OutFile, type Piece } from './pieces.ts'
import type { WaveSource } from './wave-source.ts'

/** Numbers, gaps and entries of a stay as CSV. Its pieces throw VigilError `nothingRecorded` where there is no row. */
export function csvFile(source: WaveSource, name: string): OutFile {
  return textFile(`${name}.csv`, () => {
    const lines = exportCsv(source.reader, requestOf(source))
    const head = lines.next()
    if (head.done === true) return fail(source)
    return chain(head.value, filled(lines) ?? fail(source))
  })
}

/** Numbers, gaps and entries of a stay, and its waves, as JSON lines. As csvFile where there is neither. */
export function jsonlFiles(source: WaveSource, name: string): OutFile[] {
  const waves = (): Iterable<string> | null => filled(exportWavesJson(source.reader, requestOf(source)))
  const numbers = (): Iterable<string> =>
    filled(exportJson(source.reader, requestOf(source))) ?? (waves() === null ? fail(source) : [])
  return [textFile(`${name}.jsonl`, numbers), textFile(`${name}_waves.jsonl`, () => waves() ?? [])]
}

function requestOf({ bed, period }: WaveSource) {
  return { bed, ...period }
}

/** The same texts, or null if there are none. */
function filled(texts: Generator<string>): Iterable<string> | null {
  const first = texts.next()
  return first.done === true ? null : chain(first.value, texts)
}

function* chain(first: string, rest: Iterable<string>): Generator<string> {
  yield first
  yield* rest
}

function fail({ bed }: WaveSource): never {
  throw new VigilError(
    'nothingRecorded',
    `Nothing of the bed "${bed}" is stored in this period: choose another.`,
  )
}

function textFile(name: string, text: () => Iterable<string>): OutFile {
  return {
    name,
    *pieces(): Generator<Piece> {
      for (const piece of text()) yield bytesOf(piece)
    },
  }
}
