import { type ZodType, z } from 'zod'
import type { OptionField } from '../ipc/views.ts'

type JsonObject = Readonly<Record<string, unknown>>

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A bound that says something: zod writes the ends of what a number can hold where none was set. */
function boundOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
}

function fieldOf(name: string, property: JsonObject): OptionField {
  const { type, default: initial } = property
  const base = { name, title: textOf(property.title), help: textOf(property.description) ?? '' }
  if (type === 'boolean')
    return { ...base, kind: 'flag', initial: typeof initial === 'boolean' ? initial : null }
  if (type === 'integer' || type === 'number') {
    return {
      ...base,
      kind: 'number',
      initial: typeof initial === 'number' ? initial : null,
      whole: type === 'integer',
      lowest: boundOf(property.minimum),
      highest: boundOf(property.maximum),
    }
  }
  const choices = textsOf(property.enum)
  if (choices !== null) return { ...base, kind: 'choice', initial: textOf(initial), choices }
  if (type === 'string') return { ...base, kind: 'text', initial: textOf(initial) }
  const several = type === 'array' ? textsOf(objectOf(property.items).enum) : null
  if (several === null) return { ...base, kind: 'json', initial: initial ?? null }
  const most = boundOf(property.maxItems) ?? several.length
  return { ...base, kind: 'choices', initial: textsOf(initial) ?? [], choices: several, most }
}

/**
 * What the set-up screen needs to draw the options of a driver. In: its schema,
 * with defaults and descriptions. Out: one field an option, in the order of the
 * schema; what has no control of its own is typed as JSON.
 */
export function optionFields(schema: ZodType): readonly OptionField[] {
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(objectOf(properties)).map(([name, property]) => fieldOf(name, objectOf(property)))
}
