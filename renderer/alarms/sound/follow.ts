import type { VigilClient } from '../../client/vigil-client.ts'
import { readClocks } from '../../shell/now.ts'
import type { Sound } from './sound.ts'
import { soundingsOf } from './soundings.ts'

/** How often the alarms are looked at besides every change: nothing tells when a lost engine has been lost for long. */
const LOOK_EVERY_MS = 500

/**
 * Plays what the station says is to be heard and tells the engine what is known of the output. It hangs on no part of
 * the screen: a screen that fails does not silence anything. Out: how to stop.
 */
export function followAlarms(client: VigilClient, sound: Sound): () => void {
  let reported: string | null = null
  const look = () => {
    const state = client.state.get()
    sound.want(soundingsOf(state, readClocks()))
    if (state.connection !== 'connected') {
      reported = null
      return
    }
    const output = sound.output.view.get().state
    if (output === reported) return
    reported = output
    client.call('sound.report', { state: output }).catch(() => {
      // Said again at the next look.
      reported = null
    })
  }
  const stops = [client.state.subscribe(look), sound.output.view.subscribe(look)]
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}
