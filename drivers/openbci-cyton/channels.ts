import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { ECG_LEADS, type EcgLead, isEcgLead, leadTerm } from '../model/ecg-leads.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { ACCELEROMETER, MICROVOLT_PER_COUNT, PACKET, RATE_HZ } from './codes.ts'
import { type CytonOptions, rolesOf } from './options.ts'

/** First scales in microvolt: an ECG, and anything else that electrodes pick up. */
const ECG_MICROVOLT = { lowest: -500, highest: 1500 } as const
const OTHER_MICROVOLT = { lowest: -100, highest: 100 } as const

type Row = Pick<WaveChannel, 'id' | 'source' | 'vendor' | 'label' | 'lowest' | 'highest'>

function wave(row: Row): WaveChannel {
  return {
    ...row,
    kind: 'wave',
    key: row.id,
    code: termById(row.id)?.code ?? null,
    unit: 'uV',
    timing: 'continuous',
    rateHz: RATE_HZ,
    gain: MICROVOLT_PER_COUNT,
    offset: 0,
    width: 32,
  }
}

/** Channels nobody named: own ids, because the board does not know what its electrodes record. */
export const unnamed: readonly WaveChannel[] = Array.from({ length: PACKET.channels }, (_, index) =>
  wave({
    ...OTHER_MICROVOLT,
    id: `X_OPENBCI_CYTON_CH${index + 1}`,
    source: `ch${index + 1}`,
    vendor: `channel ${index + 1}`,
    label: `Ch ${index + 1}`,
  }),
)

/** Leads of the ECG that somebody gave a channel to. */
export const leads: ReadonlyMap<EcgLead, WaveChannel> = new Map(
  ECG_LEADS.map((lead) => [
    lead,
    wave({ ...ECG_MICROVOLT, id: leadTerm(lead), source: 'ecg', vendor: `lead ${lead}`, label: lead }),
  ]),
)

/** How the board lies, in multiples of the standard gravity. */
export const accelerometer: readonly NumericChannel[] = ACCELEROMETER.axes.map((axis) =>
  numericOfTerm({
    id: `X_OPENBCI_CYTON_ACCELERATION_${axis.toUpperCase()}`,
    source: 'accelerometer',
    vendor: `accelerometer ${axis}, g`,
    label: `Acc ${axis} (g)`,
    unit: '1',
    decimals: 2,
  }),
)

/** What each of the eight inputs is under these options; null where it is left out. */
export function wavesOf(options: CytonOptions): readonly (WaveChannel | null)[] {
  return rolesOf(options).map(([, role], index) => {
    if (role === 'unused') return null
    return (isEcgLead(role) ? leads.get(role) : unnamed[index]) ?? null
  })
}

/** Every channel the board can send. */
export const channels = [...accelerometer, ...unnamed, ...leads.values()]
