import { type ReactElement, type Ref, useState } from 'react'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { readWristband, type Scan } from './wristband.ts'

const PROBLEMS = { checkDigit: 'scan.damaged', staff: 'scan.staff' } as const

/**
 * The identifier, typed or scanned. A scanner types what it reads and then Enter: that only fills the field and goes on
 * to the next one. It never sends a form.
 */
export function ScanField({
  value,
  onScan,
  ref,
}: {
  readonly value: string
  readonly onScan: (scan: Scan) => void
  readonly ref?: Ref<HTMLInputElement>
}): ReactElement {
  const [problem, setProblem] = useState<Scan['problem']>(null)
  const finish = (text: string) => {
    const scan = readWristband(text)
    setProblem(scan.problem)
    onScan(scan.problem === null ? scan : { ...scan, id: '' })
  }
  return (
    <div>
      <Field label={words('who.typeId')}>
        {(field) => (
          <input
            {...field}
            ref={ref}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={({ target }) => {
              setProblem(null)
              onScan({ id: target.value, authority: null, problem: null })
            }}
            onBlur={({ target }) => {
              if (target.value !== '') finish(target.value)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              finish(event.currentTarget.value)
              nextField(event.currentTarget)?.focus()
            }}
          />
        )}
      </Field>
      {problem !== null && (
        <p className="scan-problem" role="alert">
          {words(PROBLEMS[problem])}
        </p>
      )}
    </div>
  )
}

/** The field after this one in its form. */
function nextField(input: HTMLInputElement): HTMLElement | null {
  const fields = [...(input.form?.querySelectorAll<HTMLElement>('input, select') ?? [])]
  return fields[fields.indexOf(input) + 1] ?? null
}
