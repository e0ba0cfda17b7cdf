import { createContext, type ReactElement, useContext } from 'react'
import { KEPT_SECRET } from '../../electron/ipc/destinations.ts'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import type { WordKey } from '../words/words.ts'
import { words } from '../words/words.ts'
import type { DestinationDraft } from './destination-draft.ts'

/** What the lines of a form share: what was typed, what changes it, and what is wrong with which field. */
export interface FormLines {
  readonly draft: DestinationDraft
  change(part: Partial<DestinationDraft>): void
  /** By path in the config; the words follow the name of the field. */
  readonly problems: ReadonlyMap<string, string>
}

export const FormContext = createContext<FormLines | null>(null)

/** The form that a line stands in. */
export function useLines(): FormLines {
  const lines = useContext(FormContext)
  if (lines === null) throw new TypeError('A line of the form stands outside of one')
  return lines
}

type TextName = {
  [Name in keyof DestinationDraft]: DestinationDraft[Name] extends string ? Name : never
}[keyof DestinationDraft]
type FlagName = {
  [Name in keyof DestinationDraft]: DestinationDraft[Name] extends boolean ? Name : never
}[keyof DestinationDraft]

/** The help of a line, or what is wrong with it. In: paths that the engine may name for it. */
function useHelp(paths: readonly string[], label: string, help: string | undefined) {
  const { problems } = useLines()
  const problem = paths.map((path) => problems.get(path)).find((one) => one !== undefined)
  if (problem === undefined) return { className: 'destination-line', ...(help !== undefined && { help }) }
  return {
    className: 'destination-line wrong',
    help: words('destination.fieldProblem', { field: label, problem }),
  }
}

/** A line of text. In: the paths of its problems. */
export function TextLine({
  name,
  label,
  paths,
  help,
  isMono = false,
}: {
  readonly name: TextName
  readonly label: string
  readonly paths: readonly string[]
  readonly help?: string | undefined
  readonly isMono?: boolean
}): ReactElement {
  const { draft, change } = useLines()
  const said = useHelp(paths, label, help)
  return (
    <div className={said.className}>
      <TextField
        label={label}
        {...(said.help !== undefined && { help: said.help })}
        className={isMono ? 'input mono' : 'input'}
        spellCheck={false}
        value={draft[name]}
        onText={(text) => change({ [name]: text })}
      />
    </div>
  )
}

/** A secret: one line that hides what is typed, or a text of many lines. It is never filled in from what is kept. */
export function SecretLine({
  label,
  path,
  isLong = false,
}: {
  readonly label: string
  readonly path: string
  readonly isLong?: boolean
}): ReactElement {
  const { draft, change } = useLines()
  const said = useHelp([path], label, secretHelp(draft))
  const own = { value: draft.secret, autoComplete: 'off', spellCheck: false }
  return (
    <div className={said.className}>
      <Field label={label} {...(said.help !== undefined && { help: said.help })}>
        {(field) =>
          isLong ? (
            <textarea
              {...field}
              {...own}
              rows={4}
              onChange={({ target }) => change({ secret: target.value })}
            />
          ) : (
            <input
              {...field}
              {...own}
              type="password"
              onChange={({ target }) => change({ secret: target.value })}
            />
          )
        }
      </Field>
    </div>
  )
}

function secretHelp({ secretAt }: DestinationDraft): string {
  if (secretAt === '') return words('destination.secretHelp')
  if (secretAt === KEPT_SECRET) return words('destination.secretKept')
  return words('destination.secretFile', { file: secretAt })
}

/** A choice of a few. */
export function ChoiceLine<Choice extends string>({
  label,
  value,
  choices,
  onChoice,
}: {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: Choice; readonly label: WordKey }[]
  readonly onChoice: (choice: Choice) => void
}): ReactElement {
  return (
    <Field label={label}>
      {(field) => (
        <select
          {...field}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find((one) => one.value === target.value)
            if (chosen !== undefined) onChoice(chosen.value)
          }}
        >
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {words(one.label)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A box to tick. */
export function FlagLine({ name, label }: { readonly name: FlagName; readonly label: string }): ReactElement {
  const { draft, change } = useLines()
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={draft[name]}
        onChange={({ target }) => change({ [name]: target.checked })}
      />
      {label}
    </label>
  )
}
