import { type Replaced, replacedSentence, writeCarryOver } from './carry-over.ts'
import { isDamage, isDiskFull } from './errors.ts'
import { type OpenWriterOptions, openStoreWriter, setAside } from './open.ts'
import { storePaths } from './paths.ts'
import { type FromWorker, type WorkerRequest, WRITER_CALLS } from './rpc.ts'
import type { Service } from './service.ts'
import type { SecondOfRecord } from './types.ts'

/** Folding between two calls takes about this long: what an alarm may have to wait for its commit. */
const FOLD_STEP_MS = 60

/** Answers writes on the one writer and folds between them. */
export function serveWriter(options: OpenWriterOptions, post: (message: FromWorker) => void): Service {
  const first = openStoreWriter(options)
  let writer = first.writer
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

  /** Damage met while running: keep the old record untouched, go on with a new one that knows the same channels, beds and stays. */
  function replaceDamaged(): void {
    const channels = writer.channels()
    const carried = writer.carryOver()
    const nowUtcMs = Date.now()
    writer.close()
    const keptAs = setAside(storePaths(options.dataDir), nowUtcMs)
    writer = openStoreWriter({ ...options, nowUtcMs }).writer
    writer.record(emptySecond(nowUtcMs, channels))
    const replaced: Replaced = { keptAs, carried, station: options.station, atUtcMs: nowUtcMs }
    writeCarryOver(writer, replaced)
    post({ type: 'notice', sentence: replacedSentence(replaced) })
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
      try {
        return invoke()
      } catch (error) {
        if (!isDamage(error)) throw error
        replaceDamaged()
        return invoke()
      }
    },
    idle() {
      try {
        writer.foldStep(FOLD_STEP_MS)
      } catch (error) {
        if (isDamage(error)) replaceDamaged()
        // No room for the fold: the journal holds the same data, the next fold tries again.
        else if (!isDiskFull(error)) throw error
      }
    },
    close: () => writer.close(),
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
