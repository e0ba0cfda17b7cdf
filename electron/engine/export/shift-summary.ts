import { limitsFor } from '../../../drivers/model/limits.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { ShiftSummary } from '../../ipc/shift.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { labelsOf, uniqueKeys } from './channel-labels.ts'
import { entriesIn, entryChannel } from './entry-terms.ts'
import { type Interval, totalMs, unionOf } from './intervals.ts'
import { recordCheckOf } from './record-check.ts'
import { shiftClock } from './shift-clock.ts'
import { ledgerGaps, shiftAlerts, shiftGaps } from './shift-events.ts'
import { type SummarisedChannel, summariseChannel } from './shift-parameter.ts'
import { lastStayIn } from './stay.ts'
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
  const stay = lastStayIn(reader, request.bed, periodOf(request))
  const period: Interval = { fromUtcMs: stay.fromUtcMs, toUtcMs: stay.toUtcMs }
  const labels = labelsOf(channels)
  const labelOf = (number: number): string => labels.get(number) ?? String(number)
  const ledger = ledgerGaps(reader, request.bed, period)
  const summarised: { channel: NewChannel; result: SummarisedChannel }[] = []
  for (const channel of channels) {
    const spec = channel.channel
    if (spec.kind !== 'numeric') continue
    const result = summariseChannel(reader, {
      channel,
      spec,
      label: labelOf(channel.number),
      period,
      gaps: ledger.filter((gap) => gap.channel === null || gap.channel === channel.number),
      limits: limitsFor('adult', spec.id, spec.unit),
    })
    if (result !== null) summarised.push({ channel, result })
  }
  const monitored = unionOf(summarised.flatMap(({ result }) => result.measured))
  const parameters = uniqueKeys(summarised.map(({ result }) => result.parameter))
  const entries = entriesIn(reader, request.bed, period)
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
    alerts: shiftAlerts(reader, request.bed, period),
    entries,
    notMeasured: signsWithout([
      ...parameters.filter((one) => one.count > 0).map((one) => one.id),
      ...entries.filter(({ state }) => state === 'valid').map((entry) => entryChannel(entry).id),
    ]),
    clock: shiftClock(reader, request.bed, period),
    strip: lastStrip(reader, channels, period, labelOf),
  }
  return { ...page, recordCheck: recordCheckOf(page) }
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
