import { expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import {
  ACTOR,
  announced,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { SalvageReader } from './salvage-reader.ts'

/** A fold and some seconds behind it. */
const SECONDS = FOLD_ROWS + 10
const FOREVER = Number.MAX_SAFE_INTEGER

function record(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  const channels = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
  writer.record(secondOf({ channels }))
  const samples = new Array<number>(RATE_HZ).fill(1)
  for (let second = 0; second < SECONDS; second++) {
    const atUtcMs = START_UTC_MS + second * 1000
    writer.record(secondOf({ waves: [pieceAt(1, atUtcMs, samples)], numerics: [numericAt(2, atUtcMs, 70)] }))
    writer.foldStep(Number.POSITIVE_INFINITY)
  }
  const gap = { bed: 'b1', channel: null, fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + 1, evidence: '' }
  writer.record(secondOf({ gaps: [{ ...gap, cause: 'silent' }] }))
  const times = { atUtcMs: START_UTC_MS, writtenUtcMs: START_UTC_MS }
  const pain = { id: 'e1', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', author: 'AB' } as const
  writer.takeStep(
    {
      kind: 'entry',
      entry: { ...pain, ...times, corrects: null, isWithdrawal: false },
      audit: { action: 'entry.add', object: 'b1', before: null, after: null },
    },
    { actor: ACTOR, atUtcMs: START_UTC_MS },
  )
  writer.close()
}

const WHOLE = { seconds: SECONDS, numbers: SECONDS, gaps: 1, entries: 1, hasSpan: true, lost: [] as string[] }

it.each([
  ['none', {}],
  ['coverage', { lost: ['the period of the record'] }],
  ['gap', { gaps: 0, lost: ['the gap ledger'] }],
  ['entry', { entries: 0, lost: ['entries by hand'] }],
  ['block_time', { lost: ['waves'] }],
  ['block', { seconds: SECONDS - FOLD_ROWS, lost: ['waves'] }],
  ['journal_time', { lost: ['waves'] }],
  ['numeric_tail', { numbers: FOLD_ROWS, lost: ['numbers', 'the numbers of the last minute'] }],
  ['channel', { seconds: 0, numbers: 0, hasSpan: true, lost: ['the list of channels'] }],
])('H14 gives all that a damaged table leaves: %s', (table, expected) =>
  withFolder((folder) => {
    record(folder)
    if (table !== 'none') damageTable(folder, table)
    const { connection } = openStoreReader(openOptions(folder))
    const reader = new SalvageReader(connection, folder)
    const samples = reader.waves(1, 0, FOREVER).reduce((sum, piece) => sum + piece.samples.length, 0)
    expect({
      seconds: samples / RATE_HZ,
      numbers: reader
        .channels('b1')
        .flatMap(({ number }) => reader.numerics(number, START_UTC_MS, START_UTC_MS + 600_000)).length,
      gaps: reader.gaps('b1', 0, FOREVER).length,
      entries: reader.entries('b1', 0, FOREVER).length,
      hasSpan: reader.span('b1') !== null,
      lost: reader.lost,
    }).toEqual({ ...WHOLE, ...expected })
    reader.close()
  }),
)
