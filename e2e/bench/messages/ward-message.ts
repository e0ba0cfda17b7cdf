import type { Field, Repeat, Segment } from '../../../drivers/hl7v2/build.ts'
import type { ReadField, ReadMessage, ReadRepeat } from '../../../drivers/hl7v2/message.ts'
import type { Observation } from '../../../electron/engine/export/observations.ts'
import { buildOru } from '../../../electron/engine/export/oru.ts'
import { numericSpec } from '../../../electron/engine/export/testing/memory-reader.ts'

const FROM_UTC_MS = Date.UTC(2026, 10, 22, 6)
const MINUTE_MS = 60_000

const NUMBERS: readonly (readonly [id: string, code: number, unit: string, value: number])[] = [
  ['MDC_ECG_HEART_RATE', 147842, '/min', 72],
  ['MDC_PULS_OXIM_SAT_O2', 150456, '%', 96.5],
  ['MDC_RESP_RATE', 151562, '/min', 14],
  ['MDC_PRESS_BLD_ART_SYS', 150037, 'mm[Hg]', 121],
  ['MDC_PRESS_BLD_ART_DIA', 150038, 'mm[Hg]', 67],
  ['MDC_PRESS_BLD_ART_MEAN', 150039, 'mm[Hg]', 85],
]

/** A minute of one bed as the station sends it: ORU^R01 in the shape of PCD-01, SIMULATED. */
export function wardMessage(): string {
  const observations = NUMBERS.map(([id, code, unit, value]): Observation => {
    const channel = numericSpec({ key: id, id, code, unit, source: 'twin' })
    return { channel, state: 'good', value, measuredUtcMs: FROM_UTC_MS, simulated: true, driver: 'ge-s5' }
  })
  return buildOru({
    station: 'ward',
    eui64: '080019FFFE3ED02D',
    bed: 'b1',
    patient: { id: 'TEST-1', authority: 'BENCH' },
    period: { fromUtcMs: FROM_UTC_MS, toUtcMs: FROM_UTC_MS + MINUTE_MS },
    madeUtcMs: FROM_UTC_MS + MINUTE_MS,
    gaps: [],
    training: false,
    simulated: true,
    ack: 'ihe',
    observations,
  }).text
}

const MSH_FIELDS_OF_THEIR_OWN = 2

function repeatOf(repeat: ReadRepeat): Repeat {
  const components = repeat.map((component) => (component.length === 1 ? (component[0] ?? '') : component))
  const [only] = components
  return components.length === 1 && typeof only === 'string' ? only : components
}

function fieldOf(field: ReadField): Field {
  const [only] = field
  return field.length === 1 && only !== undefined ? repeatOf(only) : { repeats: field.map(repeatOf) }
}

/** A message that was read as what the builder is given. */
export function segmentsToBuild({ segments }: ReadMessage): Segment[] {
  return segments.map(({ name, fields }) => {
    const first = name === 'MSH' ? MSH_FIELDS_OF_THEIR_OWN : 0
    const entries = fields.flatMap((field, index) =>
      index < first || field.length === 0 ? [] : [[index + 1, fieldOf(field)] as const],
    )
    return { name, fields: Object.fromEntries(entries) }
  })
}
