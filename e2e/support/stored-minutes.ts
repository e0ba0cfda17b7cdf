import type { NumericChannel, WaveChannel } from '../../drivers/model/channel.ts'
import { createPatient } from '../../drivers/physiology/patient.ts'
import { openStoreWriter } from '../../electron/engine/store/open/open.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  secondOf,
  waveChannel,
} from '../../electron/engine/store/testing/samples.ts'
import type { NewChannel, StoredAlert, StoredGap } from '../../electron/engine/store/types.ts'

const S = 1_000
const MINUTE_S = 60
/** A cable that was out, and an alarm, by second from the begin of the record. */
const UNPLUGGED = { from: 600, to: 780 }
const ALARM = { from: 1_500, to: 1_530 }
/** Pleth samples that were lost in the alarm. */
const LOST = { second: 1_505, from: 100, to: 200 }

/** What was stored: the alarm begins at `alarmUtcMs`; the bed had nothing in the gap. */
export interface StoredMinutes {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly alarmUtcMs: number
  readonly gap: { readonly fromUtcMs: number; readonly toUtcMs: number }
}

interface WaveKind {
  readonly channel: WaveChannel
  readonly at: (second: number) => number
}

function wave(
  id: string,
  label: string,
  unit: string,
  gain: number,
  bounds: readonly [number, number],
): WaveChannel {
  const [lowest, highest] = bounds
  return { ...waveChannel(id), id, label, unit, gain, lowest, highest }
}

function number(id: string, label: string, unit: string): NumericChannel {
  return { ...numericChannel(id), id, label, unit }
}

/**
 * Writes forty made-up, SIMULATED minutes of one bed that end at `toUtcMs` into an empty data folder: three waves,
 * four numbers, one gap and one alarm.
 */
export function storeMinutes(dataDir: string, bed: string, toUtcMs: number): StoredMinutes {
  const seconds = 40 * MINUTE_S
  const fromUtcMs = toUtcMs - seconds * S
  const patient = createPatient({ scenario: 'stable', seed: 1 })
  const waves: readonly WaveKind[] = [
    {
      channel: wave('MDC_ECG_ELEC_POTL_II', 'II', 'mV', 0.0025, [-1, 2]),
      at: (second) => patient.ecgMillivolt('II', second),
    },
    {
      channel: wave('MDC_PULS_OXIM_PLETH', 'Pleth', '%', 0.01, [0, 4]),
      at: (second) => patient.plethPercent(second),
    },
    {
      channel: wave('MDC_PRESS_BLD_ART_ABP', 'ART', 'mm[Hg]', 0.1, [0, 200]),
      at: (second) => patient.arterialMmHg(second),
    },
  ]
  const numbers = [
    number('MDC_ECG_HEART_RATE', 'HR', '/min'),
    number('MDC_PULS_OXIM_SAT_O2', 'SpO2', '%'),
    number('MDC_RESP_RATE', 'RR', '/min'),
  ]
  const channels: NewChannel[] = [...waves.map(({ channel }) => channel), ...numbers].map((channel, index) =>
    announced(index + 1, channel, bed),
  )
  const { writer } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: fromUtcMs })
  for (let second = 0; second < seconds; second++) {
    const atUtcMs = fromUtcMs + second * S
    const isOut = second >= UNPLUGGED.from && second < UNPLUGGED.to
    const saturation = second >= ALARM.from && second < ALARM.to ? 84 : 97 + (second % 3 === 0 ? 1 : 0)
    writer.record(
      secondOf({
        fromUtcMs: atUtcMs,
        toUtcMs: atUtcMs + S,
        channels: second === 0 ? channels : [],
        waves: isOut
          ? []
          : waves.map(({ channel, at }, index) => ({
              ...pieceAt(
                index + 1,
                atUtcMs,
                Array.from({ length: channel.rateHz }, (_, sample) =>
                  Math.round(at(second + sample / channel.rateHz) / channel.gain),
                ),
              ),
              missing:
                second === LOST.second && index === 1
                  ? [{ start: LOST.from, length: LOST.to - LOST.from }]
                  : [],
            })),
        numerics: isOut
          ? []
          : [72 + (second % 7), saturation, 14 + (second % 3)].map((value, index) =>
              numericAt(waves.length + index + 1, atUtcMs, value),
            ),
        alerts: alertsAt(bed, second, atUtcMs),
        gaps: isOut ? [gapUntil(bed, fromUtcMs, atUtcMs + S)] : [],
      }),
    )
  }
  writer.close()
  return {
    fromUtcMs,
    toUtcMs,
    alarmUtcMs: fromUtcMs + ALARM.from * S,
    gap: { fromUtcMs: fromUtcMs + UNPLUGGED.from * S, toUtcMs: fromUtcMs + UNPLUGGED.to * S },
  }
}

function alertsAt(bed: string, second: number, atUtcMs: number): StoredAlert[] {
  const phase = second === ALARM.from ? 'start' : second === ALARM.to ? 'end' : null
  if (phase === null) return []
  return [{ bed, atUtcMs, phase, priority: 'high', kind: 'physiological', text: 'SpO2 LOW' }]
}

function gapUntil(bed: string, fromUtcMs: number, toUtcMs: number): StoredGap {
  return {
    bed,
    channel: null,
    fromUtcMs: fromUtcMs + UNPLUGGED.from * S,
    toUtcMs,
    cause: 'unplugged',
    evidence: '/dev/ttyUSB0',
  }
}
