import { type ReactElement, useState } from 'react'
import { AGE_CLASSES, type AgeClass } from '../../../electron/ipc/alarms.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { useClient } from '../../client/context.ts'
import { type WordKey, words } from '../../words/words.ts'

const CLASS_WORDS: Readonly<Record<AgeClass, WordKey>> = {
  adult: 'limits.adult',
  paediatric: 'limits.paediatric',
  neonate: 'limits.neonate',
}

/** An age class in words. */
export function ageClassText(ageClass: AgeClass): string {
  return words(CLASS_WORDS[ageClass])
}

/** The first step: whose limits hold. Nothing is chosen beforehand (H9). */
export function AgeClassStep({
  view,
  onDone,
  onProblem,
}: {
  readonly view: BedView
  readonly onDone: () => void
  readonly onProblem: (sentence: string) => void
}): ReactElement {
  const client = useClient()
  const { ageClass: before } = view.alarmStatus
  const [chosen, setChosen] = useState<AgeClass | null>(before)
  const use = () => {
    if (chosen === null) return
    client
      .call('alarm.setAgeClass', { bed: view.id, ageClass: chosen, replaces: before })
      .then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <>
      <p>{words(before === null ? 'limits.choose' : 'limits.chooseAgain')}</p>
      <fieldset className="age-classes">
        <legend className="visually-hidden">{words('limits.ageClass')}</legend>
        {AGE_CLASSES.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="age-class" checked={chosen === one} onChange={() => setChosen(one)} />
            {ageClassText(one)}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        {before !== null && (
          <button type="button" className="button primary" onClick={onDone}>
            {words('limits.keepClass', { ageClass: ageClassText(before) })}
          </button>
        )}
        <button
          type="button"
          className={before === null ? 'button primary' : 'button'}
          disabled={chosen === null || chosen === before}
          onClick={use}
        >
          {chosen === null
            ? words('limits.useNone')
            : words('limits.useClass', { ageClass: ageClassText(chosen) })}
        </button>
      </div>
    </>
  )
}
