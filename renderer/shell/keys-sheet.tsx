import type { ReactElement } from 'react'
import { words } from '../words/words.ts'

const KEYS = [
  { caps: '7 Enter', word: 'keys.number' },
  { caps: '← ↑ → ↓', word: 'keys.arrows' },
  { caps: 'Shift ← ↑ → ↓', word: 'keys.moveBed' },
  { caps: 'Shift Page Up, Down', word: 'keys.moveBedPage' },
  { caps: 'Enter', word: 'keys.enter' },
  { caps: 'E', word: 'keys.entry' },
  { caps: 'Esc', word: 'keys.escape' },
  { caps: 'Page Up, Page Down', word: 'keys.page' },
  { caps: '← →, Shift ← →', word: 'keys.review' },
  { caps: 'Space', word: 'keys.acknowledge' },
  { caps: 'N', word: 'keys.nextAlarm' },
  { caps: 'S', word: 'keys.pause' },
  { caps: 'L', word: 'keys.limits' },
  { caps: 'Ctrl Z', word: 'keys.undo' },
  { caps: 'P, N', word: 'keys.reviewAlarm' },
  { caps: ', .', word: 'keys.speed' },
  { caps: '− +', word: 'keys.gain' },
  { caps: 'T', word: 'keys.trends' },
  { caps: 'R', word: 'keys.openReview' },
  { caps: 'P', word: 'keys.privacy' },
  { caps: 'F1, ?', word: 'keys.help' },
] as const

/** The keys of the window. Stands beside the screen, never over it. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <aside className="panel keys-sheet" aria-label={words('keys.title')}>
      <h2>{words('keys.title')}</h2>
      <dl>
        {KEYS.map(({ caps, word }) => (
          <KeyRow key={word} caps={caps} text={words(word)} />
        ))}
      </dl>
      <button type="button" className="button" onClick={onClose}>
        {words('keys.close')}
      </button>
    </aside>
  )
}

function KeyRow({ caps, text }: { readonly caps: string; readonly text: string }): ReactElement {
  return (
    <>
      <dt>
        <kbd className="key-cap">{caps}</kbd>
      </dt>
      <dd>{text}</dd>
    </>
  )
}
