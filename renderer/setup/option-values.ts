import { typedDecimal } from '../../electron/ipc/typed-decimal.ts'
import type { OptionField } from '../../electron/ipc/views.ts'
import { printedNumber } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

export type OptionValues = Readonly<Record<string, unknown>>

/** What is wrong with one option, as a key of the words. */
export interface OptionProblem {
  readonly problem: WordKey
  readonly values?: Readonly<Record<string, string>>
  /** Name of the option. */
  readonly option: string
}

/** `intervalSeconds` for people: `Interval seconds`. */
export function optionTitle({ name, title }: OptionField): string {
  if (title !== null) return title
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase()
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The options with one of them set. What is set to the usual value is left out, so that a later default still counts. */
export function withOption(options: OptionValues, field: OptionField, value: unknown): OptionValues {
  const others = Object.entries(options).filter(([name]) => name !== field.name)
  const isUsual = value === undefined || isSame(value, field.initial)
  return Object.fromEntries(isUsual ? others : [...others, [field.name, value]])
}

/** The choices with one put in at the end or taken out; the order is the order of asking. */
export function toggled(chosen: readonly string[], choice: string): readonly string[] {
  return chosen.includes(choice) ? chosen.filter((one) => one !== choice) : [...chosen, choice]
}

/** The chosen ones of a field with several choices; anything else that is stored counts as its default. */
export function chosenOf(
  field: Extract<OptionField, { kind: 'choices' }>,
  options: OptionValues,
): readonly string[] {
  const stored = options[field.name]
  const isList = Array.isArray(stored) && stored.every((one) => typeof one === 'string')
  return isList ? stored : field.initial
}

/** An option as it stands in a text box. */
export function optionText(field: OptionField, options: OptionValues): string {
  const stored = options[field.name]
  if (stored === undefined) return ''
  return typeof stored === 'string' && field.kind !== 'json' ? stored : JSON.stringify(stored)
}

function numberOf(field: Extract<OptionField, { kind: 'number' }>, text: string): number | OptionProblem {
  const { whole, lowest, highest } = field
  const value = typedDecimal(text)
  const isNumber = value !== null && (!whole || Number.isInteger(value))
  const isInside = isNumber && value >= (lowest ?? value) && value <= (highest ?? value)
  if (isInside) return value
  if (lowest === null || highest === null) {
    return { problem: whole ? 'option.whole' : 'option.number', option: field.name }
  }
  return {
    problem: whole ? 'option.wholeBetween' : 'option.numberBetween',
    values: { lowest: printedNumber(lowest), highest: printedNumber(highest) },
    option: field.name,
  }
}

/** The value of what was typed; undefined stands for the usual one. */
function typedValue(field: OptionField, typed: string): { readonly value: unknown } | OptionProblem {
  const text = typed.trim()
  if (text === '') return { value: undefined }
  if (field.kind === 'number') {
    const value = numberOf(field, text)
    return typeof value === 'number' ? { value } : value
  }
  if (field.kind !== 'json') return { value: text }
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    return { problem: 'option.badJson', option: field.name }
  }
}

/**
 * The options to send. In: the driver's fields, what is set, and what was typed
 * by name. Out: the options, or the first thing that is wrong.
 */
export function optionsOf(
  fields: readonly OptionField[],
  set: OptionValues,
  typed: Readonly<Record<string, string>>,
): { readonly options: OptionValues } | OptionProblem {
  let options = set
  for (const field of fields) {
    const text = typed[field.name]
    if (text !== undefined) {
      const result = typedValue(field, text)
      if ('problem' in result) return result
      options = withOption(options, field, result.value)
    }
    if (field.kind === 'choices' && chosenOf(field, options).length > field.most) {
      return { problem: 'option.most', values: { most: String(field.most) }, option: field.name }
    }
  }
  return { options }
}

/** What is wrong with an option, away from its field: the option by name, then what to do. */
export function optionSentence(
  { problem, values = {}, option }: OptionProblem,
  fields: readonly OptionField[],
): string {
  const field = fields.find(({ name }) => name === option)
  const title = field === undefined ? option : optionTitle(field)
  return words('check.option', { option: title, problem: words(problem, values) })
}

/** A sentence, and the option it belongs to; null where it belongs to the form as a whole. */
export interface Said {
  readonly sentence: string
  readonly option: string | null
}

/**
 * The option that a sentence of the engine is about. The engine names it in
 * quotes before its reason; at the field only the reason is said.
 */
export function saidOf(sentence: string, fields: readonly OptionField[]): Said {
  for (const { name } of fields) {
    const named = [`"${name}": `, `"${name}[`].find((start) => sentence.includes(start))
    if (named === undefined) continue
    const reason = sentence.slice(sentence.indexOf(named)).replace(/^"[^"]*": /, '')
    return { sentence: reason, option: name }
  }
  return { sentence, option: null }
}
