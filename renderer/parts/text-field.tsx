import type { ComponentProps, ReactElement } from 'react'
import { Field } from './field.tsx'

/** A labelled line of text that the browser does not complete. In: its text, told anew at each key, and what else an input takes. */
export function TextField({
  label,
  help,
  onText,
  ...input
}: {
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly onText: (text: string) => void
} & Pick<ComponentProps<'input'>, 'ref' | 'type' | 'inputMode' | 'className' | 'spellCheck'>): ReactElement {
  return (
    <Field label={label} {...(help !== undefined && { help })}>
      {(field) => (
        <input {...field} {...input} autoComplete="off" onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  )
}
