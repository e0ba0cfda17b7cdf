import { burst } from '../../renderer/alarms/sound/burst.ts'
import { between, findTones, strengthAt, type Tone } from '../../renderer/alarms/sound/testing/spectrum.ts'
import type { Recording } from './loudspeaker.ts'

const MS_PER_SECOND = 1_000
/** Silence that no burst has within itself: the next tone begins another one. */
const BETWEEN_BURSTS_MS = 900
const HARMONICS = [2, 3, 4, 5, 6] as const
/** Edges of a pulse, where it is not at its level yet. */
const EDGE_MS = 40

/** One burst as it was heard. Times in ms from its first tone. */
export interface HeardBurst {
  /** From the start of the recording. */
  readonly atMs: number
  readonly startsMs: readonly number[]
  readonly lengthsMs: readonly number[]
  readonly peak: number
  /** Level of the harmonics of the first tone against its fundamental, in dB. */
  readonly harmonicsDb: readonly number[]
}

function harmonicsOf(recording: Recording, samples: Float32Array, tone: Tone, frequencyHz: number): number[] {
  const part = between(samples, recording.rateHz, tone.startMs + EDGE_MS, tone.endMs - EDGE_MS)
  const base = strengthAt(part, recording.rateHz, frequencyHz)
  return HARMONICS.map(
    (harmonic) => 20 * Math.log10(strengthAt(part, recording.rateHz, harmonic * frequencyHz) / base),
  )
}

/** The bursts of a recording that are over. In: the melody that is expected, for the pitch of its first note. */
export function heardBursts(recording: Recording, cause: Parameters<typeof burst>[1]): HeardBurst[] {
  const samples = recording.samples()
  const groups: Tone[][] = []
  for (const tone of findTones(samples, recording.rateHz)) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && tone.startMs - before.endMs < BETWEEN_BURSTS_MS)
      last.push(tone)
    else groups.push([tone])
  }
  // What still sounds, or may go on after a gap, is no whole burst yet.
  const endMs = (samples.length / recording.rateHz) * MS_PER_SECOND
  if (endMs - (groups.at(-1)?.at(-1)?.endMs ?? 0) < BETWEEN_BURSTS_MS) groups.pop()
  const pitchHz = burst('high', cause)[0]?.frequencyHz ?? 0
  return groups.flatMap((tones) => {
    const [first] = tones
    if (first === undefined) return []
    return [
      {
        atMs: first.startMs,
        startsMs: tones.map(({ startMs }) => startMs - first.startMs),
        lengthsMs: tones.map(({ startMs, endMs }) => endMs - startMs),
        peak: Math.max(...tones.map(({ peak }) => peak)),
        harmonicsDb: harmonicsOf(recording, samples, first, pitchHz),
      },
    ]
  })
}
