import { Radar } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import type { DetectionClaim, DetectionView } from '../../electron/ipc/detection.ts'
import type { DriverView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { words } from '../words/words.ts'
import { claimText, driverName, endText, shareText, stepText } from './detect-words.ts'
import { useDetection } from './use-detection.ts'

/** What asking would write, driver by driver. */
function Writes({ drivers }: { readonly drivers: readonly DriverView[] }): ReactElement {
  return (
    <details className="detect-writes">
      <summary>{words('detect.writes')}</summary>
      <ul>
        {drivers.map(({ id, writes }) =>
          writes === null ? null : (
            <li key={id}>
              <b>{driverName(drivers, id)}</b> {writes}
            </li>
          ),
        )}
      </ul>
    </details>
  )
}

function Progress({
  view,
  drivers,
}: {
  readonly view: DetectionView
  readonly drivers: readonly DriverView[]
}): ReactElement {
  const { number, of } = view.step ?? { number: 0, of: 1 }
  const text = stepText(view, drivers)
  return (
    <div className="detect-progress">
      <p>{text}</p>
      <progress value={number} max={of} aria-label={text} />
    </div>
  )
}

/** The drivers that claim the line, with what each would show: one to take, or several to choose from. */
export function Claims({
  claims,
  drivers,
  onUse,
}: {
  readonly claims: readonly DetectionClaim[]
  readonly drivers: readonly DriverView[]
  readonly onUse: (claim: DetectionClaim) => void
}): ReactElement {
  const group = useId()
  const isOne = claims.length === 1
  // With several, nothing is chosen for people.
  const [chosen, setChosen] = useState(isOne ? (claims[0]?.driver ?? null) : null)
  const claim = claims.find(({ driver }) => driver === chosen)
  return (
    <>
      <fieldset className="detect-claims">
        <legend>{words(isOne ? 'detect.found' : 'detect.choose')}</legend>
        {claims.map((one) => (
          <label key={one.driver} className="detect-claim">
            <input
              type="radio"
              name={group}
              checked={one.driver === chosen}
              onChange={() => setChosen(one.driver)}
            />
            <span>
              <b>{driverName(drivers, one.driver)}</b>
              <span>{claimText(one)}</span>
              <small>{shareText(one)}</small>
              <small className="mono">{one.link}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="button"
        disabled={claim === undefined}
        onClick={() => claim !== undefined && onUse(claim)}
      >
        {words('detect.use')}
      </button>
    </>
  )
}

/** Finds the driver and the settings of a line. Listens first; asks only as the engineer allows. Nothing is stored. */
export function DetectPanel({
  link,
  onUse,
}: {
  readonly link: string
  /** The engineer takes over what was found: the driver, and the line with its settings. */
  readonly onUse: (driver: string, link: string) => void
}): ReactElement {
  const { station } = useStation()
  const drivers = station?.drivers ?? []
  const { view, problem, start, cancel } = useDetection()
  const [ask, setAsk] = useState(true)
  const [asked, setAsked] = useState(true)
  const [used, setUsed] = useState(false)
  const isRunning = view?.state === 'running'
  const begin = () => {
    setUsed(false)
    setAsked(ask)
    start(link.trim(), ask)
  }
  const use = (claim: DetectionClaim) => {
    setUsed(true)
    onUse(claim.driver, claim.link)
  }
  return (
    <section className="panel detect">
      <div className="panel-head">
        <h2>{words('detect.title')}</h2>
        {isRunning ? (
          <button type="button" className="button dense" onClick={cancel}>
            {words('detect.cancel')}
          </button>
        ) : (
          <button type="button" className="button dense" disabled={link.trim() === ''} onClick={begin}>
            <Radar size={15} aria-hidden="true" />
            {words('detect.start')}
          </button>
        )}
      </div>
      <div className="panel-body">
        <label className="check">
          <input
            type="checkbox"
            checked={ask}
            disabled={isRunning}
            onChange={({ target }) => setAsk(target.checked)}
          />
          {words('detect.ask')}
        </label>
        <Writes drivers={drivers} />
        {view === null && problem === null && <p className="quiet">{words('detect.none')}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        {isRunning && <Progress view={view} drivers={drivers} />}
        {view !== null && !isRunning && (
          <>
            <p className="check-sentence" role="status">
              {endText(view, drivers, asked)}
            </p>
            <p className="quiet">
              {view.simulated && <span className="chip">{words('chip.simulated')}</span>}{' '}
              {words('detect.line', { link: view.link })}
            </p>
            {view.claims.length > 0 && (
              <Claims key={view.run} claims={view.claims} drivers={drivers} onUse={use} />
            )}
            {used && <p role="status">{words('detect.used')}</p>}
          </>
        )}
      </div>
    </section>
  )
}
