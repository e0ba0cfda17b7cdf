import { burst } from './burst.ts'
import { LEVELS } from './burst-table.ts'
import type { AudioClock, Scheduled } from './player.ts'
import type { PlannedBurst } from './schedule.ts'
import { synthesise } from './synthesis.ts'

const MS_PER_SECOND = 1_000

/** The clock of an audio context, and bursts on it. Buffers are made once for each sound. */
export function audioClockOf(context: AudioContext): AudioClock {
  const made = new Map<string, AudioBuffer>()
  const bufferFor = ({ priority, cause, louder }: PlannedBurst): AudioBuffer => {
    const key = `${priority} ${cause} ${louder}`
    const known = made.get(key)
    if (known !== undefined) return known
    const { usual, louder: loud } = LEVELS[priority]
    const samples = synthesise(burst(priority, cause), context.sampleRate, louder ? loud : usual)
    const buffer = context.createBuffer(1, samples.length, context.sampleRate)
    buffer.copyToChannel(samples, 0)
    made.set(key, buffer)
    return buffer
  }
  return {
    nowMs: () => context.currentTime * MS_PER_SECOND,
    schedule(planned, onEnded): Scheduled {
      const source = context.createBufferSource()
      source.buffer = bufferFor(planned)
      source.connect(context.destination)
      source.addEventListener('ended', onEnded)
      source.start(planned.startMs / MS_PER_SECOND)
      return {
        endAt: (ms) => source.stop(ms / MS_PER_SECOND),
        cancel: () => {
          source.removeEventListener('ended', onEnded)
          source.disconnect()
          source.stop()
        },
      }
    },
  }
}
