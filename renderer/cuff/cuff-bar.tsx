import { Gauge, OctagonX } from 'lucide-react'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { isCuffInUse } from '../../drivers/model/act.ts'
import type { CuffView } from '../../electron/ipc/cuff.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { AGE_WORDS } from '../patients/facts-fields.tsx'
import { words } from '../words/words.ts'
import { cuffName, cuffText, refusalText } from './cuff-text.ts'
import { type ForWhom, useCuff } from './use-cuff.ts'

/** The cuffs of the opened bed that may be started here; nothing where no engineer has allowed it. */
export function CuffBar({ view }: { readonly view: BedView }): ReactElement | null {
  if (view.cuffs === undefined) return null
  return (
    <section className="cuff-bar" aria-label={words('cuff.title')}>
      {view.cuffs.map((cuff) => (
        <CuffLine key={cuff.device} view={view} cuff={cuff} />
      ))}
    </section>
  )
}

function CuffLine({ view, cuff }: { readonly view: BedView; readonly cuff: CuffView }): ReactElement {
  const { connection } = useStation()
  const acts = useCuff(view.id, cuff.device)
  const [asked, setAsked] = useState<ForWhom | null>(null)
  const isInUse = isCuffInUse(cuff)
  const whom = whomOf(view)
  // The question is about whom it named: for anybody else it is asked anew.
  const isOfNow = asked !== null && JSON.stringify(asked) === JSON.stringify(whom)
  const isAsking = isOfNow && !isInUse
  const ask = () => {
    acts.say(null)
    if (view.patient === null) acts.say(refusalText('noPatient'))
    else if (whom === null) acts.say(refusalText('noAgeClass'))
    else setAsked(whom)
  }
  return (
    <div className={isInUse ? 'cuff-line in-use' : 'cuff-line'}>
      {view.simulated && <span className="cuff-simulated">{words('chip.simulated')}</span>}
      {cuffName(view, cuff) !== '' && <b>{cuffName(view, cuff)}</b>}
      {isAsking && (
        <CuffQuestion
          view={view}
          whom={asked}
          onCancel={() => setAsked(null)}
          onStart={() => {
            setAsked(null)
            acts.start(asked)
          }}
        />
      )}
      {!isAsking && !isInUse && (
        <button
          type="button"
          className="button dense cuff-open"
          disabled={connection !== 'connected' || acts.isSending || cuff.phase !== 'idle'}
          onClick={ask}
        >
          <Gauge size={16} aria-hidden="true" />
          {words('cuff.open')}
        </button>
      )}
      {isInUse && (
        <button type="button" className="button cuff-stop" onClick={acts.stop}>
          <OctagonX size={22} aria-hidden="true" />
          {words('cuff.stop')}
        </button>
      )}
      {!isAsking && (
        <span className="cuff-said" role="status">
          {[cuffText(view, cuff, isInUse), acts.problem].filter(Boolean).join(' ')}
        </span>
      )}
    </div>
  )
}

/** Whom a start would be for; null while patient or age class is not known. */
function whomOf({ patient, alarmStatus: { ageClass } }: BedView): ForWhom | null {
  return patient === null || ageClass === null ? null : { patient, ageClass }
}

/** Asks in place. Cancel has the focus: whoever holds Enter down starts nothing. */
function CuffQuestion({
  view,
  whom,
  onStart,
  onCancel,
}: {
  readonly view: BedView
  readonly whom: ForWhom
  readonly onStart: () => void
  readonly onCancel: () => void
}): ReactElement {
  const name = view.person?.name ?? null
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  return (
    <fieldset className="cuff-question">
      <legend className="visually-hidden">{words('cuff.title')}</legend>
      <span>{words('cuff.ask')}</span> <b dir="auto">{view.label}</b>
      {name !== null && <b dir="auto">{name}</b>}
      <b dir="auto">{whom.patient.id}</b>
      <b>{words(AGE_WORDS[whom.ageClass])}</b>
      <button type="button" className="button" ref={cancel} onClick={onCancel}>
        {words('cuff.cancel')}
      </button>
      <button type="button" className="button primary" onClick={onStart}>
        {words('cuff.start')}
      </button>
    </fieldset>
  )
}
