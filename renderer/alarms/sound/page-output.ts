import { readClocks } from '../../shell/now.ts'
import type { OutputContext, OutputPlace } from './sound-output.ts'
import { audioClockOf } from './web-audio.ts'

/** Chromium takes the output of a context when it is made; the types of the DOM do not know that yet. */
interface SinkOptions extends AudioContextOptions {
  readonly sinkId: string
}

/** How far ahead the output is filled, s: a busy machine must not tear holes into an alarm. */
const AHEAD_S = 0.1

/** The outputs of this PC, through the page. */
export function pageOutput(): OutputPlace {
  return {
    open(output): OutputContext {
      const ahead: AudioContextOptions = { latencyHint: AHEAD_S }
      const options: AudioContextOptions | SinkOptions =
        output === null ? ahead : { ...ahead, sinkId: output }
      const context = new AudioContext(options)
      return {
        clock: audioClockOf(context),
        state: () => context.state,
        resume: () => void context.resume().catch(() => undefined),
        close: () => void context.close().catch(() => undefined),
      }
    },
    async list() {
      const devices = await navigator.mediaDevices.enumerateDevices()
      return devices
        .filter(({ kind }) => kind === 'audiooutput')
        .map(({ deviceId, label }) => ({ id: deviceId, label }))
    },
    onChange(listener) {
      navigator.mediaDevices.addEventListener('devicechange', listener)
      return () => navigator.mediaDevices.removeEventListener('devicechange', listener)
    },
    now: readClocks,
  }
}
