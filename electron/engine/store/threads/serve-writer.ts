import { takeBackupNotes } from '../backup/notes.ts'
import { ColdCheck } from '../check/cold-check.ts'
import { DataPolicy } from '../disk/data-policy.ts'
import { WavePolicy } from '../disk/policy.ts'
import { diskSpace } from '../disk/space.ts'
import { SteadyClock } from '../disk/steady-clock.ts'
import type { EraserState } from '../erase/erasing.ts'
import { isDamage, isDiskFull } from '../file/errors.ts'
import { storePaths } from '../file/paths.ts'
import { type Replaced, replacedSentence, writeCarryOver } from '../open/carry-over.ts'
import { type OpenWriterOptions, openStoreWriter, setAside } from '../open/open.ts'
import type { SecondOfRecord } from '../types.ts'
import { type FromWorker, type WorkerRequest, WRITER_CALLS } from './rpc.ts'
import type { Service } from './service.ts'

/** Folding between two calls takes about this long: what an alarm may have to wait for its commit. */
const FOLD_STEP_MS = 60
/** Likewise for older data that enters the trend pyramid, while nothing waits to be folded. */
const TREND_STEP_MS = 30
/** Likewise for reading old data, while nothing else is to be done. */
const COLD_STEP_MS = 10
/** How often a fold that found no room is tried again. */
const FOLD_AGAIN_MS = 10_000
/** How often notes of backups made at the command line are looked for. */
const NOTES_EVERY_MS = 10_000
/** Likewise for an erasure: after so long no further step is begun. */
const ERASE_STEP_MS = 40
/** An erasure that a crash has cut holds up a start no longer than this; the rest goes on between seconds. */
const ERASE_AT_START_MS = 300
/** How often an erasure is looked for, or tried again that another reader holds up. */
const ERASE_AGAIN_MS = 10_000
/** The reserve grows this often, a megabyte at a time. */
const RESERVE_EVERY_MS = 1_000

/** Answers writes on the one writer and folds between them. */
export function serveWriter(options: OpenWriterOptions, post: (message: FromWorker) => void): Service {
  const first = openStoreWriter({ ...options, eraseWithinMs: ERASE_AT_START_MS })
  let writer = first.writer
  let cold = new ColdCheck(storePaths(options.dataDir), first.key.hex)
  const policy = new WavePolicy(() => diskSpace(options.dataDir), options.station)
  const dataPolicy = new DataPolicy(options.station)
  const clock = new SteadyClock(Math.max(0, ...first.coverage.map(({ toUtcMs }) => toUtcMs)))
  let nextFoldMs = 0
  let nextReserveMs = 0
  let nextNotesMs = 0
  let nextEraseMs = 0
  post({
    type: 'opened',
    opened: {
      key: { place: first.key.place },
      closedCleanly: first.closedCleanly,
      fullUntilUtcMs: first.fullUntilUtcMs,
      lastRun: first.lastRun,
      coverage: first.coverage,
      channels: writer.channels(),
      lastReadings: first.lastReadings,
      notices: first.notices,
    },
  })

  /** Damage met while running, also in old data: keep the old record untouched, go on with a new one that knows the same channels, beds and stays. */
  function replaceDamaged(): void {
    const channels = writer.channels()
    const carried = writer.carryOver()
    const nowUtcMs = Date.now()
    cold.close()
    writer.abandon()
    const keptAs = setAside(storePaths(options.dataDir), nowUtcMs)
    writer = openStoreWriter({ ...options, nowUtcMs, eraseWithinMs: ERASE_AT_START_MS }).writer
    cold = new ColdCheck(storePaths(options.dataDir), first.key.hex)
    writer.record(emptySecond(nowUtcMs, channels))
    const replaced: Replaced = { keptAs, carried, station: options.station, atUtcMs: nowUtcMs }
    writeCarryOver(writer, replaced)
    post({ type: 'notice', sentence: replacedSentence(replaced) })
  }

  /** Out: whether there is more to do. */
  function workOnRecord(): boolean {
    return writer.foldStep(FOLD_STEP_MS) || writer.trendStep(TREND_STEP_MS) || writer.sealStep(TREND_STEP_MS)
  }

  /** Looks rarely while nothing is to be erased, or while a reader holds the log. */
  function eraseSome(nowMs: number): void {
    const actor = { station: options.station, initials: null, verified: false, session: 'store' } as const
    const fromMs = performance.now()
    let state: EraserState = 'more'
    while (state === 'more' && performance.now() - fromMs < ERASE_STEP_MS)
      state = writer.eraseStep({ actor, atUtcMs: Date.now() })
    if (state !== 'more') nextEraseMs = nowMs + ERASE_AGAIN_MS
  }

  function takeNotes(): void {
    const actor = {
      station: options.station,
      initials: null,
      verified: false,
      session: 'command line',
    } as const
    takeBackupNotes(options.dataDir, (row) => writer.saveBackup(row, { actor, atUtcMs: row.madeUtcMs }))
  }

  return {
    handle(request: WorkerRequest): unknown {
      const call = WRITER_CALLS.find((name) => name === request.name)
      if (call === undefined || request.type !== 'call')
        throw new TypeError('"name" is no call of the writer')
      const invoke = () => {
        const method = writer[call] as (...args: readonly unknown[]) => unknown
        return method.apply(writer, [...request.args])
      }
      if (call === 'erase') nextEraseMs = 0
      try {
        return invoke()
      } catch (error) {
        if (!isDamage(error)) throw error
        replaceDamaged()
        return invoke()
      }
    },
    idle() {
      const nowMs = performance.now()
      try {
        if (nowMs >= nextFoldMs && !workOnRecord()) cold.step(nowMs, COLD_STEP_MS)
        if (nowMs >= nextEraseMs) eraseSome(nowMs)
        const nowUtcMs = Date.now()
        const isSteady = clock.isSteady(nowMs, nowUtcMs)
        policy.step(writer, nowMs, nowUtcMs, isSteady)
        if (isSteady) dataPolicy.step(writer, nowMs, nowUtcMs)
        if (nowMs >= nextNotesMs) {
          nextNotesMs = nowMs + NOTES_EVERY_MS
          takeNotes()
        }
        if (nowMs < nextReserveMs) return
        nextReserveMs = nowMs + RESERVE_EVERY_MS
        writer.growReserve()
      } catch (error) {
        if (isDamage(error)) replaceDamaged()
        // No room for the fold: the journal holds the same data, a later fold tries again.
        else if (isDiskFull(error)) nextFoldMs = nowMs + FOLD_AGAIN_MS
        else throw error
      }
    },
    close() {
      // The writer's connection is the last to go: then SQLite empties the log.
      cold.close()
      writer.close()
    },
  }
}

function emptySecond(atUtcMs: number, channels: SecondOfRecord['channels']): SecondOfRecord {
  return {
    fromUtcMs: atUtcMs,
    toUtcMs: atUtcMs,
    channels,
    waves: [],
    numerics: [],
    alerts: [],
    gaps: [],
    clocks: [],
  }
}
