import type { ReactElement } from 'react'
import type { BedsideAlarms, BedView } from '../../electron/ipc/views.ts'
import { useNow } from '../shell/now.ts'
import { deviceName } from '../words/devices.ts'
import { evidenceSentence } from '../words/evidence.ts'
import { causeSentence } from '../words/link-causes.ts'
import { duration } from '../words/times.ts'
import { printedBytes, printedPercent } from '../words/values.ts'
import { wearableFacts } from '../words/wearable.ts'
import { type WordKey, words } from '../words/words.ts'
import { viewOfDevice } from './device-view.ts'

const ALARMS = {
  shown: 'bedside.shown',
  notCarried: 'bedside.notCarried',
  lost: 'bedside.lost',
  forbidden: 'bedside.forbidden',
} as const satisfies Readonly<Record<BedsideAlarms, WordKey>>

const FACT_OF_IDENTITY: Readonly<Record<string, WordKey>> = {
  model: 'identity.model',
  serial: 'identity.serial',
  software: 'identity.software',
  mode: 'identity.mode',
}

/** Share of frames that arrived damaged, in percent with two digits; empty before the first frame. */
function badShare({ goodFrames, badFrames }: BedView['link']): string {
  const all = goodFrames + badFrames
  return all === 0 ? words('link.noFramesYet') : printedPercent((100 * badFrames) / all, 2)
}

/** Monitor and line of one bed in words and numbers. */
export function LinkFacts({ view }: { readonly view: BedView }): ReactElement {
  const { utcMs } = useNow()
  const { link } = view
  const identity = Object.entries(view.identity).flatMap(([key, text]) => {
    const word = FACT_OF_IDENTITY[key]
    return word === undefined || text === '' ? [] : [{ name: words(word), text }]
  })
  const evidence = evidenceSentence(view)
  const facts = [
    { name: words('link.state'), text: causeSentence(link) },
    { name: words('link.since'), text: duration(utcMs - link.sinceUtcMs) },
    { name: words('link.line'), text: view.linkText },
    { name: words('link.driver'), text: view.driver },
    ...(view.bedsideAlarms === 'forbidden'
      ? [{ name: words('link.alarms'), text: words('bedside.forbiddenWhy') }]
      : []),
    ...(evidence === null ? [] : [{ name: words('link.evidence'), text: evidence }]),
    ...identity,
    ...(view.wearable === undefined ? [] : wearableFacts(view.wearable)),
    {
      name: words('link.received'),
      text: words('link.perSecond', { amount: printedBytes(link.bytesPerSecond) }),
    },
    { name: words('link.bad'), text: badShare(link) },
    ...link.notes.map((text) => ({ name: words('link.note'), text })),
  ]
  return (
    <dl className="facts">
      {facts.map(({ name, text }) => (
        <div key={`${name} ${text}`}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The same of each device of a bed that has several. */
export function DeviceFacts({ view }: { readonly view: BedView }): ReactElement {
  const { devices } = view
  if (devices === undefined) return <LinkFacts view={view} />
  return (
    <>
      {devices.map(({ name, bedsideAlarms }) => (
        <section key={name} className="device-facts">
          <h3>{deviceName(name)}</h3>
          <p className="quiet">{words(ALARMS[bedsideAlarms])}</p>
          <LinkFacts view={viewOfDevice(view, name)} />
        </section>
      ))}
    </>
  )
}
