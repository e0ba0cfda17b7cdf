import { type FieldPlan, fieldPlans } from './channels.ts'
import {
  BYTE,
  CHANNEL_DIGITS,
  CHANNEL_ENTRY,
  CO2_CHANNELS,
  MODE_CHANNEL,
  MOST_TABLES,
  type Scale,
} from './codes.ts'
import type { ServoSciOptions } from './options.ts'

/** One value of a block: a number, or the mode. */
export type PlannedValue =
  | (FieldPlan & { readonly type: 'number'; readonly scale: Scale | null })
  | { readonly type: 'mode' }

/** The values of each block, in the order in which they were chosen. */
export interface Layout {
  readonly breath: readonly PlannedValue[]
  readonly settings: readonly PlannedValue[]
}

/** What a ventilator says of one channel. */
interface TableEntry {
  readonly scale: Scale
  readonly unitCode: number
}

/** What the blocks of this ventilator hold, by its own table of channels where it has told one. */
export class Plan {
  readonly #options: ServoSciOptions
  #table: ReadonlyMap<number, TableEntry> | null = null
  #text: string | null = null
  #asked = 0
  #isAgreed = false
  #isCommonOnly = false
  #layout: Layout

  constructor(options: ServoSciOptions) {
    this.#options = options
    this.#layout = this.#made()
  }

  /** What blocks hold now. */
  get layout(): Layout {
    return this.#layout
  }

  /** Whether the table must be asked for again: one answer alone has too weak a check to decide how all is read. */
  get wantsTable(): boolean {
    return !this.#isAgreed && this.#asked < MOST_TABLES
  }

  /** Another ventilator may answer. */
  reset(): void {
    this.#table = null
    this.#text = null
    this.#asked = 0
    this.#isAgreed = false
    this.#isCommonOnly = false
    this.#layout = this.#made()
  }

  tableAsked(): void {
    this.#asked++
  }

  /** A text that may be the table. Out: channels whose unit is another than the manual's, and are left out. */
  tableHeard(text: string): readonly string[] {
    if (this.#isAgreed) return []
    const table = readTable(text)
    if (table.size === 0) return []
    const isSame = text === this.#text
    this.#text = text
    if (!isSame) return []
    this.#isAgreed = true
    this.#table = table
    this.#layout = this.#made()
    return fieldPlans.flatMap(({ row, channel }) => {
      const entry = table.get(row.channel)
      return entry === undefined || entry.unitCode === row.unitCode
        ? []
        : [`${channel.id} in unit ${entry.unitCode}`]
    })
  }

  /** A list was refused. Out: whether there is a shorter one to try. */
  shorten(): boolean {
    if (this.#isCommonOnly) return false
    this.#isCommonOnly = true
    this.#layout = this.#made()
    return true
  }

  /** Channel numbers of a list as a command takes them. */
  listOf(list: keyof Layout): string {
    return this.#layout[list].map((one) => digitsOf(one)).join('')
  }

  #made(): Layout {
    const numbers = fieldPlans.filter((plan) => this.#isChosen(plan))
    const of = (list: keyof Layout): PlannedValue[] =>
      numbers
        .filter(({ row }) => row.list === list)
        .map((plan) => ({ ...plan, type: 'number', scale: this.#scaleOf(plan) }))
    const hasMode = this.#table === null || this.#table.has(MODE_CHANNEL)
    return {
      breath: of('breath'),
      settings: hasMode ? [...of('settings'), { type: 'mode' }] : of('settings'),
    }
  }

  #isChosen({ row }: FieldPlan): boolean {
    const isOtherCo2 =
      Object.values(CO2_CHANNELS).includes(row.channel) && row.channel !== CO2_CHANNELS[this.#options.co2Unit]
    if (isOtherCo2) return false
    if (this.#isCommonOnly && !row.isCommon) return false
    return this.#table === null || this.#table.get(row.channel)?.unitCode === row.unitCode
  }

  /** The ventilator's own table goes before the manual's. */
  #scaleOf({ row }: FieldPlan): Scale | null {
    return this.#table?.get(row.channel)?.scale ?? row.scale
  }
}

function digitsOf(one: PlannedValue): string {
  const channel = one.type === 'mode' ? MODE_CHANNEL : one.row.channel
  return String(channel).padStart(CHANNEL_DIGITS, '0')
}

/** Bytes with which blocks of values begin, and which list they are of. */
export const LIST_BY_FLAG: ReadonlyMap<number, keyof Layout> = new Map([
  [BYTE.breath, 'breath'],
  [BYTE.settings, 'settings'],
])

/** In: `sampling;ch,gain,offset,unit,type;...`. What does not have this form is left out. */
function readTable(text: string): ReadonlyMap<number, TableEntry> {
  return new Map(
    text.split(';').flatMap((part) => {
      const [, channel, gain, offset, unit] = CHANNEL_ENTRY.exec(part) ?? []
      if (channel === undefined) return []
      const scale = { gain: Number(gain), offset: Number(offset) }
      const isScale = Number.isFinite(scale.gain) && scale.gain > 0 && Number.isFinite(scale.offset)
      return isScale ? [[Number(channel), { scale, unitCode: Number(unit) }] as const] : []
    }),
  )
}
