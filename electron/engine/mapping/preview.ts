import { numericOfTerm } from '../../../drivers/model/term-channel.ts'
import { termById } from '../../../drivers/model/terms.ts'
import type { MappedNumber } from '../../ipc/mapping.ts'
import { type MessageForm, messageIn } from '../export/message-form.ts'
import type { StoreReader } from '../store/types.ts'

/** Of a heart rate, a pressure, a saturation alike: it is there to be seen, and means nothing. */
const EXAMPLE_VALUE = 80
const EXAMPLE_PATIENT = { id: 'EXAMPLE', authority: 'VIGIL' }
const EXAMPLE_MS = 60_000

/** Who would send a message, and when. */
export interface PreviewRequest {
  readonly number: MappedNumber
  readonly station: string
  readonly eui64: string
  readonly madeUtcMs: number
  readonly form: MessageForm
}

/** The numbers that a record has of any bed, each once, by id; the newest unit of each. */
export function numbersOf(reader: StoreReader): readonly MappedNumber[] {
  const numbers = new Map<string, MappedNumber>()
  for (const { channel } of reader.channels()) {
    if (channel.kind !== 'numeric') continue
    const { id, label, unit, code } = channel
    numbers.set(id, { id, label, unit, code, loinc: termById(id)?.loinc ?? null })
  }
  return [...numbers.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * One number as a destination would get it, made by the code that sends, as a training message of nobody: the value is an
 * example. A number that is not sent gives a message without it.
 */
export function previewText({ number, station, eui64, madeUtcMs, form }: PreviewRequest): string {
  const { id, label, unit } = number
  const channel = { ...numericOfTerm({ id, source: 'example', vendor: label, unit }), label }
  const observation = {
    channel,
    state: 'good' as const,
    value: EXAMPLE_VALUE,
    measuredUtcMs: madeUtcMs,
    simulated: true,
    driver: 'example',
  }
  const period = { fromUtcMs: madeUtcMs - EXAMPLE_MS, toUtcMs: madeUtcMs }
  const about = { station, eui64, bed: 'example', patient: EXAMPLE_PATIENT, period, madeUtcMs }
  const facts = { ...about, training: true, simulated: true, gaps: [], observations: [observation] }
  const { text } = messageIn(form, facts)
  return form.kind === 'hl7' ? text.replaceAll('\r', '\n') : JSON.stringify(JSON.parse(text), null, 2)
}
