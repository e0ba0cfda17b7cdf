import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NumericChannel } from '../../drivers/model/channel.ts'
import { storedEvent } from '../../electron/engine/alarms/log.ts'
import type { AlarmEvent, AlarmFacts } from '../../electron/engine/alarms/types.ts'
import { computeShiftSummary } from '../../electron/engine/export/shift-summary.ts'
import { connect } from '../../electron/engine/store/file/database.ts'
import { storePaths } from '../../electron/engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../electron/engine/store/open/open.ts'
import type { StoredAlarmEvent } from '../../electron/engine/store/tables/alarm-events.ts'
import {
  announced,
  numericChannel,
  openOptions,
  RATE_HZ,
  secondOf,
} from '../../electron/engine/store/testing/samples.ts'
import type { NewChannel, StoreReader } from '../../electron/engine/store/types.ts'
import type { SqliteStoreWriter } from '../../electron/engine/store/write/writer.ts'
import { oneDecimal, percentile } from '../bench/statistics.ts'
import { BEDS, NUMERICS_PER_BED, samplesOf, WAVES, WAVES_PER_BED } from '../support/stored-ward.ts'
import type { Trial } from './trial.ts'

const HOUR_MS = 3_600_000
const SECOND_MS = 1_000
const FROM_UTC_MS = Date.UTC(2026, 0, 5, 8)
const TO_UTC_MS = FROM_UTC_MS + 12 * HOUR_MS
/** The usual interval of the monitors that Vigil reads, and the shortest. */
const INTERVALS_MS = [5_000, 1_000] as const
const ALARMS_A_BED = 200
const WAVE_SECONDS = 60
const SLOWEST_MS = 10_000

const TERMS: readonly (readonly [id: string, unit: string])[] = [
  ['MDC_ECG_HEART_RATE', '/min'],
  ['MDC_PULS_OXIM_SAT_O2', '%'],
  ['MDC_RESP_RATE', '/min'],
  ['MDC_PRESS_BLD_ART_SYS', 'mm[Hg]'],
  ['MDC_PRESS_BLD_ART_DIA', 'mm[Hg]'],
  ['MDC_PRESS_BLD_ART_MEAN', 'mm[Hg]'],
  ['MDC_TEMP', 'Cel'],
]

/** Numbers of a full ward, bed by bed: vital signs that have limits and a score, then fields of the vendor. */
const NUMBERS: readonly NewChannel[] = Array.from({ length: BEDS * NUMERICS_PER_BED }, (_, index) => {
  const [id, unit] = TERMS[index % NUMERICS_PER_BED] ?? []
  const plain = numericChannel(`n${index % NUMERICS_PER_BED}`)
  const spec: NumericChannel =
    id === undefined || unit === undefined ? plain : { ...plain, key: id, id, unit }
  return announced(WAVES.length + index + 1, spec, bedOf(Math.floor(index / NUMERICS_PER_BED)))
})

function bedOf(index: number): string {
  return `b${index + 1}`
}

function alarmsOf(bed: string): StoredAlarmEvent[] {
  const ageClass = { type: 'ageClass', before: null, after: 'adult', atMs: 0, actor: null } as const
  const rows = [storedEvent(bed, 0, FROM_UTC_MS - SECOND_MS, { event: ageClass, about: null })]
  const facts: AlarmFacts = {
    source: 'vigil',
    kind: 'physiological',
    priority: 'high',
    cause: 'oxygen',
    text: 'SpO2 79 < 90',
    limit: null,
  }
  for (let alarm = 0; alarm < ALARMS_A_BED; alarm++) {
    const condition = `limit:${alarm}`
    const raised: AlarmEvent = {
      type: 'raised',
      condition,
      facts,
      waitedMs: 0,
      deviceMs: null,
      atMs: 0,
      actor: null,
    }
    const ended: AlarmEvent = { type: 'ended', condition, why: 'over', as: 'missed', atMs: 0, actor: null }
    const atUtcMs = FROM_UTC_MS + (alarm * (TO_UTC_MS - FROM_UTC_MS)) / ALARMS_A_BED
    const about = { occurrence: alarm + 1, facts }
    rows.push(storedEvent(bed, rows.length, atUtcMs, { event: raised, about }))
    rows.push(storedEvent(bed, rows.length, atUtcMs + 20 * SECOND_MS, { event: ended, about }))
  }
  return rows
}

/** Alarms of all beds, and the last minute of their waves. */
function recordRest(writer: SqliteStoreWriter): void {
  for (let index = 0; index < BEDS; index++) {
    const bed = bedOf(index)
    writer.saveBed({ bed, label: `Bed ${index + 1}`, driver: 'test', link: 'test', options: '{}' })
    writer.bind(bed, { id: `TEST-${index}`, authority: 'TRIAL' }, FROM_UTC_MS - HOUR_MS)
    writer.record(secondOf({ alarmEvents: alarmsOf(bed) }))
  }
  const minute = WAVES.map((channel) => samplesOf(channel, WAVE_SECONDS))
  for (let second = 0; second < WAVE_SECONDS; second++) {
    const startUtcMs = TO_UTC_MS - (WAVE_SECONDS - second) * SECOND_MS
    const waves = WAVES.map(({ number }, index) => ({
      channel: number,
      startUtcMs,
      samples: minute[index]?.slice(second * RATE_HZ, (second + 1) * RATE_HZ) ?? new Int16Array(0),
      missing: [],
      marks: [],
    }))
    writer.record(secondOf({ waves }))
  }
}

/** Twelve hours of numbers, made inside SQLite; that they differ matters, which ones they are does not. */
function recordNumbers(dataDir: string, keyHex: string, intervalMs: number): void {
  const connection = connect(storePaths(dataDir), keyHex, 'writer')
  const insert = connection.prepare<[Readonly<Record<string, number>>]>(`
    WITH RECURSIVE step(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM step WHERE number + 1 < $rows)
    INSERT INTO numeric (channel, measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity)
    SELECT $channel, $from + number * $interval, 0, 0, -40,
      60 + ((number * 7919 + $channel * 31) % 601) / 10.0, 0 FROM step`)
  const rows = (TO_UTC_MS - FROM_UTC_MS) / intervalMs
  for (const { number } of NUMBERS) {
    connection.transaction(() =>
      insert.run({ channel: number, rows, from: FROM_UTC_MS, interval: intervalMs }),
    )()
  }
  connection.close()
}

function summaryOf(reader: StoreReader, bed: string) {
  const period = { fromUtcMs: FROM_UTC_MS, toUtcMs: TO_UTC_MS }
  return computeShiftSummary(reader, { bed, ...period, station: 'trial', madeUtcMs: TO_UTC_MS, madeBy: 'AB' })
}

/** Summaries of all beds, and each of them kept as a finished hand-over. */
function handOver(dataDir: string, intervalMs: number) {
  const { writer, key } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: FROM_UTC_MS })
  writer.record(secondOf({ channels: [...WAVES, ...NUMBERS] }))
  recordRest(writer)
  recordNumbers(dataDir, key.hex, intervalMs)
  const { reader } = openStoreReader(openOptions(dataDir))
  const failures: string[] = []
  const [summaryMs, keepMs]: [number[], number[]] = [[], []]
  for (let index = 0; index < BEDS; index++) {
    const bed = bedOf(index)
    const startedMs = performance.now()
    const summary = summaryOf(reader, bed)
    const computedMs = performance.now()
    const content = { summary, paper: 'a4', language: 'en', timeZone: 'UTC' } as const
    const times = { fromUtcMs: FROM_UTC_MS, toUtcMs: TO_UTC_MS, finishedUtcMs: TO_UTC_MS }
    writer.saveHandover({ id: `h${index}`, set: 's', bed, author: 'AB', ...times, content })
    summaryMs.push(computedMs - startedMs)
    keepMs.push(performance.now() - computedMs)
    const values = (TO_UTC_MS - FROM_UTC_MS) / intervalMs
    const whole = summary.parameters.length === NUMERICS_PER_BED && summary.parameters[0]?.count === values
    const isTold = summary.alarms.length === ALARMS_A_BED && summary.scores.points.length === 12
    if (!whole || !isTold || summary.strip?.rows.length !== WAVES_PER_BED)
      failures.push(`bed ${bed} is not whole`)
    if (reader.handover(`h${index}`)?.content.summary.recordCheck !== summary.recordCheck) {
      failures.push(`the hand-over of bed ${bed} did not come back`)
    }
  }
  reader.close()
  writer.close()
  const allMs = [...summaryMs, ...keepMs].reduce((sum, ms) => sum + ms, 0)
  const figures = {
    allBedsMs: Math.round(allMs),
    summaryOfABedMs: {
      median: oneDecimal(percentile(summaryMs, 0.5)),
      max: oneDecimal(percentile(summaryMs, 1)),
    },
    keptMs: { median: oneDecimal(percentile(keepMs, 0.5)), max: oneDecimal(percentile(keepMs, 1)) },
  }
  return { allMs, failures, figures }
}

/** The hand-over of a whole ward after 12 hours, from the record alone. */
export const handover: Trial = {
  claim: `The hand-overs of ${BEDS} beds and 12 hours, ${NUMERICS_PER_BED} numbers each, one in 5 s or one a second, and ${ALARMS_A_BED} alarms, are worked out from the record and kept in under ${SLOWEST_MS / SECOND_MS} s.`,
  usualRounds: 1,
  minutes: 2,
  async run(rounds, say) {
    const failures: string[] = []
    const figures: Record<string, unknown> = {}
    for (const intervalMs of INTERVALS_MS) {
      const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
      try {
        const done = handOver(folder, intervalMs)
        const every = `every ${intervalMs / SECOND_MS} s`
        say(`numbers ${every}: ${Math.round(done.allMs)} ms for all beds`)
        figures[every] = done.figures
        failures.push(...done.failures)
        if (done.allMs >= SLOWEST_MS) failures.push(`numbers ${every}: it took ${done.allMs} ms`)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
    return { ok: failures.length === 0, rounds, failures, figures }
  },
}
