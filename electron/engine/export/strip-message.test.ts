import { describe, expect, it, onTestFinished } from 'vitest'
import { hl7Inbound } from '../../../drivers/hl7-inbound/driver.ts'
import { encodeMllp } from '../../../drivers/hl7v2/mllp.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import {
  announced,
  openOptions,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../store/testing/samples.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { MessageForm } from './message-form.ts'
import { buildStripMessages, type StripRequest } from './strip-message.ts'
import { parseWithPython } from './testing/python-hl7.ts'

const SECOND_MS = 1_000
const WHO = { id: '4711', authority: 'HOSP' }
const NEXT = { id: '4712', authority: 'HOSP' }
const ECG = {
  ...waveChannel('ecg'),
  id: 'MDC_ECG_ELEC_POTL_II',
  code: 131330,
  unit: 'mV',
  gain: 0.01,
  offset: 0,
}
const HL7: MessageForm = { kind: 'hl7', map: [], ack: 'ihe' }
const FHIR: MessageForm = {
  kind: 'fhir',
  map: [],
  patientSystem: 'urn:oid:1.2.3',
  provenance: false,
  strips: false,
}

const samplesOf = (second: number) =>
  Int16Array.from({ length: RATE_HZ }, (_, index) => ((second * RATE_HZ + index) * 7) % 301)

/** Everything that was stored, in order. */
const SENT = [0, 1, 2, 3]
  .flatMap((second) => [...samplesOf(second)])
  .map((sample, index) => (index >= 600 && index < 650 ? null : sample))

/** Four seconds of an ECG, with a hole of 50 samples in the third; another patient from the fourth on. */
function reader() {
  const folder = temporaryFolder()
  const { writer } = openStoreWriter(openOptions(folder))
  writer.record(secondOf({ channels: [announced(1, ECG)] }))
  writer.bind('b1', WHO, START_UTC_MS)
  for (let second = 0; second < 4; second++) {
    const missing = second === 2 ? [{ start: 100, length: 50 }] : []
    const startUtcMs = START_UTC_MS + second * SECOND_MS
    writer.record(
      secondOf({ waves: [{ channel: 1, startUtcMs, samples: samplesOf(second), missing, marks: [] }] }),
    )
  }
  writer.bind('b1', NEXT, START_UTC_MS + 4 * SECOND_MS)
  const { reader: opened } = openStoreReader(openOptions(folder))
  onTestFinished(() => {
    opened.close()
    writer.close()
  })
  return opened
}

function strip(over: Partial<StripRequest> = {}): StripRequest {
  return {
    bed: 'b1',
    fromUtcMs: START_UTC_MS,
    toUtcMs: START_UTC_MS + 4 * SECOND_MS,
    station: 'ward',
    eui64: '080019FFFE3ED02D',
    madeUtcMs: START_UTC_MS + 9 * SECOND_MS,
    destination: { id: 'his', training: true, form: HL7 },
    ...over,
  }
}

describe('a strip as messages', () => {
  it('is a message a second, whose waves come back to the last sample, with the hole left open', () => {
    const made = buildStripMessages(reader(), strip())
    expect(made).toHaveLength(4)
    expect(new Set(made.map(({ controlId }) => controlId)).size).toBe(4)
    expect(made.every(({ patient }) => patient.id === WHO.id)).toBe(true)
    const heard: Measurement[] = []
    const decoder = hl7Inbound.start(
      { measure: (one) => heard.push(one), wantsEverything: true },
      hl7Inbound.options.parse({}),
    )
    for (const [index, { text }] of made.entries()) decoder.push(encodeMllp(text), index * SECOND_MS)
    decoder.end(made.length * SECOND_MS)
    const waves = heard.flatMap((one) => (one.type === 'wave' && one.channel.id === ECG.id ? [one] : []))
    const values = waves.flatMap(({ samples, missing, channel }) => {
      const wave = channel.kind === 'wave' ? channel : null
      const holes = new Set(
        missing.flatMap(({ start, length }) => Array.from({ length }, (_, at) => start + at)),
      )
      const count = (raw: number) => Math.round((raw * (wave?.gain ?? 0) + (wave?.offset ?? 0)) / ECG.gain)
      return [...samples].map((raw, at) => (holes.has(at) ? null : count(raw)))
    })
    expect(values).toEqual(SENT)
    const [foreign] = parseWithPython(made[2]?.text ?? '')
    const names = foreign?.map(([name]) => name)
    expect(names).toEqual(['MSH', 'PID', 'PV1', 'OBR', 'NTE', 'OBX', 'OBX', 'OBX'])
  })

  it('is of the patient alone: what was recorded before they came stays here', () => {
    const from = START_UTC_MS - 5 * SECOND_MS
    expect(buildStripMessages(reader(), strip({ fromUtcMs: from })).map(({ text }) => text)).toEqual(
      buildStripMessages(reader(), strip()).map(({ text }) => text),
    )
  })

  it('is one bundle of sampled data for a FHIR server: raw samples, origin and factor', () => {
    const destination = { id: 'his', training: true, form: FHIR }
    const [made, ...others] = buildStripMessages(reader(), strip({ destination }))
    expect(others).toEqual([])
    const bundle = JSON.parse(made?.text ?? '{}')
    const waves = bundle.entry.flatMap(({ resource }: { resource: Record<string, never> }) =>
      'valueSampledData' in resource ? [resource] : [],
    )
    const data = waves.map(
      ({ valueSampledData }: { valueSampledData: Record<string, unknown> }) => valueSampledData,
    )
    expect(data[0]).toMatchObject({
      period: 4,
      factor: 0.01,
      dimensions: 1,
      origin: { value: 0, code: 'mV' },
    })
    const raw = data.flatMap(({ data: text }: { data: string }) =>
      text.split(' ').map((one) => (one === 'E' ? null : Number(one))),
    )
    expect(raw).toEqual(SENT)
    expect(waves.map((one: { effectivePeriod: object }) => one.effectivePeriod)).toEqual([
      {
        start: new Date(START_UTC_MS).toISOString(),
        end: new Date(START_UTC_MS + 4 * SECOND_MS).toISOString(),
      },
    ])
  })

  it.each([
    ['of two people', { toUtcMs: START_UTC_MS + 5 * SECOND_MS }, 'badRequest', /^Two people/],
    ['of an hour', { toUtcMs: START_UTC_MS + 3_600_000 }, 'badRequest', /at most a minute/],
    [
      'of nobody',
      { fromUtcMs: START_UTC_MS - 9_000, toUtcMs: START_UTC_MS - 1_000 },
      'waitingForIdentity',
      /whose strip/,
    ],
    [
      'without waves',
      { fromUtcMs: START_UTC_MS + 20_000, toUtcMs: START_UTC_MS + 30_000 },
      'nothingRecorded',
      /No waves/,
    ],
  ])('%s is refused in one sentence', (_, over, code, sentence) => {
    expect(() => buildStripMessages(reader(), strip(over))).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(sentence) }),
    )
  })
})
