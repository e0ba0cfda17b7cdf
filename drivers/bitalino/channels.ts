import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { ECG_LEADS, isEcgLead, leadTerm } from '../model/ecg-leads.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { DIGITAL, ECG, HIGHEST, MOST_PORTS } from './codes.ts'
import { type BitalinoOptions, RATES, type Rate, rolesOf } from './options.ts'

const ECG_MILLIVOLT = { lowest: -0.5, highest: 1.5 } as const
/** The higher rate has channels of its own: what is stored under a key never changes its rate. */
const keyOf = (id: string, rateHz: Rate): string => (rateHz === RATES[0] ? id : `${id}@${rateHz}`)

function wave(row: Omit<WaveChannel, 'kind' | 'key' | 'code' | 'timing' | 'width'>, rate: Rate): WaveChannel {
  const code = termById(row.id)?.code ?? null
  return { ...row, kind: 'wave', key: keyOf(row.id, rate), code, timing: 'continuous', width: 16 }
}

/** A port nobody named: counts, because the board does not know what is connected to it. */
function unnamed(index: number, rate: Rate): WaveChannel {
  return wave(
    {
      id: `X_BITALINO_A${index + 1}`,
      source: `a${index + 1}`,
      vendor: `port A${index + 1}`,
      label: `A${index + 1}`,
      unit: '1',
      rateHz: Number(rate),
      gain: 1,
      offset: 0,
      lowest: 0,
      highest: index < HIGHEST.wideAtMost ? HIGHEST.wide : HIGHEST.narrow,
    },
    rate,
  )
}

function lead(name: (typeof ECG_LEADS)[number], rate: Rate): WaveChannel {
  return wave(
    {
      ...ECG_MILLIVOLT,
      id: leadTerm(name),
      source: rate === RATES[0] ? 'ecg' : `ecg-${rate}`,
      vendor: `ECG sensor, lead ${name}`,
      label: name,
      unit: ECG.unit,
      rateHz: Number(rate),
      gain: ECG.millivoltPerCount,
      offset: ECG.offsetMillivolt,
    },
    rate,
  )
}

const all = RATES.map((rate) => ({
  rate,
  ports: Array.from({ length: MOST_PORTS }, (_, index) => unnamed(index, rate)),
  leads: new Map(ECG_LEADS.map((name) => [name, lead(name, rate)])),
}))

/** The digital lines, two that come in and two that go out. */
export const digital: readonly NumericChannel[] = DIGITAL.map(({ name }) =>
  numericOfTerm({
    id: `X_BITALINO_${name}`,
    source: 'digital',
    vendor: `digital ${name}`,
    label: name,
    unit: '1',
  }),
)

/** What each port that is read is under these options. */
export function wavesOf(options: BitalinoOptions): readonly WaveChannel[] {
  const roles = rolesOf(options)
  const { ports = [], leads } = all.find(({ rate }) => rate === options.rateHz) ?? {}
  return ports.slice(0, options.ports).map((port, index) => {
    const role = roles[index]?.[1] ?? 'unnamed'
    return (isEcgLead(role) ? leads?.get(role) : undefined) ?? port
  })
}

/** Every channel the board can send. */
export const channels = [...digital, ...all.flatMap(({ ports, leads }) => [...ports, ...leads.values()])]
