import { Fragment, type ReactElement, type ReactNode, useState } from 'react'
import { Choice } from '../screens/choice.tsx'
import { words } from '../words/words.ts'

/** What stands beside or below the live waves of an open bed. */
export interface BedPart {
  readonly key: string
  /** Name on its tab. */
  readonly name: string
  readonly content: ReactNode
}

/** The parts as tabs, one at a time: for windows without room for a column at the side. */
export function BedTabs({ parts }: { readonly parts: readonly BedPart[] }): ReactElement {
  const [open, setOpen] = useState(parts[0]?.key ?? '')
  return (
    <div className="bed-tabs">
      <Choice
        title={words('bed.parts')}
        options={parts.map(({ key, name }) => ({ value: key, text: name }))}
        chosen={open}
        onChoose={setOpen}
      />
      <div className="bed-tab">{parts.find(({ key }) => key === open)?.content}</div>
    </div>
  )
}

/** The parts one below the other. */
export function BedSide({ parts }: { readonly parts: readonly BedPart[] }): ReactElement {
  return (
    <aside className="bed-side">
      {parts.map(({ key, content }) => (
        <Fragment key={key}>{content}</Fragment>
      ))}
    </aside>
  )
}

/** A part with its name above it. */
export function BedPanel({
  name,
  children,
}: {
  readonly name: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{name}</h2>
      </div>
      {children}
    </section>
  )
}
