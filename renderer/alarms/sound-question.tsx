import { type ReactElement, useState } from 'react'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { useSound } from './sound/context.ts'

/** Asks whether the test tone was heard; only a person can know. Null while nobody is asked. */
export function SoundQuestion(): ReactElement | null {
  const client = useClient()
  const { sound, question } = useSound()
  const [problem, setProblem] = useState<string | null>(null)
  const [unheard, setUnheard] = useState(false)
  if (sound === null || question.askedUtcMs === null) return null
  const heard = () => {
    client.call('sound.confirm', {}).then(
      () => {
        setProblem(null)
        sound.answered()
      },
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <div className="strip sound-question" role="status">
      <span>{problem ?? words(unheard ? 'sound.unheard' : 'sound.asked')}</span>
      <button type="button" className="button dense primary" onClick={heard}>
        {words('sound.heard')}
      </button>
      <button
        type="button"
        className="button dense"
        onClick={() => {
          setUnheard(true)
          sound.test()
        }}
      >
        {words('sound.again')}
      </button>
      <button
        type="button"
        className="button dense"
        onClick={() => {
          setUnheard(false)
          sound.answered()
        }}
      >
        {words('sound.later')}
      </button>
    </div>
  )
}
