import { loggedOf } from '../../alarms/log.ts'
import type { StoredAlarmEvent } from '../../store/tables/alarm-events.ts'
import type { EntryRow } from '../../store/tables/entries.ts'
import type { NoteRow } from '../../store/tables/notes.ts'
import type {
  BedRow,
  BindingRow,
  CorrectedNumeric,
  NewChannel,
  StoredAlert,
  StoredClock,
  StoredGap,
  StoredNumeric,
  StoredWave,
  StoreReader,
} from '../../store/types.ts'

/** How one bed is shown. */
export interface Disguise {
  readonly bed: string
  readonly aliasBed: string
  readonly shiftMs: number
}

/**
 * A record of one bed under its alias, all times shifted (those of the device's clock too), without free text, initials,
 * names or who was there. What an export of files does not ask for is not given.
 */
export class DisguisedReader implements StoreReader {
  readonly kind = 'reader'
  readonly #reader: StoreReader
  readonly #disguise: Disguise
  /** The words of a monitor's alarm may be anything; alike ones stay alike. */
  readonly #alarmNumbers = new Map<string, number>()

  constructor(reader: StoreReader, disguise: Disguise) {
    this.#reader = reader
    this.#disguise = disguise
  }

  /** The range in the record's own time. */
  #range(bed: string, fromUtcMs: number, toUtcMs: number): [string, number, number] {
    if (bed !== this.#disguise.aliasBed) throw new TypeError('"bed" is not the one that is disguised')
    return [this.#disguise.bed, this.#own(fromUtcMs), this.#own(toUtcMs)]
  }

  /** Clipped where a caller asks for all there is: an end must not wrap. */
  #own(utcMs: number): number {
    return Math.min(Number.MAX_SAFE_INTEGER, utcMs - this.#disguise.shiftMs)
  }

  #shown(utcMs: number): number {
    return utcMs + this.#disguise.shiftMs
  }

  beds(): readonly BedRow[] {
    const bed = this.#disguise.aliasBed
    return [{ bed, label: '', driver: '', link: '', options: '{}' }]
  }

  channels(bed?: string): readonly NewChannel[] {
    if (bed !== undefined && bed !== this.#disguise.aliasBed) return []
    return this.#reader.channels(this.#disguise.bed).map((row) => ({
      ...row,
      bed: this.#disguise.aliasBed,
      channel: { ...row.channel, vendor: '' },
    }))
  }

  numerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredNumeric[] {
    return this.#reader
      .numerics(channel, this.#own(fromUtcMs), this.#own(toUtcMs))
      .map((row) => this.#numeric(row))
  }

  correctedNumerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly CorrectedNumeric[] {
    return this.#reader
      .correctedNumerics(channel, this.#own(fromUtcMs), this.#own(toUtcMs))
      .map((row) => ({ ...this.#numeric(row), correctedUtcMs: this.#shown(row.correctedUtcMs) }))
  }

  #numeric(row: StoredNumeric): StoredNumeric {
    const deviceMs = row.deviceMs === null ? null : this.#shown(row.deviceMs)
    return {
      ...row,
      deviceMs,
      atUtcMs: this.#shown(row.atUtcMs),
      measuredUtcMs: this.#shown(row.measuredUtcMs),
    }
  }

  waves(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredWave[] {
    return this.#reader
      .waves(channel, this.#own(fromUtcMs), this.#own(toUtcMs))
      .map((piece) => ({ ...piece, startUtcMs: this.#shown(piece.startUtcMs) }))
  }

  alerts(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlert[] {
    return this.#reader.alerts(...this.#range(bed, fromUtcMs, toUtcMs)).map((row) => {
      const number = this.#alarmNumbers.get(row.text) ?? this.#alarmNumbers.size + 1
      this.#alarmNumbers.set(row.text, number)
      return { ...row, bed, atUtcMs: this.#shown(row.atUtcMs), text: `alarm ${number}` }
    })
  }

  alarmEvents(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlarmEvent[] {
    return this.#reader.alarmEvents(...this.#range(bed, fromUtcMs, toUtcMs)).flatMap((row) => {
      const { event, about } = loggedOf(row)
      if (event.type !== 'raised' && event.type !== 'ended') return []
      const facts = about === null ? null : { ...about.facts, text: about.facts.kind }
      const kept = facts === null ? null : { occurrence: about?.occurrence, facts }
      const payload = JSON.stringify({ event: { type: event.type, condition: event.condition }, about: kept })
      return [{ ...row, bed, atUtcMs: this.#shown(row.atUtcMs), payload }]
    })
  }

  gaps(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredGap[] {
    return this.#reader.gaps(...this.#range(bed, fromUtcMs, toUtcMs)).map((gap) => ({
      ...gap,
      bed,
      fromUtcMs: this.#shown(gap.fromUtcMs),
      toUtcMs: this.#shown(gap.toUtcMs),
      evidence: '',
    }))
  }

  clocks(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredClock[] {
    const links = new Map<string, number>()
    return this.#reader.clocks(...this.#range(bed, fromUtcMs, toUtcMs)).map((row) => {
      links.set(row.link, links.get(row.link) ?? links.size)
      const link = `line ${links.get(row.link)}`
      return { ...row, bed, atUtcMs: this.#shown(row.atUtcMs), deviceMs: this.#shown(row.deviceMs), link }
    })
  }

  /** Whose a stretch was before would tell of somebody else. */
  stayMoves(): readonly [] {
    return []
  }

  notes(bed: string, fromUtcMs: number, toUtcMs: number): readonly NoteRow[] {
    return this.#reader.notes(...this.#range(bed, fromUtcMs, toUtcMs)).map((row, index) => ({
      ...row,
      bed,
      id: String(index),
      atUtcMs: this.#shown(row.atUtcMs),
      writtenUtcMs: this.#shown(row.writtenUtcMs),
      author: '',
      text: '',
    }))
  }

  entries(bed: string, fromUtcMs: number, toUtcMs: number): readonly EntryRow[] {
    return this.#reader.entries(...this.#range(bed, fromUtcMs, toUtcMs)).map((row, index) => ({
      ...row,
      bed,
      id: String(index),
      corrects: null,
      atUtcMs: this.#shown(row.atUtcMs),
      writtenUtcMs: this.#shown(row.writtenUtcMs),
      author: '',
    }))
  }

  span(): { readonly fromUtcMs: number; readonly toUtcMs: number } | null {
    const span = this.#reader.span(this.#disguise.bed)
    return span && { fromUtcMs: this.#shown(span.fromUtcMs), toUtcMs: this.#shown(span.toUtcMs) }
  }

  bindings(): readonly BindingRow[] {
    return []
  }

  trend = notGiven
  timeInRange = notGiven
  percentiles = notGiven
  alarmLog = notGiven
  lastTemporary = notGiven
  standbys = notGiven
  auditRows = notGiven
  deliveries = notGiven
  outboxRows = notGiven
  outboxMessage = notGiven
  admissions = notGiven
  remote = notGiven
  outboxUntil = notGiven
  outboxPauses = notGiven
  comparisons = notGiven
  occupantEntries = notGiven
  stayReason = notGiven
  handovers = notGiven
  handover = notGiven
  backups = notGiven
  holds = notGiven
  erasures = notGiven
  keptDays = notGiven

  close(): void {}
}

function notGiven(): never {
  throw new TypeError('"DisguisedReader" gives only what an export of files asks for')
}
