import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type RecordEntry, UnreadableData } from './pack.ts'

/** A reference label: sample number, MIT symbol, auxiliary text. */
export interface Label {
  readonly sample: number
  readonly symbol: string
  readonly aux: string
}

/** The symbols that WFDB counts as beats. */
export const BEAT_SYMBOLS: ReadonlySet<string> = new Set('N L R B A a J S V r F e j n E / f Q ?'.split(' '))

/** Rows of a comma-separated file without its header; `.gz` is unpacked. Null if the file is absent. Throws UnreadableData. */
export function readRows(path: string): string[][] | null {
  if (!existsSync(path)) return null
  return textOf(path)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()))
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  try {
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch {
    throw new UnreadableData(`readable ${basename(path)}`)
  }
}

/** Labels of a record from `ann/ID.csv`; null if it has none. */
export function readLabels({ folder, id }: RecordEntry): Label[] | null {
  const rows = readRows(join(folder, 'ann', `${id}.csv`))
  if (rows === null) return null
  const labels = rows.map(([sample, symbol, , , aux]) => ({
    sample: sample === '' ? Number.NaN : Number(sample),
    symbol: symbol ?? '',
    aux: aux ?? '',
  }))
  if (labels.some(({ sample }) => !Number.isFinite(sample))) throw new UnreadableData('readable labels')
  return labels.sort((one, other) => one.sample - other.sample)
}

/** Reference beats of a record, as samples: from its labels, or from the list `r` of its index. */
export function readBeats(entry: RecordEntry): number[] | null {
  const labels = readLabels(entry)
  if (labels !== null)
    return labels.filter(({ symbol }) => BEAT_SYMBOLS.has(symbol)).map(({ sample }) => sample)
  const { r } = entry.extra
  return Array.isArray(r) ? r.map(Number).sort((one, other) => one - other) : null
}

/** Ventricular flutter (`[` to `]`), which bxb leaves out: from and to, as samples. Null if the record has no labels. */
export function readFlutter(entry: RecordEntry): [number, number][] | null {
  const labels = readLabels(entry)
  if (labels === null) return null
  const spans: [number, number][] = []
  let from: number | null = null
  for (const { sample, symbol } of labels) {
    if (symbol === '[') from = sample
    else if (symbol === ']' && from !== null) {
      spans.push([from, sample])
      from = null
    }
  }
  return spans
}

/** From when on which rhythm is labelled: `AF`, `N` (sinus) or another. */
export interface RhythmChange {
  readonly atSeconds: number
  readonly rhythm: string
}

const RHYTHMS: Readonly<Record<string, string>> = { '(AFIB': 'AF', '(N': 'N', 'AFIB/AFL': 'AF', N: 'N' }

/** Rhythm changes of a record from its MIT labels; null if it has none. */
export function readRhythms(entry: RecordEntry): RhythmChange[] | null {
  const labels = readLabels(entry)
  if (labels === null) return null
  return labels
    .filter(({ symbol }) => symbol === '+')
    .map(({ sample, aux }) => ({
      atSeconds: sample / entry.rateHz,
      rhythm: RHYTHMS[aux.replaceAll('\0', '')] ?? aux,
    }))
}

/** Beat times and rhythms of one VitalDB file (a row a beat). */
export function readBeatRhythms(path: string): RhythmChange[] {
  return (readRows(path) ?? []).map(([second, , rhythm]) => ({
    atSeconds: Number(second),
    rhythm: RHYTHMS[rhythm ?? ''] ?? rhythm ?? '',
  }))
}
