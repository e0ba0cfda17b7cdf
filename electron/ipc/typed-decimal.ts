/** A minus, whole digits, and a part after a point or a comma: people type the sign of their own keyboard. */
const TYPED = /^[-−]?(\d{1,15})(?:([.,])(\d{1,4}))?$/
/** `1,234` is a thousand to some and little more than one to others: nobody guesses. */
const GROUPED_DIGITS = 3
/** A number keeps its last digit up to here. */
const MOST_WHOLE_DIGITS = 15

/**
 * The number that somebody typed, whatever the locale of the PC (DESIGN rule 10); null if it is none, or could be read
 * in two ways. What is shown back is what was read.
 */
export function typedDecimal(typed: string, mostWholeDigits = MOST_WHOLE_DIGITS): number | null {
  const text = typed.trim()
  const match = TYPED.exec(text)
  const [, whole = '', sign, part = ''] = match ?? []
  if (match === null || whole.length > mostWholeDigits) return null
  if (sign === ',' && part.length === GROUPED_DIGITS && Number(whole) !== 0) return null
  return Number(text.replace('−', '-').replace(',', '.'))
}
