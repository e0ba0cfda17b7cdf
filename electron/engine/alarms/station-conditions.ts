import { type AlarmCondition, type SoundState, STATION_ALARMS } from '../../ipc/alarms.ts'

/** What a window said of its sound, and when it began to say so. */
export interface SoundSeen {
  readonly state: SoundState
  readonly sinceUtcMs: number
}

const NO_SOUND: Readonly<Record<Exclude<SoundState, 'ok'>, string>> = {
  noOutput: 'NO ALARM SOUND: this PC has no audio output',
  outputGone: 'NO ALARM SOUND: the chosen audio output is gone',
  notRunning: 'NO ALARM SOUND: the sound does not run',
  stalled: 'NO ALARM SOUND: the sound stands still',
}

/** What is wrong with the station itself (CLINICAL 1.6): a lost sound is a high alarm. */
export function stationConditions(sound: SoundSeen | null): AlarmCondition[] {
  if (sound === null || sound.state === 'ok') return []
  return [
    {
      id: `${STATION_ALARMS}/vigil/sound`,
      source: 'vigil',
      kind: 'technical',
      priority: 'high',
      text: NO_SOUND[sound.state],
      sinceUtcMs: sound.sinceUtcMs,
    },
  ]
}
