import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import {
  type CodeTable,
  CURVES,
  type CurveRow,
  NUMBERS,
  type NumberRow,
  SETTINGS,
  US_PER_SECOND,
  USUAL_SAMPLE_US,
} from './codes.ts'
import { hexByte } from './message.ts'

const PREFIX = 'X_DRAEGER_MEDIBUS_'
const US_PER_MS = 1_000

const idOf = ({ id, name }: NumberRow): string => id ?? `${PREFIX}${name.replaceAll(/[ .]/g, '_')}`

/** Units in which an id comes: its key names the unit where there are several. */
const unitsOf = new Map<string, Set<string>>()
for (const row of NUMBERS) unitsOf.set(idOf(row), (unitsOf.get(idOf(row)) ?? new Set()).add(row.unit))

const byKey = new Map<string, NumericChannel>()

/** Codes of one quantity in one unit are one channel: a device changes the code with the range. */
function channelOf(row: NumberRow): NumericChannel {
  const { name, unit, decimals } = row
  const id = idOf(row)
  const isOneOfMany = (unitsOf.get(id)?.size ?? 1) > 1
  const key = isOneOfMany ? `${id}#${unit}` : id
  const made = byKey.get(key) ?? {
    ...numericOfTerm({
      id,
      source: 'vent',
      vendor: isOneOfMany ? `${name} ${unit}` : name,
      label: row.id === null ? name : undefined,
      unit,
      decimals,
    }),
    key,
  }
  byKey.set(key, made)
  return made
}

interface CodedChannel {
  readonly row: NumberRow
  readonly channel: NumericChannel
}

const numbers: readonly CodedChannel[] = NUMBERS.map((row) => ({ row, channel: channelOf(row) }))
const settings: readonly CodedChannel[] = SETTINGS.map((row) => ({ row, channel: channelOf(row) }))

/** The channel of a measured code. In: page, code, and the device's table, null while it is unknown. */
export function numberChannel(
  page: 1 | 2,
  code: number,
  table: CodeTable | null,
): NumericChannel | undefined {
  return numbers.find(
    ({ row }) => row.page === page && row.code === code && (row.table === null || row.table === table),
  )?.channel
}

/** The channel of a setting. */
export function settingChannel(code: number): NumericChannel | undefined {
  return settings.find(({ row }) => row.code === code)?.channel
}

function curveChannel(
  { code, id, name, unit, gain, lowest, highest }: CurveRow,
  sampleUs: number,
): WaveChannel {
  return {
    kind: 'wave',
    key: `${id}#${hexByte(code)}/${sampleUs}`,
    id,
    code: termById(id)?.code ?? null,
    source: 'vent',
    vendor: `${name} ${unit} every ${sampleUs / US_PER_MS} ms`,
    label: name,
    unit,
    timing: 'continuous',
    rateHz: US_PER_SECOND / sampleUs,
    gain,
    offset: 0,
    width: 32,
    lowest,
    highest,
  }
}

const usualCurves = CURVES.flatMap((row) =>
  USUAL_SAMPLE_US.map((sampleUs) => ({ row, sampleUs, channel: curveChannel(row, sampleUs) })),
)

/** The channel of a curve whose samples are so far apart; made where no device is known for it. */
export function curveChannelOf(row: CurveRow, sampleUs: number): WaveChannel {
  const usual = usualCurves.find((one) => one.row === row && one.sampleUs === sampleUs)
  return usual?.channel ?? curveChannel(row, sampleUs)
}

/** Every channel that known devices can send. */
export const channels = [...byKey.values(), ...usualCurves.map(({ channel }) => channel)]
