import type { ReactElement } from 'react'

/** One of a few, side by side; the chosen one is marked and says so to screen readers. */
export function Choice<T extends string | number | null>({
  title,
  options,
  chosen,
  onChoose,
}: {
  readonly title: string
  readonly options: readonly { readonly value: T; readonly text: string; readonly lang?: string }[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
}): ReactElement {
  return (
    <fieldset className="choice">
      <legend>{title}</legend>
      <span className="choice-options">
        {options.map(({ value, text, lang }) => (
          <button
            key={text}
            type="button"
            className="choice-option"
            lang={lang}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
          >
            {text}
          </button>
        ))}
      </span>
    </fieldset>
  )
}
