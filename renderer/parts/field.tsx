import { type ReactElement, useId } from 'react'

/** What the control inside a field must carry, so that its name and its help belong to it. */
export interface FieldAttributes {
  readonly id: string
  readonly className: string
  readonly 'aria-describedby'?: string
}

/** A labelled control with one line of help below it. In: the control, made from the attributes it must carry. */
export function Field({
  label,
  help,
  children,
}: {
  readonly label: string
  readonly help?: string
  readonly children: (attributes: FieldAttributes) => ReactElement
}): ReactElement {
  const id = useId()
  const helpId = `${id}-help`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, className: 'input', ...(help !== undefined && { 'aria-describedby': helpId }) })}
      {help !== undefined && <small id={helpId}>{help}</small>}
    </div>
  )
}
