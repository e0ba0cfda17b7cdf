import { type ReactElement, useId } from 'react'
import type { OptionField } from '../../electron/ipc/views.ts'
import { Field } from '../parts/field.tsx'
import { readAs } from '../words/typed.ts'
import { words } from '../words/words.ts'
import type { LineDraft } from './line-draft.ts'
import { chosenOf, optionText, optionTitle, toggled, withOption } from './option-values.ts'

interface ControlProps<F extends OptionField> {
  readonly field: F
  readonly draft: LineDraft
  readonly onChange: (draft: LineDraft) => void
  /** One sentence about what is wrong with this option, or null. */
  readonly problem: string | null
}

/** The usual value in words; empty where there is none. */
function usualText({ initial }: OptionField): string {
  if (initial === null || initial === '') return ''
  const value = Array.isArray(initial) ? initial.join(', ') || words('option.none') : String(initial)
  const shown = typeof initial === 'boolean' ? words(initial ? 'option.on' : 'option.off') : value
  return words('option.usual', { value: shown })
}

function helpOf(field: OptionField): string {
  return [field.help, usualText(field)].filter((text) => text !== '').join(' ')
}

function Problem({ id, problem }: { readonly id: string; readonly problem: string | null }) {
  return problem === null ? null : (
    <p id={id} className="field-problem" role="alert">
      {problem}
    </p>
  )
}

function Flag({ field, draft, onChange, problem }: ControlProps<Extract<OptionField, { kind: 'flag' }>>) {
  const id = useId()
  const checked = draft.options[field.name] ?? field.initial
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked === true}
          aria-describedby={`${id}-help ${id}`}
          onChange={({ target }) =>
            onChange({ ...draft, options: withOption(draft.options, field, target.checked) })
          }
        />
        {optionTitle(field)}
      </label>
      <small id={`${id}-help`}>{helpOf(field)}</small>
      <Problem id={id} problem={problem} />
    </div>
  )
}

function Choices({
  field,
  draft,
  onChange,
  problem,
}: ControlProps<Extract<OptionField, { kind: 'choices' }>>) {
  const id = useId()
  const chosen = chosenOf(field, draft.options)
  return (
    <fieldset className="field" aria-describedby={`${id}-help ${id}`}>
      <legend>{optionTitle(field)}</legend>
      <div className="checks">
        {field.choices.map((choice) => (
          <label className="check" key={choice}>
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={() =>
                onChange({ ...draft, options: withOption(draft.options, field, toggled(chosen, choice)) })
              }
            />
            {choice}
          </label>
        ))}
      </div>
      <small id={`${id}-help`}>{helpOf(field)}</small>
      <Problem id={id} problem={problem} />
    </fieldset>
  )
}

function Choice({ field, draft, onChange, problem }: ControlProps<Extract<OptionField, { kind: 'choice' }>>) {
  const id = useId()
  const stored = draft.options[field.name] ?? field.initial
  return (
    <>
      <Field label={optionTitle(field)} help={helpOf(field)}>
        {(attributes) => (
          <select
            {...attributes}
            value={typeof stored === 'string' ? stored : ''}
            onChange={({ target }) =>
              onChange({
                ...draft,
                options: withOption(draft.options, field, target.value === '' ? undefined : target.value),
              })
            }
          >
            {field.initial === null && <option value="">{words('option.none')}</option>}
            {field.choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Problem id={id} problem={problem} />
    </>
  )
}

function Typed({
  field,
  draft,
  onChange,
  problem,
}: ControlProps<Extract<OptionField, { kind: 'number' | 'text' | 'json' }>>) {
  const id = useId()
  const usual = field.initial === null ? '' : String(field.initial)
  const read = readAs(draft.typed[field.name] ?? '')
  return (
    <>
      <Field label={optionTitle(field)} help={helpOf(field)}>
        {(attributes) => (
          <input
            {...attributes}
            className={field.kind === 'json' ? 'input mono' : 'input'}
            inputMode={field.kind === 'number' ? 'decimal' : 'text'}
            spellCheck={false}
            placeholder={usual}
            aria-invalid={problem !== null}
            value={draft.typed[field.name] ?? optionText(field, draft.options)}
            onChange={({ target }) =>
              onChange({ ...draft, typed: { ...draft.typed, [field.name]: target.value } })
            }
          />
        )}
      </Field>
      {field.kind === 'number' && read !== null && <output className="quiet">{read}</output>}
      <Problem id={id} problem={problem} />
    </>
  )
}

/** The control of one option, by its kind. */
function Control(props: ControlProps<OptionField>): ReactElement {
  const { field } = props
  switch (field.kind) {
    case 'flag':
      return <Flag {...props} field={field} />
    case 'choices':
      return <Choices {...props} field={field} />
    case 'choice':
      return <Choice {...props} field={field} />
    default:
      return <Typed {...props} field={field} />
  }
}

/** The options of a driver, drawn from what it says about them. Unset ones show the usual value. */
export function OptionControls({
  fields,
  draft,
  onChange,
  problem,
}: {
  readonly fields: readonly OptionField[]
  readonly draft: LineDraft
  readonly onChange: (draft: LineDraft) => void
  readonly problem: { readonly option: string; readonly sentence: string } | null
}): ReactElement | null {
  if (fields.length === 0) return null
  return (
    <section className="options">
      <h3>{words('setup.options')}</h3>
      {fields.map((field) => (
        <div key={field.name}>
          <Control
            field={field}
            draft={draft}
            onChange={onChange}
            problem={problem?.option === field.name ? problem.sentence : null}
          />
        </div>
      ))}
    </section>
  )
}
