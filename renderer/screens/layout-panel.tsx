import { type ReactElement, useState } from 'react'
import { PLACE_COUNTS } from '../../electron/ipc/screens.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { Choice } from './choice.tsx'
import { useScreen } from './use-screen.ts'
import { WallChoice } from './wall-choice.tsx'

/** How this window shows the ward. Every choice holds at once; it stands beside the ward, never over it. */
export function LayoutPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const client = useClient()
  const { role, layout, wall, save } = useScreen()
  const [problem, setProblem] = useState<string | null>(null)
  const run = (work: Promise<unknown>) => {
    work.then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  const places = PLACE_COUNTS.map((value) => ({ value, text: String(value) }))
  return (
    <aside className="panel layout-panel" aria-label={words('layout.title')}>
      <h2>{words('layout.title')}</h2>
      {role !== 'wall' && (
        <Choice
          title={words('layout.role')}
          options={[
            { value: 'desk', text: words('layout.desk') },
            { value: 'bedside', text: words('layout.bedside') },
          ]}
          chosen={role}
          onChoose={(value) => run(client.call('screen.setRole', { role: value }))}
        />
      )}
      <Choice
        title={words('layout.places')}
        options={[{ value: null, text: words('layout.all') }, ...places]}
        chosen={layout.places}
        onChoose={(value) => run(save({ places: value }))}
      />
      <Choice
        title={words('layout.style')}
        options={[
          { value: 'waves', text: words('layout.waves') },
          { value: 'numbers', text: words('layout.numbers') },
        ]}
        chosen={layout.style}
        onChoose={(value) => run(save({ style: value }))}
      />
      <Choice
        title={words('layout.names')}
        options={[
          { value: 'hidden', text: words('layout.namesHidden') },
          { value: 'shown', text: words('layout.namesShown') },
        ]}
        chosen={layout.names ? 'shown' : 'hidden'}
        onChoose={(value) => run(save({ names: value === 'shown' }))}
      />
      {role === 'wall' && layout.names && <small>{words('layout.wallNames')}</small>}
      <WallChoice wall={wall} onWant={(wanted) => run(client.call('screen.setWall', { wanted }))} />
      <p className="quiet">{words('layout.move')}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      <button type="button" className="button" onClick={onClose}>
        {words('layout.close')}
      </button>
    </aside>
  )
}
