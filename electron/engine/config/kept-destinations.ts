import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Destination, destinationSchema } from './schema.ts'
import { safeJson } from './settings-file.ts'

const KEPT_VERSION = 1

/** What was queued for a destination that is gone was made for one of this kind. */
const goneSchema = z.strictObject({ id: z.string(), type: z.string(), training: z.boolean() })

const keptSchema = z.strictObject({
  version: z.literal(KEPT_VERSION),
  /** SHA-256 of the destinations of the config that the edits were made on, and their ids. */
  basedOn: z.string(),
  configIds: z.array(z.string()),
  destinations: z.array(destinationSchema),
  /** By destination. */
  secrets: z.record(z.string(), z.string()),
  gone: z.array(goneSchema),
})

/** Where a station sends to, as it was last set in Setup, or as the config says it. */
export interface KeptDestinations {
  readonly destinations: readonly Destination[]
  readonly secrets: Readonly<Record<string, string>>
  readonly gone: readonly z.output<typeof goneSchema>[]
}

function digestOf(destinations: readonly Destination[]): string {
  return createHash('sha256').update(JSON.stringify(destinations)).digest('hex')
}

/** The text that the record keeps; it holds secrets. In: the destinations of the config file that the edits are made on. */
export function keptText(kept: KeptDestinations, config: readonly Destination[]): string {
  const based = { basedOn: digestOf(config), configIds: config.map(({ id }) => id) }
  return JSON.stringify({ version: KEPT_VERSION, ...based, ...kept })
}

/**
 * The destinations of this start. In: those of the config, what the record keeps. Where the config was edited since, what
 * stands there now is what somebody wants: it holds, beside those that were added in Setup. Never throws. Out: also
 * sentences to show once.
 */
export function keptDestinations(
  config: readonly Destination[],
  text: string | null,
): KeptDestinations & { readonly notices: readonly string[] } {
  const plain = { destinations: config, secrets: {}, gone: [], notices: [] }
  if (text === null) return plain
  const parsed = keptSchema.safeParse(safeJson(text))
  if (!parsed.success) {
    const notice =
      'The destinations saved in Setup cannot be read: those of the config hold. Look at them in Setup.'
    return { ...plain, notices: [notice] }
  }
  const { basedOn, configIds, destinations, secrets, gone } = parsed.data
  if (basedOn === digestOf(config)) return { destinations, secrets, gone, notices: [] }
  const fromConfig = new Set([...configIds, ...config.map(({ id }) => id)])
  const added = destinations.filter(({ id }) => !fromConfig.has(id))
  const notice =
    'The destinations in the config were changed: they hold now, with those that were added in Setup. Look at them in Setup.'
  return { destinations: [...config, ...added], secrets, gone, notices: [notice] }
}
