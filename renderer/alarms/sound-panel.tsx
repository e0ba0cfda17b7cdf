import type { ReactElement } from 'react'
import type { SoundState } from '../../electron/ipc/alarms.ts'
import { useStation } from '../client/context.ts'
import { clockTime } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'
import { useSound } from './sound/context.ts'
import { SoundQuestion } from './sound-question.tsx'

const LOSSES: Readonly<Record<Exclude<SoundState, 'ok'>, WordKey>> = {
  noOutput: 'sound.lost.noOutput',
  outputGone: 'sound.lost.outputGone',
  notRunning: 'sound.lost.notRunning',
  stalled: 'sound.lost.stalled',
}

/** What is wrong with the sound, a test, and another loudspeaker. Stands beside the ward, never over it. */
export function SoundPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { station } = useStation()
  const { sound, output } = useSound()
  const state = output?.state ?? station?.sound.state ?? 'ok'
  const since = output?.sinceUtcMs ?? null
  return (
    <aside className="panel side-panel sound-panel" aria-label={words('sound.title')}>
      <h2>{words(state === 'ok' ? 'sound.title' : 'sound.lost')}</h2>
      {state !== 'ok' && (
        <p role="alert">
          {since !== null && `${words('sound.lost.since', { time: clockTime(since) })} `}
          {words(LOSSES[state])} {words('sound.lost.effect')}
        </p>
      )}
      <p>{words('sound.limits')}</p>
      <SoundQuestion />
      {sound !== null && output !== null && (
        <>
          <button type="button" className="button primary" onClick={() => sound.test()}>
            {words('sound.test')}
          </button>
          <label className="field">
            <span>{words('sound.choose')}</span>
            <select
              className="input"
              value={output.chosen?.id ?? ''}
              onChange={({ target }) =>
                sound.choose(output.outputs.find(({ id }) => id === target.value) ?? null)
              }
            >
              <option value="">{words('sound.system')}</option>
              {output.outputs.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
              {output.chosen !== null && !output.outputs.some(({ id }) => id === output.chosen?.id) && (
                <option value={output.chosen.id}>
                  {words('sound.gone', { label: output.chosen.label })}
                </option>
              )}
            </select>
          </label>
        </>
      )}
      <button type="button" className="button" onClick={onClose}>
        {words('sound.close')}
      </button>
    </aside>
  )
}
