import { Fragment, type ReactElement, type ReactNode, useState } from 'react'
import { Choice } from '../screens/choice.tsx'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'

/** What stands beside or below the live waves of an open bed. */
export interface BedPart {
  readonly key: string
  /** Name on its tab. */
  readonly name: string
  readonly content: ReactNode
}

interface TabsProps {
  readonly parts: readonly BedPart[]
}

function Tabs({
  parts,
  open,
  onOpen,
}: TabsProps & {
  readonly open: string | null
  readonly onOpen: (key: string | null) => void
}): ReactElement {
  return (
    <Choice
      title={words('bed.parts')}
      options={parts.map(({ key, name }) => ({ value: key as string | null, text: name }))}
      chosen={open}
      onChoose={onOpen}
    />
  )
}

/** The parts as tabs, one at a time: for windows without room for a column at the side. */
export function BedTabs({ parts }: TabsProps): ReactElement {
  const [open, setOpen] = useState<string | null>(parts[0]?.key ?? null)
  return (
    <div className="bed-tabs">
      <Tabs parts={parts} open={open} onOpen={setOpen} />
      <div className="bed-tab">{parts.find(({ key }) => key === open)?.content}</div>
    </div>
  )
}

/**
 * The same for windows that are low as well: a part lies over the waves while it is open, never over the numbers. Its tab, or
 * Escape, puts it away.
 */
export function BedDrawer({ parts }: TabsProps): ReactElement {
  const { place, go } = usePlace()
  const open = place.part
  const part = parts.find(({ key }) => key === open)
  return (
    <>
      {part !== undefined && (
        <section className="bed-drawer" aria-label={part.name}>
          {part.content}
        </section>
      )}
      <div className="bed-tabs">
        <Tabs parts={parts} open={open} onOpen={(key) => go({ part: key === open ? null : key })} />
      </div>
    </>
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
