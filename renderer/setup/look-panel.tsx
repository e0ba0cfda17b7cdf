import { type ReactElement, useState } from 'react'
import {
  DAY_THEMES,
  LANGUAGES,
  NIGHT_MODES,
  type ScreenLookChange,
  USUAL_LOOKS,
} from '../../electron/ipc/look.ts'
import { SCREEN_ROLES, type ScreenRole } from '../../electron/ipc/screens.ts'
import { useClient, useStation } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { Choice } from '../screens/choice.tsx'
import { useScreen } from '../screens/use-screen.ts'
import { LANGUAGE_FACTS } from '../words/languages.ts'
import { hourText } from '../words/times.ts'
import { words } from '../words/words.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const ROLE_WORDS = { desk: 'layout.desk', bedside: 'layout.bedside', wall: 'layout.wall' } as const
const THEME_WORDS = { dark: 'look.dark', light: 'look.light' } as const
const NIGHT_WORDS = { off: 'look.nightOff', clock: 'look.nightClock', on: 'look.nightOn' } as const

function HourField({
  label,
  hour,
  onHour,
}: {
  readonly label: string
  readonly hour: number
  readonly onHour: (hour: number) => void
}): ReactElement {
  return (
    <Field label={label}>
      {(field) => (
        <select {...field} value={hour} onChange={({ target }) => onHour(Number(target.value))}>
          {HOURS.map((one) => (
            <option key={one} value={one}>
              {hourText(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Language and colours of the windows of one role; every choice holds at once. */
export function LookPanel(): ReactElement {
  const client = useClient()
  const { station } = useStation()
  const own = useScreen().role
  const [chosen, setChosen] = useState<ScreenRole | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const role = chosen ?? own
  const look = (station?.display.looks ?? USUAL_LOOKS)[role]
  const set = (change: ScreenLookChange) => {
    client.call('display.set', { look: { role, change } }).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('look.title')}</h2>
      </div>
      <div className="panel-body">
        <Choice
          title={words('look.role')}
          options={SCREEN_ROLES.map((value) => ({ value, text: words(ROLE_WORDS[value]) }))}
          chosen={role}
          onChoose={setChosen}
        />
        <Choice
          title={words('look.language')}
          options={LANGUAGES.map((value) => ({ value, text: LANGUAGE_FACTS[value].name, lang: value }))}
          chosen={look.language}
          onChoose={(language) => set({ language })}
        />
        <p className="quiet">{words('look.unreviewed')}</p>
        <Choice
          title={words('look.theme')}
          options={DAY_THEMES.map((value) => ({ value, text: words(THEME_WORDS[value]) }))}
          chosen={look.theme}
          onChoose={(theme) => set({ theme })}
        />
        <Choice
          title={words('look.night')}
          options={NIGHT_MODES.map((value) => ({ value, text: words(NIGHT_WORDS[value]) }))}
          chosen={look.night}
          onChoose={(night) => set({ night })}
        />
        {look.night === 'clock' && (
          <div className="actions">
            <HourField
              label={words('look.nightFrom')}
              hour={look.nightFromHour}
              onHour={(nightFromHour) => set({ nightFromHour })}
            />
            <HourField
              label={words('look.nightTo')}
              hour={look.nightToHour}
              onHour={(nightToHour) => set({ nightToHour })}
            />
          </div>
        )}
        <p className="quiet">{words('look.nightHelp')}</p>
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}
