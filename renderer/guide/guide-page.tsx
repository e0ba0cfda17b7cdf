import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import type { GuideNames, GuidePage } from '../../electron/ipc/guide.ts'
import { ScrollArea } from '../parts/scroll-area.tsx'
import { words } from '../words/words.ts'
import './guide.css'

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** Sentences of the guide itself, which are English in every language of the screen. */
function Sentences({
  of,
  numbered = false,
}: {
  readonly of: readonly string[]
  readonly numbered?: boolean
}) {
  const rows = of.map((sentence) => <li key={sentence}>{sentence}</li>)
  return numbered ? (
    <ol lang="en" dir="ltr">
      {rows}
    </ol>
  ) : (
    <ul lang="en" dir="ltr">
      {rows}
    </ul>
  )
}

function Names({ title, of }: { readonly title: string; readonly of: GuideNames }): ReactElement | null {
  if (of.names.length === 0) return null
  return (
    <p>
      <b>{title}</b> <span dir="ltr">{of.names.join(', ')}</span>
      {of.more > 0 && ` ${words('guide.more', { count: String(of.more) })}`}
    </p>
  )
}

function Cables({ cables }: Pick<GuidePage, 'cables'>): ReactElement {
  return (
    <>
      {cables.map(({ models, cable, pins }) => (
        <div key={models}>
          <p lang="en" dir="ltr">
            <b>{models}.</b> {cable}
          </p>
          {pins.length > 0 && (
            <table className="table">
              <thead>
                <tr>
                  <th>{words('guide.pinDevice')}</th>
                  <th>{words('guide.pinSignal')}</th>
                  <th>{words('guide.pinPc')}</th>
                </tr>
              </thead>
              <tbody>
                {pins.map(({ monitor, signal, pc }) => (
                  <tr key={monitor}>
                    <td>{monitor}</td>
                    <td lang="en" dir="ltr">
                      {signal}
                    </td>
                    <td>{pc}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
      <p className="quiet">{words('guide.isolated')}</p>
    </>
  )
}

function Faults({ faults }: Pick<GuidePage, 'faults'>): ReactElement {
  return (
    <table className="table" lang="en" dir="ltr">
      <thead>
        <tr>
          <th>{words('guide.seen')}</th>
          <th>{words('guide.todo')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map(({ seen, todo }) => (
          <tr key={seen}>
            <td>{seen}</td>
            <td>{todo}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The page of one device over the set-up screen; Escape or its button closes it. */
export function GuideDialog({
  page,
  onClose,
}: {
  readonly page: GuidePage
  readonly onClose: () => void
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLElement>(null)
  const title = useId()
  const name = words('guide.title', { device: page.vendor })
  useEffect(() => {
    dialog.current?.show()
    body.current?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="compare-dialog guide-dialog"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id={title}>{name}</h2>
        <button type="button" className="button dense" onClick={onClose}>
          {words('guide.close')}
        </button>
      </div>
      <ScrollArea className="panel-body guide-body" label={name} areaRef={body}>
        <p className="quiet" dir="ltr">
          {page.models.join(', ')}
        </p>
        <Part title={words('guide.cable')}>
          <Cables cables={page.cables} />
        </Part>
        <Part title={words('guide.line')}>
          <p dir="ltr">{page.lines.join('; ')}</p>
        </Part>
        <Part title={words('guide.steps')}>
          <Sentences of={page.steps} numbered />
        </Part>
        <Part title={words('guide.shows')}>
          <Names title={words('guide.numbers')} of={page.numbers} />
          <Names title={words('guide.waves')} of={page.waves} />
          <p>
            {words(
              page.forbidsAlarms
                ? 'bedside.forbiddenWhy'
                : page.carriesAlerts
                  ? 'guide.alarms'
                  : 'guide.noAlarms',
            )}
          </p>
        </Part>
        <Part title={words('guide.writes')}>
          {page.writes === null ? <p>{words('guide.listens')}</p> : <Sentences of={[page.writes]} />}
        </Part>
        <Part title={words('guide.proven')}>
          {page.proven.length === 0 ? <p>{words('guide.nothingProven')}</p> : <Sentences of={page.proven} />}
        </Part>
        <Part title={words('guide.unproven')}>
          <Sentences of={page.unproven} />
        </Part>
        <Part title={words('guide.damage')}>
          <Sentences of={[page.undetectedErrorRate]} />
        </Part>
        <Part title={words('guide.faults')}>
          <Faults faults={page.faults} />
        </Part>
      </ScrollArea>
    </dialog>
  )
}
