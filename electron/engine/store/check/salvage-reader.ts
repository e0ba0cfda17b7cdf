import type { StayMoveView } from '../../../ipc/patient.ts'
import { hiddenOfChannel, isHidden } from '../erase/hidden.ts'
import type { Connection } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type ChannelColumns, channelOf, type NumericColumns, numericOf } from '../file/rows.ts'
import { SqliteStoreReader } from '../read/reader.ts'
import type { EntryRow } from '../tables/entries.ts'
import type {
  BedRow,
  BindingRow,
  NewChannel,
  StoredAlert,
  StoredClock,
  StoredGap,
  StoredNumeric,
} from '../types.ts'

/** Stretches of numbers on a damaged page are narrowed down to a part of what was asked for, and no further than this. */
const MOST_PARTS = 16
const LEAST_STRETCH_MS = 1_000
/** Channels are numbered from 1 in the order they were met; far more than a ward ever has. */
const MOST_CHANNELS = 10_000

/**
 * A reader that gives what is left: what lies on damaged pages is left out and counts as lost, all else comes.
 * For exports of a damaged record; screens and summaries, where a part must not look like the whole, use the other.
 */
export class SalvageReader extends SqliteStoreReader {
  readonly #connection: Connection
  readonly #lost = new Set<string>()

  constructor(connection: Connection, dataDir: string) {
    super(connection, dataDir)
    this.#connection = connection
  }

  /** What could not be read whole so far, a few words each. */
  get lost(): readonly string[] {
    return [...this.#lost]
  }

  override beds(): readonly BedRow[] {
    return this.#or('the list of beds', [], () => super.beds())
  }

  override channels(bed?: string): readonly NewChannel[] {
    const rest = () => this.#channelsOneByOne().filter((channel) => bed === undefined || channel.bed === bed)
    return this.#or('the list of channels', rest, () => super.channels(bed))
  }

  protected override channelOfNumber(number: number): NewChannel | undefined {
    return this.#or('the list of channels', undefined, () => super.channelOfNumber(number))
  }

  override numerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredNumeric[] {
    const rest = () => [
      ...this.#folded(
        channel,
        fromUtcMs,
        toUtcMs,
        Math.max(LEAST_STRETCH_MS, (toUtcMs - fromUtcMs) / MOST_PARTS),
      ),
      ...this.#or('the numbers of the last minute', [], () => this.#tail(channel, fromUtcMs, toUtcMs)),
    ]
    const hidden = this.#or('what is being erased', [], () => hiddenOfChannel(this.#connection, channel))
    return this.#or('numbers', rest, () => super.numerics(channel, fromUtcMs, toUtcMs)).filter(
      ({ measuredUtcMs }) => !isHidden(hidden, measuredUtcMs),
    )
  }

  override alerts(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlert[] {
    return this.#or('alarms', [], () => super.alerts(bed, fromUtcMs, toUtcMs))
  }

  override gaps(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredGap[] {
    return this.#or('the gap ledger', [], () => super.gaps(bed, fromUtcMs, toUtcMs))
  }

  override entries(bed: string, fromUtcMs: number, toUtcMs: number): readonly EntryRow[] {
    return this.#or('entries by hand', [], () => super.entries(bed, fromUtcMs, toUtcMs))
  }

  override clocks(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredClock[] {
    return this.#or('the clock ledger', [], () => super.clocks(bed, fromUtcMs, toUtcMs))
  }

  override bindings(bed: string): readonly BindingRow[] {
    return this.#or('the patients', [], () => super.bindings(bed))
  }

  override stayMoves(): readonly StayMoveView[] {
    return this.#or('who was put right', [], () => super.stayMoves())
  }

  override span(bed?: string): { readonly fromUtcMs: number; readonly toUtcMs: number } | null {
    return this.#or(
      'the period of the record',
      () => this.#spanOfRows(bed),
      () => super.span(bed),
    )
  }

  protected override onDamage(): void {
    this.#lost.add('waves')
  }

  #or<T>(what: string, rest: T | (() => T), body: () => T): T {
    try {
      return body()
    } catch (error) {
      if (!isDamage(error)) throw error
      this.#lost.add(what)
      return rest instanceof Function ? rest() : rest
    }
  }

  #channelsOneByOne(): NewChannel[] {
    const select = this.#connection.prepare<[number], ChannelColumns>(queries.channelByNumber)
    const found: NewChannel[] = []
    for (let number = 1; number <= MOST_CHANNELS; number++) {
      const row = this.#or('the list of channels', undefined, () => select.get(number))
      if (row !== undefined) found.push(channelOf(row))
    }
    return found
  }

  /** Halves a stretch that cannot be read, again and again; of the least stretches what comes before and behind the damage. */
  #folded(channel: number, fromUtcMs: number, toUtcMs: number, leastMs: number): StoredNumeric[] {
    const range = [channel, fromUtcMs, toUtcMs]
    const rest = (): NumericColumns[] => {
      const before = this.#upToDamage(queries.numericsInRange, range)
      const lastUtcMs = before.at(-1)?.measured_utc_ms ?? fromUtcMs
      const behind = this.#upToDamage(queries.numericsBackwards, [channel, lastUtcMs + 1, toUtcMs])
      return [...before, ...behind.reverse()]
    }
    if (toUtcMs - fromUtcMs <= leastMs) return rest().map((row) => numericOf(channel, row))
    const halves = (): StoredNumeric[] => {
      const middle = Math.floor((fromUtcMs + toUtcMs) / 2)
      return [
        ...this.#folded(channel, fromUtcMs, middle, leastMs),
        ...this.#folded(channel, middle, toUtcMs, leastMs),
      ]
    }
    return this.#or('numbers', halves, () =>
      this.#connection
        .prepare<number[], NumericColumns>(queries.numericsInRange)
        .all(...range)
        .map((row) => numericOf(channel, row)),
    )
  }

  #upToDamage(query: string, range: readonly number[]): NumericColumns[] {
    const rows: NumericColumns[] = []
    return this.#or('numbers', rows, () => {
      for (const row of this.#connection.prepare<number[], NumericColumns>(query).iterate(...range))
        rows.push(row)
      return rows
    })
  }

  #tail(channel: number, fromUtcMs: number, toUtcMs: number): StoredNumeric[] {
    return this.#connection
      .prepare<number[], NumericColumns>(queries.numericTailInRange)
      .all(fromUtcMs, toUtcMs, channel)
      .map((row) => numericOf(channel, row))
  }

  /** From the rows themselves: the least and greatest times that can be read. */
  #spanOfRows(bed?: string): { fromUtcMs: number; toUtcMs: number } | null {
    interface Ends {
      readonly first: number | null
      readonly last: number | null
    }
    let fromUtcMs = Number.POSITIVE_INFINITY
    let toUtcMs = Number.NEGATIVE_INFINITY
    for (const { number } of this.channels(bed)) {
      for (const query of [queries.numericEnds, queries.blockEnds]) {
        const ends = this.#or('the period of the record', undefined, () =>
          this.#connection.prepare<[number, number], Ends>(query).get(number, number),
        )
        fromUtcMs = Math.min(fromUtcMs, ends?.first ?? fromUtcMs)
        toUtcMs = Math.max(toUtcMs, ends?.last ?? toUtcMs)
      }
    }
    const journal = this.#or('the last minute of waves', undefined, () =>
      this.#connection.prepare<[], Ends>(wholeTableQueries.journalEnds).get(),
    )
    fromUtcMs = Math.min(fromUtcMs, journal?.first ?? fromUtcMs)
    toUtcMs = Math.max(toUtcMs, journal?.last ?? toUtcMs)
    return fromUtcMs < toUtcMs ? { fromUtcMs, toUtcMs } : null
  }
}
