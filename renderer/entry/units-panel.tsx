import { type ReactElement, useState } from 'react'
import type { EntryUnits } from '../../electron/ipc/entry.ts'
import { useClient, useStation } from '../client/context.ts'
import { Choice } from '../screens/choice.tsx'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'

const GLUCOSE = ['mg/dL', 'mmol/L'] as const
const TEMPERATURE = ['Cel', '[degF]'] as const

/** Units in which this station enters what people see. Until somebody chooses one for glucose, each entry asks for it. */
export function UnitsPanel(): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [problem, setProblem] = useState<string | null>(null)
  if (station === null) return null
  const { entryUnits } = station.display
  const keep = (change: Partial<EntryUnits>) => {
    client.call('display.set', { entryUnits: { ...entryUnits, ...change } }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('entry.units')}</h2>
      </div>
      <div className="panel-body">
        <Choice
          title={words('entry.glucose')}
          options={GLUCOSE.map((value) => ({ value, text: printedUnit(value) }))}
          chosen={entryUnits.glucose}
          onChoose={(glucose) => keep({ glucose })}
        />
        {entryUnits.glucose === null && <p className="notice-line">{words('entry.noUnit')}</p>}
        <Choice
          title={words('entry.temperature')}
          options={TEMPERATURE.map((value) => ({ value, text: printedUnit(value) }))}
          chosen={entryUnits.temperature}
          onChoose={(temperature) => keep({ temperature })}
        />
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}
