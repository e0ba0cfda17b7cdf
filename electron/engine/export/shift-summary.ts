import { VigilError } from '../../ipc/contract.ts'
import type { ShiftSummary, WrittenText } from '../../ipc/shift.ts'
import { stateAt } from '../alarms/stored-period.ts'
import { riskMark } from '../alarms/view.ts'
import { burdenOf } from '../handover/burden.ts'
import { eventStrips } from '../handover/event-strips.ts'
import { limitSpans, limitsOver } from '../handover/limit-spans.ts'
import { scoredChannels } from '../handover/score-observations.ts'
import { SCORE_LEAD_MS, scorePath } from '../handover/score-path.ts'
import { shiftAlarmLog } from '../handover/shift-alarms.ts'
import { takesFrom } from '../store/read/gap-scope.ts'
import { listedNotes, type NoteRow } from '../store/tables/notes.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { labelsOf, uniqueKeys } from './channel-labels.ts'
import { LEAD_MS } from './constants.ts'
import { entriesIn, entryChannel } from './entry-terms.ts'
import { type Interval, totalMs, unionOf } from './intervals.ts'
import { movesIn } from './moves.ts'
import { type NumericsReader, readOnce } from './read-once.ts'
import { recordCheckOf } from './record-check.ts'
import { shiftClock } from './shift-clock.ts'
import { ledgerGaps, shiftAlerts, shiftGaps } from './shift-events.ts'
import { type SummarisedChannel, summariseChannel } from './shift-parameter.ts'
import { lastStayIn, type Stay } from './stay.ts'
import { lastStrip } from './strip.ts'
import { signsWithout } from './vital-signs.ts'

/** Which bed and period, and what stands on the page that the store does not know. Times UTC ms, half open. */
export interface SummaryRequest {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly station: string
  readonly madeUtcMs: number
  readonly madeBy: string | null
}

/**
 * The shift summary of one bed, from the store alone. It covers the last stay in the
 * period (one identifier, or none), and nothing after `madeUtcMs`: figures of a shift
 * that still runs are about the part that has passed.
 * Throws TypeError for a period that is none, VigilError `unknownBed`.
 */
export function computeShiftSummary(reader: StoreReader, request: SummaryRequest): ShiftSummary {
  const bed = reader.beds().find((row) => row.bed === request.bed)
  const channels = reader.channels(request.bed)
  if (bed === undefined && channels.length === 0) {
    throw new VigilError(
      'unknownBed',
      `The record has no bed "${request.bed}": choose one of the beds it has.`,
    )
  }
  const asked = periodOf(request)
  const stay = lastStayIn(reader, request.bed, asked)
  const period: Interval = { fromUtcMs: stay.fromUtcMs, toUtcMs: stay.toUtcMs }
  const labels = labelsOf(channels)
  const labelOf = (number: number): string => labels.get(number) ?? String(number)
  const ledger = ledgerGaps(reader, request.bed, period)
  const spans = limitSpans(reader, request.bed, period)
  const known = lastStayIn(reader, request.bed, { ...period, fromUtcMs: period.fromUtcMs - SCORE_LEAD_MS })
  const numbers = readOnce(reader, scoredChannels(channels), {
    fromUtcMs: Math.min(known.fromUtcMs, period.fromUtcMs - LEAD_MS),
    toUtcMs: period.toUtcMs,
  })
  const summarised: { channel: NewChannel; result: SummarisedChannel }[] = []
  for (const channel of channels) {
    const spec = channel.channel
    if (spec.kind !== 'numeric') continue
    const result = summariseChannel(numbers, {
      channel,
      spec,
      label: labelOf(channel.number),
      period,
      gaps: ledger.filter((gap) => takesFrom(gap, channel)),
      limits: limitsOver(spans, spec),
    })
    if (result !== null) summarised.push({ channel, result })
  }
  const monitored = unionOf(summarised.flatMap(({ result }) => result.measured))
  const parameters = uniqueKeys(summarised.map(({ result }) => result.parameter))
  const entries = entriesIn(reader, request.bed, period)
  const alarms = shiftAlarmLog(reader, request.bed, period)
  const alerts = shiftAlerts(reader, request.bed, period)
  const written = reader.notes(request.bed, period.fromUtcMs, period.toUtcMs)
  const notes = listedNotes(written)
  const { risk } = stateAt(reader, request.bed, period.toUtcMs)
  const ageClass = spans.at(-1)?.state.ageClass ?? null
  const page: Omit<ShiftSummary, 'recordCheck'> = {
    bed: request.bed,
    bedLabel: bed?.label ?? request.bed,
    station: request.station,
    patient: stay.patient,
    simulated: isSimulated(channels, summarised),
    fromUtcMs: period.fromUtcMs,
    toUtcMs: period.toUtcMs,
    madeUtcMs: request.madeUtcMs,
    madeBy: request.madeBy,
    monitoredMs: totalMs(monitored),
    parameters,
    gaps: shiftGaps(ledger, monitored, period, labelOf),
    alerts,
    ageClass,
    ...(risk !== undefined && { highRisk: riskMark(risk, Math.round) }),
    alarms,
    burden: burdenOf(alarms, period),
    scores: scoresOf(reader, numbers, { bed: request.bed, period, known, channels, ageClass }),
    reason: textOf(reader.stayReason(request.bed, period.toUtcMs)),
    forNext: textOf(lastFor(written)),
    notes,
    entries,
    moves: movesIn(reader, request.bed, asked),
    notMeasured: signsWithout([
      ...parameters.filter((one) => one.count > 0).map((one) => one.id),
      ...entries.filter(({ state }) => state === 'valid').map((entry) => entryChannel(entry).id),
    ]),
    clock: shiftClock(reader, request.bed, period),
    strip: lastStrip(reader, channels, period, labelOf),
    ...eventStrips(reader, channels, { alarms, alerts, notes }, period, labelOf),
  }
  return { ...page, recordCheck: recordCheckOf(page) }
}

/** The word for the next shift that was written last, also where it was taken back. */
function lastFor(notes: readonly NoteRow[]): NoteRow | null {
  const words = notes.filter(({ kind }) => kind === 'handover')
  return words.sort((a, b) => a.writtenUtcMs - b.writtenUtcMs).at(-1) ?? null
}

function textOf(note: NoteRow | null): WrittenText | null {
  if (note === null || note.text === '') return null
  const { text, author, writtenUtcMs } = note
  return { text, author, writtenUtcMs }
}

interface ScoreQuestion {
  readonly bed: string
  readonly period: Interval
  /** The stay of the period, from as long before it as a value may be current. */
  readonly known: Stay
  readonly channels: readonly NewChannel[]
  readonly ageClass: ShiftSummary['ageClass']
}

/** NEWS2 of the period; what the same stay gave before it counts as long as it is current. */
function scoresOf(
  reader: StoreReader,
  numbers: NumericsReader,
  { bed, period, known, channels, ageClass }: ScoreQuestion,
): ShiftSummary['scores'] {
  const last = reader.bindings(bed).findLast(({ fromUtcMs }) => fromUtcMs < period.toUtcMs)
  return scorePath(numbers, {
    channels,
    ageClass,
    entries: entriesIn(reader, bed, known),
    period,
    knownFromUtcMs: known.fromUtcMs,
    birthDate: known.patient === null ? null : (last?.person?.birthDate ?? null),
    spo2Scale: (known.patient === null ? null : last?.person?.spo2Scale) ?? 1,
  })
}

function periodOf(request: SummaryRequest): Interval {
  if (!Number.isFinite(request.fromUtcMs)) throw new TypeError('"fromUtcMs" must be a time')
  if (!Number.isFinite(request.toUtcMs)) throw new TypeError('"toUtcMs" must be a time')
  const toUtcMs = Math.min(request.toUtcMs, request.madeUtcMs)
  if (toUtcMs <= request.fromUtcMs) throw new TypeError('"toUtcMs" must be later than "fromUtcMs"')
  return { fromUtcMs: request.fromUtcMs, toUtcMs }
}

/** One simulated row makes the page simulated; without rows the bed's channels decide (DESIGN rule 6). */
function isSimulated(
  channels: readonly NewChannel[],
  summarised: readonly { readonly channel: NewChannel }[],
): boolean {
  const decisive = summarised.length > 0 ? summarised.map((one) => one.channel) : channels
  return decisive.some((one) => one.simulated)
}
