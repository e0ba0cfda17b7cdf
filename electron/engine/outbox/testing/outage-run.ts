import { leaf, segmentOf, segmentsOf } from '../../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../../drivers/hl7v2/parse.ts'
import type { Destination } from '../../config/schema.ts'
import { exportJobs } from '../../export/jobs.ts'
import type { Attempt } from '../../export/mllp-attempt.ts'
import { stationEui64 } from '../../export/oru-address.ts'
import { numericSpec } from '../../export/testing/memory-reader.ts'
import { openStoreReader, openStoreWriter } from '../../store/open/open.ts'
import type { OutboxMessage, OutboxRow, OutboxStep } from '../../store/tables/outbox.ts'
import { numericAt, openOptions, START_UTC_MS, secondOf } from '../../store/testing/samples.ts'
import { ManualTime } from '../../testing/manual-time.ts'
import { OutboxDesk } from '../desk.ts'
import { formOf } from '../shift-row.ts'

const MINUTE_MS = 60_000
const STEP_MS = 250
const STEPS_A_MINUTE = MINUTE_MS / STEP_MS
/** Numbers come every so often. */
const NUMBER_EVERY_MS = 5_000
/** Of what goes wrong while the line is down, so much had arrived: only the acknowledgement is lost. */
const LOST_ANSWER_SHARE = 0.3

/** One shift with a bad line. */
export interface OutagePlan {
  readonly folder: string
  readonly beds: number
  readonly minutes: number
  /** Share of the minutes in which the line is up. */
  readonly upShare: number
  /** Share of the minutes at a moment of which the program ends without a word and starts again. */
  readonly killShare: number
  random(): number
  /** What the receiver reads; absent: HL7 over MLLP. */
  readonly destination?: Destination
  /** Hands a message over, also where the answer is lost afterwards; absent: the receiver is in memory. */
  readonly deliver?: (message: OutboxMessage, row: OutboxRow) => Promise<Attempt>
}

/** What was found. Texts are without MSH-7, which says when they were made. */
export interface OutageFound {
  /** By control id, what the record gives when it is read at the end, and what was handed over. */
  readonly expected: ReadonlyMap<string, string>
  readonly received: ReadonlyMap<string, string>
  /** Bed, time and heart rate as they were recorded, one an interval. */
  readonly recordedRates: readonly string[]
  readonly attempts: number
  readonly repeats: number
  readonly kills: number
  readonly mostWaiting: number
  readonly leftInOutbox: number
}

/** What every receiver of the shift is: its numbers go every minute, as fast as it takes them. */
export const RECEIVER = {
  ...{ id: 'his', host: '127.0.0.1', port: 9, training: false },
  ...{ vitalsEveryS: MINUTE_MS / 1_000, maxPerMinute: 6_000 },
} as const
const STATION = 'ward-3'

/** The patient of a bed, by its number from 0. */
export function patientIdOf(index: number): string {
  return `7${index}`
}

/** A bed by its number from 0. */
export function bedOf(index: number): string {
  return `b${index + 1}`
}

function rateAt(bed: number, utcMs: number): number {
  return 60 + ((bed * 7 + Math.round((utcMs - START_UTC_MS) / NUMBER_EVERY_MS)) % 80)
}

/** An HL7 message without the time at which it was made; a bundle tells none. */
export function withoutMade(text: string): string {
  return text.replace(/^((?:[^|]*\|){6})[^|]*/, '$1')
}

/** Runs a shift on a record in a folder, minute by minute, in made-up time, and then lets the line stay up until all is sent. */
export async function runOutage(plan: OutagePlan): Promise<OutageFound> {
  const { folder, beds, minutes, random } = plan
  const destination: Destination = plan.destination ?? { ...RECEIVER, type: 'mllp', ack: 'ihe' }
  const { writer } = openStoreWriter(openOptions(folder))
  const { reader } = openStoreReader(openOptions(folder))
  const time = new ManualTime(START_UTC_MS)
  const received = new Map<string, string>()
  const tally = { attempts: 0, repeats: 0, kills: 0, mostWaiting: 0 }
  const inFlight = new Set<Promise<unknown>>()
  let isUp = false
  const take = ({ controlId, text }: OutboxMessage): void => {
    if (received.has(controlId)) tally.repeats++
    received.set(controlId, withoutMade(text))
  }
  const attempt = async (message: OutboxMessage, row: OutboxRow): Promise<Attempt> => {
    tally.attempts++
    const isAnswered = isUp
    if (!isAnswered && random() >= LOST_ANSWER_SHARE) return { end: 'notConnected', detail: 'ECONNREFUSED' }
    const end = await (plan.deliver?.(message, row) ?? { end: 'delivered' as const, detail: '' })
    if (end.end === 'delivered') take(message)
    return isAnswered ? end : { end: 'noReply', detail: 'no acknowledgement in time' }
  }
  const start = async () => {
    let isDead = false
    // What a killed program has begun never ends.
    const alive = async <T>(call: () => T): Promise<T> => (isDead ? new Promise<T>(() => undefined) : call())
    const store = {
      outbox: (step: OutboxStep) => alive(() => writer.outbox(step)),
      read: {
        outboxRows: () => alive(() => reader.outboxRows()),
        outboxPauses: () => alive(() => reader.outboxPauses()),
        outboxUntil: () => alive(() => reader.outboxUntil()),
        outboxMessage: (seq: number) => alive(() => reader.outboxMessage(seq)),
        bindings: (bed: string) => alive(() => reader.bindings(bed)),
        stayMoves: () => alive(() => reader.stayMoves()),
      },
      job: (name: string, args: unknown) =>
        alive(() => structuredClone(exportJobs[name as 'vitalsMessages'](reader, args))),
    }
    const desk = new OutboxDesk(
      {
        // Only what the desk uses of it.
        store: store as unknown as ConstructorParameters<typeof OutboxDesk>[0]['store'],
        clock: time,
        timers: time,
        actor: { station: STATION },
        destinationDesk: { all: [destination], secretOf: () => undefined },
        baseDir: '/',
        mapping: { rowsFor: () => [] },
        nowUtcMs: () => time.utcMs(time.monotonicMs()),
        beds: () => Array.from({ length: beds }, (_, index) => ({ id: bedOf(index) })),
        isRecorded: () => true,
      },
      random,
      (_, message, row) => {
        const ended = attempt(message, row)
        inFlight.add(ended)
        void ended.finally(() => inFlight.delete(ended))
        return isDead ? new Promise(() => undefined) : ended
      },
    )
    await desk.begin()
    return {
      desk,
      kill: () => {
        isDead = true
      },
    }
  }
  const settle = async (): Promise<void> => {
    await new Promise(setImmediate)
    while (inFlight.size > 0) await Promise.all(inFlight)
  }
  const step = async (): Promise<void> => {
    time.advance(STEP_MS)
    await settle()
  }
  const record = (minute: number): void => {
    const fromUtcMs = START_UTC_MS + minute * MINUTE_MS
    const channels = Array.from({ length: beds }, (_, index) => {
      return {
        number: index + 1,
        bed: bedOf(index),
        driver: 'ge-s5',
        simulated: false,
        channel: numericSpec(),
      }
    })
    const numerics = channels.flatMap(({ number }) =>
      Array.from({ length: MINUTE_MS / NUMBER_EVERY_MS }, (_, index) => {
        const atUtcMs = fromUtcMs + index * NUMBER_EVERY_MS
        return numericAt(number, atUtcMs, rateAt(number - 1, atUtcMs))
      }),
    )
    writer.record(
      secondOf({
        fromUtcMs,
        toUtcMs: fromUtcMs + MINUTE_MS,
        numerics,
        channels: minute === 0 ? channels : [],
      }),
    )
  }

  for (let index = 0; index < beds; index++)
    writer.bind(bedOf(index), { id: patientIdOf(index), authority: 'HOSP' }, START_UTC_MS - MINUTE_MS)
  let running = await start()
  // The first look puts every bed at the begin of the first whole interval.
  for (let count = 0; count < STEPS_A_MINUTE; count++) await step()
  for (let minute = 1; minute <= minutes; minute++) {
    record(minute - 1)
    isUp = random() < plan.upShare
    const killAt = random() < plan.killShare ? Math.floor(random() * STEPS_A_MINUTE) : -1
    for (let count = 0; count < STEPS_A_MINUTE; count++) {
      time.advance(STEP_MS)
      if (count === killAt) {
        // In the middle of whatever that step has begun.
        running.kill()
        tally.kills++
        running = await start()
      }
      await settle()
      tally.mostWaiting = Math.max(tally.mostWaiting, running.desk.rows().length)
    }
  }
  isUp = true
  for (let quiet = 0; quiet < STEPS_A_MINUTE; quiet = running.desk.rows().length > 0 ? 0 : quiet + 1)
    await step()

  const expected = new Map<string, string>()
  const recordedRates: string[] = []
  for (let index = 0; index < beds; index++) {
    const fromUtcMs = START_UTC_MS
    const toUtcMs = START_UTC_MS + minutes * MINUTE_MS
    const made = exportJobs.vitalsMessages(reader, {
      ...{ bed: bedOf(index), fromUtcMs, toUtcMs, everyMs: MINUTE_MS, station: STATION, madeUtcMs: 0 },
      ...{
        eui64: stationEui64(STATION),
        destination: {
          training: false,
          wants: { numbers: true, alarms: false },
          form: formOf(destination, []),
        },
      },
    })
    for (const { controlId, text } of made.messages) expected.set(controlId, withoutMade(text))
    for (let minute = 0; minute < minutes; minute++) {
      const atUtcMs = START_UTC_MS + (minute + 1) * MINUTE_MS - NUMBER_EVERY_MS
      recordedRates.push(`${bedOf(index)} ${atUtcMs} ${rateAt(index, atUtcMs)}`)
    }
  }
  const leftInOutbox = running.desk.rows().length
  await running.desk.close()
  reader.close()
  writer.close()
  return { expected, received, recordedRates, ...tally, leftInOutbox }
}

/** The heart rate of an HL7 message, as `recordedRates` tells it. */
export function rateIn(text: string): string {
  const parsed = parseMessage(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  const bed = leaf(segmentOf(parsed.message, 'PV1'), 3, { component: 3 })
  const row = segmentsOf(parsed.message, 'OBX').find((one) => leaf(one, 2) === 'NM')
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(leaf(row, 14)) ?? []
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return `${bed} ${at} ${leaf(row, 5)}`
}
