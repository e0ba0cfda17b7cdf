import { Volume2, VolumeX } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStation } from '../client/context.ts'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { useNow } from '../shell/now.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { confirmationOf } from './sound/confirmation.ts'
import { useSound } from './sound/context.ts'

/** What the top bar says of the sound: dead, not confirmed in this shift, or tested and when. */
export function SoundItem({ onOpen }: { readonly onOpen: () => void }): ReactElement {
  const { station } = useStation()
  const { output, question } = useSound()
  const { utcMs } = useNow()
  const state = output?.state ?? station?.sound.state ?? null
  if (state !== null && state !== 'ok') {
    return (
      <button type="button" className="sound-lost alarm-fill high active" onClick={onOpen}>
        <span className="alarm-key">
          <PriorityShape priority="high" size={17} />
          <span className="alarm-mark">!!!</span>
        </span>
        {words('bar.soundLost')}
      </button>
    )
  }
  const confirmed = confirmationOf(station?.sound.confirmedUtcMs ?? null, question.signedInUtcMs, utcMs)
  const isConfirmed = confirmed.state === 'confirmed'
  const text =
    confirmed.state === 'confirmed'
      ? words('bar.soundTested', { time: clockTime(confirmed.atUtcMs) })
      : words('bar.soundUnconfirmed', { time: clockTime(confirmed.sinceUtcMs) })
  return (
    <button
      type="button"
      className={isConfirmed ? 'bar-item who sound' : 'bar-item who sound unconfirmed'}
      aria-label={text}
      title={text}
      onClick={onOpen}
    >
      {isConfirmed ? <Volume2 size={17} aria-hidden="true" /> : <VolumeX size={17} aria-hidden="true" />}
      <span className="bar-word">{text}</span>
    </button>
  )
}
