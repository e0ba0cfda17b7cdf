import type { Bundle, Observation } from '@medplum/fhirtypes'
import { onTestFinished } from 'vitest'
import { leaf, segmentOf, segmentsOf } from '../../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../../drivers/hl7v2/parse.ts'
import { formatDtm } from '../../../../drivers/hl7v2/time.ts'
import type { Destination } from '../../config/schema.ts'
import { exportJobs } from '../../export/jobs.ts'
import { numericSpec } from '../../export/testing/memory-reader.ts'
import { openStoreReader, openStoreWriter } from '../../store/open/open.ts'
import { numericAt, openOptions, START_UTC_MS, secondOf } from '../../store/testing/samples.ts'
import { ManualTime } from '../../testing/manual-time.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { Lane } from '../lane.ts'
import { VitalsDesk } from '../vitals-desk.ts'

export type VitalsBench = ReturnType<typeof vitalsBench>

const PLACE = { host: '127.0.0.1', port: 9, training: false } as const
const HIS: Destination = { id: 'his', type: 'mllp', ...PLACE, ack: 'ihe' }
const EHR: Destination = {
  ...{ id: 'ehr', type: 'fhir', ...PLACE, path: '/fhir', patientSystem: 'urn:oid:2.999.1' },
  ...{ provenance: false, strips: false },
}

/**
 * A ward whose numbers go to a destination every minute, over a record on the disk; its first bed has a heart rate. In: the
 * beds; what the destination speaks.
 */
export function vitalsBench(bedIds: readonly string[] = ['b1'], speaks: 'hl7' | 'fhir' = 'hl7') {
  const folder = temporaryFolder()
  const { writer } = openStoreWriter(openOptions(folder))
  const { reader } = openStoreReader(openOptions(folder))
  for (const bed of bedIds) writer.saveBed({ bed, label: bed, driver: 'ge-s5', link: 'sim:', options: '{}' })
  let isOpen = true
  const end = () => {
    if (!isOpen) return
    isOpen = false
    reader.close()
    writer.close()
  }
  onTestFinished(end)
  const time = new ManualTime(START_UTC_MS)
  const nowUtcMs = () => time.utcMs(time.monotonicMs())
  /** What was read of the record is handed over only then. */
  const slowly: Promise<void> = Promise.resolve()
  const state = { beds: bedIds.map((id) => ({ id })), isRecorded: true, isSet: true, underWay: -1, slowly }
  const read = {
    outboxUntil: async () => reader.outboxUntil(),
    bindings: async (bed: string) => reader.bindings(bed),
  }
  const job = async (name: string, args: unknown) => {
    const made = exportJobs[name as 'vitalsMessages'](reader, args)
    await state.slowly
    return made
  }
  const desk = new VitalsDesk({
    // Only what the desk uses of it.
    store: { read, job } as unknown as ConstructorParameters<typeof VitalsDesk>[0]['store'],
    timers: time,
    actor: { station: 'ward-3' },
    destinations: () => (state.isSet ? [{ ...(speaks === 'hl7' ? HIS : EHR), vitalsEveryS: 60 }] : []),
    mapping: { rowsFor: () => [] },
    nowUtcMs,
    beds: () => state.beds,
    isRecorded: () => state.isRecorded,
    queue: async (rows, until) =>
      writer.outbox({ kind: 'queue', rows, atUtcMs: nowUtcMs(), ...(until && { until }) }),
    rows: () => reader.outboxRows(),
    isUnderWay: ({ seq }) => state.underWay === seq,
    discard: async (seqs) => void writer.outbox({ kind: 'discard', seqs }),
  })
  const channel = { number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }
  const record = (minute: number) => {
    const fromUtcMs = START_UTC_MS + minute * 60_000
    const numerics = [numericAt(1, fromUtcMs + 59_000, 60 + minute)]
    const channels = minute === 0 ? [channel] : []
    writer.record(secondOf({ fromUtcMs, toUtcMs: fromUtcMs + 60_000, numerics, channels }))
  }
  const pass = async (forMs: number) => {
    for (let passedMs = 0; passedMs < forMs; passedMs += 1_000) {
      time.advance(1_000)
      await new Promise(setImmediate)
    }
  }
  const received: string[] = []
  /** Everything that waits arrives, in the order of a line that has come back. */
  const deliver = () => {
    const lane = new Lane(
      { maxPerMinute: Number.POSITIVE_INFINITY, keepsOrder: speaks === 'fhir' },
      () => 0.5,
    )
    for (const row of reader.outboxRows()) lane.put(row)
    for (let next = lane.next(0, nowUtcMs()); next !== null; next = lane.next(0, nowUtcMs())) {
      const { seq } = next
      received.push(reader.outboxMessage(seq)?.text ?? '')
      const ended = { kind: 'end', seq, state: 'delivered', attempts: 1, reason: '' } as const
      writer.outbox({ ...ended, controlId: `x${seq}`, atUtcMs: START_UTC_MS })
      lane.ended({ end: 'delivered' }, 0)
    }
  }
  return {
    writer,
    reader,
    time,
    state,
    desk,
    record,
    pass,
    end,
    deliver,
    held: () => (speaks === 'hl7' ? applied(received) : stored(received)),
  }
}

/** What a receiver holds that applies messages in their order: values by patient, code and time. */
function applied(texts: readonly string[]): Map<string, string> {
  const held = new Map<string, string>()
  for (const text of texts) {
    const read = parseMessage(text)
    if (!read.ok) throw new Error(read.problem)
    const patient = leaf(segmentOf(read.message, 'PID'), 3)
    for (const row of segmentsOf(read.message, 'OBX')) {
      if (leaf(row, 2) !== 'NM') continue
      const place = `${patient} ${leaf(row, 3)} ${leaf(row, 14)}`
      if (leaf(row, 11) === 'D') held.delete(place)
      else held.set(place, leaf(row, 5))
    }
  }
  return held
}

/** The same of a FHIR server: what is conditional on an identifier is created once, or takes the place of what has it. */
function stored(texts: readonly string[]): Map<string, string> {
  const kept = new Map<string, Observation>()
  for (const text of texts) {
    const bundle: Bundle<Observation> = JSON.parse(text)
    for (const { request, resource } of bundle.entry ?? []) {
      const name = request?.ifNoneExist ?? request?.url.split('?')[1] ?? ''
      if (resource !== undefined && (request?.method === 'PUT' || !kept.has(name))) kept.set(name, resource)
    }
  }
  const held = new Map<string, string>()
  for (const { resourceType, status, subject, code, effectiveDateTime, ...said } of kept.values()) {
    const value = said.valueQuantity?.value ?? said.valueInteger
    if (resourceType !== 'Observation' || status === 'entered-in-error' || value === undefined) continue
    const what = JSON.stringify(code).toUpperCase().replaceAll(' ', '')
    const time = formatDtm(Date.parse(effectiveDateTime ?? ''), 0, 'fraction')
    held.set(`${subject?.identifier?.value} ${what} ${time}`, String(value))
  }
  return held
}
