import { VigilError } from '../ipc/contract.ts'
import { type FieldProblem, KEPT_SECRET, type TypedDestination } from '../ipc/destinations.ts'
import { type KeptDestinations, keptDestinations, keptText } from './config/kept-destinations.ts'
import { pathText } from './config/parse.ts'
import { type Destination, destinationSchema } from './config/schema.ts'
import { reasonOf } from './config/settings-file.ts'
import { stationEui64 } from './export/oru-address.ts'
import type { OutboxDesk } from './outbox/desk.ts'
import type { StoreClient } from './store/threads/client.ts'

/** What the desk needs of the engine. */
export interface DestinationDeskParts {
  readonly store: Pick<StoreClient, 'keepSetting' | 'setting'>
  readonly outbox: Pick<OutboxDesk, 'rows' | 'destinationsChanged'>
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  /** Every window is told. */
  stationChanged(): void
}

/** How a station is called, and its number where the config says it. */
export interface StationName {
  readonly station: string
  readonly eui64?: string | undefined
}

/** What was typed, once the schema has judged it. */
export type Judged =
  | { readonly destination: Destination; readonly problems: readonly [] }
  | { readonly destination: null; readonly problems: readonly FieldProblem[] }

/**
 * Where the station sends to: the destinations of the config, as Setup changed them. What is set here, secrets too, is kept
 * in the encrypted record, holds at once, and who did it is in the audit before, without secrets.
 */
export class DestinationDesk {
  readonly #parts: DestinationDeskParts
  readonly #config: readonly Destination[]
  readonly #station: StationName
  #eui64: string | null = null
  #kept: KeptDestinations

  /** In: what it needs of the engine, the config file. */
  constructor(
    parts: DestinationDeskParts,
    { destinations: config, ...station }: StationName & { readonly destinations: readonly Destination[] },
  ) {
    this.#parts = parts
    this.#config = config
    this.#station = station
    this.#kept = { destinations: config, secrets: {}, gone: [] }
  }

  /** Takes up what the record keeps. In: where sentences to show once go. */
  async begin(hear: Pick<Set<string>, 'add'>): Promise<void> {
    const text = await this.#parts.store.setting('destinations')
    const { notices, ...kept } = keptDestinations(this.#config, text)
    this.#kept = kept
    for (const sentence of notices) hear.add(sentence)
    await this.#beginNumber()
  }

  /** Another network card, or another order of them, makes no other station: what was sent is found again by this number. */
  async #beginNumber(): Promise<void> {
    const { station, eui64 } = this.#station
    const kept = await this.#parts.store.setting('eui64')
    const known = eui64 ?? kept
    this.#eui64 = known ?? stationEui64(station)
    // A record that takes no more says so itself; the number is made again at the next start.
    if (known === null) await this.#parts.store.keepSetting('eui64', this.#eui64).catch(() => undefined)
  }

  /** The number of this station: of the config, else the one that it was first known under. */
  get eui64(): string {
    return this.#eui64 ?? this.#station.eui64 ?? stationEui64(this.#station.station)
  }

  get all(): readonly Destination[] {
    return this.#kept.destinations
  }

  secretOf(id: string): string | undefined {
    return Object.hasOwn(this.#kept.secrets, id) ? this.#kept.secrets[id] : undefined
  }

  /** Judges what was typed by the schema of the config. In: also whether a secret was typed with it. */
  judge(typed: TypedDestination, secret: string | null): Judged {
    const parsed = destinationSchema.safeParse(typed)
    if (!parsed.success) return { destination: null, problems: problemsOf(parsed.error.issues) }
    const destination = parsed.data
    const shown = shownSecret(destination)
    if (shown === null || this.#isSecretKnown(destination, shown, secret))
      return { destination, problems: [] }
    return { destination: null, problems: [{ field: shown.field, words: 'must be typed for this place' }] }
  }

  /** What is kept, or lies in a file that the config names, is shown only to the place it was meant for. */
  #isSecretKnown(destination: Destination, { field, name }: ShownSecret, secret: string | null): boolean {
    if (name === KEPT_SECRET && secret !== null) return true
    const before = this.#kept.destinations.find(({ id }) => id === destination.id)
    const known = before === undefined ? null : shownSecret(before)
    if (before === undefined || known?.name !== name || known.field !== field) return false
    if (before.host !== destination.host || before.port !== destination.port) return false
    return name !== KEPT_SECRET || this.secretOf(destination.id) !== undefined
  }

  /** Adds or changes one. Throws VigilError changedMeanwhile, unknownDestination or storeUnavailable: nothing is changed then. */
  async save(destination: Destination, secret: string | null, isNew: boolean): Promise<void> {
    const { id } = destination
    const { destinations, secrets, gone } = this.#kept
    const before = destinations.find((one) => one.id === id)
    if (isNew && before !== undefined)
      throw new VigilError(
        'changedMeanwhile',
        `There is a destination "${id}" already: give this one another name.`,
      )
    if (!isNew && before === undefined) throw unknown(id)
    this.#refuseForQueued(destination, before ?? gone.find((one) => one.id === id))
    const after = isNew
      ? [...destinations, destination]
      : destinations.map((one) => (one.id === id ? destination : one))
    const { [id]: old, ...others } = secrets
    const shown = shownSecret(destination)?.name === KEPT_SECRET ? (secret ?? old) : undefined
    await this.#change('destination.save', id, before ?? null, {
      destinations: after,
      secrets: { ...others, ...(shown !== undefined && { [id]: shown }) },
      gone: gone.filter((one) => one.id !== id),
    })
  }

  /** Takes one away; what is queued for it stays. Throws VigilError unknownDestination or storeUnavailable. */
  async remove(id: string): Promise<void> {
    const { destinations, secrets, gone } = this.#kept
    const before = destinations.find((one) => one.id === id)
    if (before === undefined) throw unknown(id)
    const { [id]: _secret, ...others } = secrets
    await this.#change('destination.remove', id, before, {
      destinations: destinations.filter((one) => one !== before),
      secrets: others,
      gone: [...gone.filter((one) => one.id !== id), { id, type: before.type, training: before.training }],
    })
  }

  /** What waits was made for one kind of receiver, and perhaps of what no patient gave: it goes to no other. */
  #refuseForQueued(
    { id, type, training }: Destination,
    before: Pick<KeptDestinations['gone'][number], 'type' | 'training'> | undefined,
  ): void {
    const count = this.#parts.outbox.rows().filter(({ destination }) => destination === id).length
    if (count === 0 || before === undefined || (before.type === type && before.training === training)) return
    throw new VigilError(
      'changedMeanwhile',
      `${count} ${count === 1 ? 'message waits' : 'messages wait'} for "${id}" as it was, and kind and training decide what may be sent: let them go out or remove them first, or add a destination with another name.`,
    )
  }

  async #change(
    action: string,
    id: string,
    before: Destination | null,
    next: KeptDestinations,
  ): Promise<void> {
    const after = next.destinations.find((one) => one.id === id) ?? null
    const isSame = next.secrets[id] === this.secretOf(id)
    const secret = after === null || isSame ? {} : { secret: 'changed' }
    await this.#parts.audit(action, id, before, after === null ? null : { ...after, ...secret })
    try {
      await this.#parts.store.keepSetting('destinations', keptText(next, this.#config))
    } catch (error) {
      throw new VigilError(
        'storeUnavailable',
        `The destination could not be kept (${reasonOf(error)}): make room on the disk. Nothing is changed.`,
      )
    }
    this.#kept = next
    await this.#parts.outbox.destinationsChanged()
    this.#parts.stationChanged()
  }
}

function unknown(id: string): VigilError {
  return new VigilError('unknownDestination', `There is no destination "${id}" any more: open Setup again.`)
}

interface ShownSecret {
  readonly field: string
  readonly name: string
}

/** The secret that a destination shows: its field, and its file or KEPT_SECRET; null where it shows none. */
function shownSecret(destination: Destination): ShownSecret | null {
  if (destination.type === 'nats')
    return destination.creds === undefined ? null : { field: 'creds', name: destination.creds }
  if (destination.type !== 'fhir') return null
  const { auth } = destination
  switch (auth?.kind) {
    case 'basic':
      return { field: 'auth.passwordFile', name: auth.passwordFile }
    case 'bearer':
      return { field: 'auth.tokenFile', name: auth.tokenFile }
    case 'smart':
      return { field: 'auth.keyFile', name: auth.keyFile }
    case undefined:
      return null
  }
}

interface SchemaIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** One sentence a field: the first one. */
function problemsOf(issues: readonly SchemaIssue[]): FieldProblem[] {
  const problems = new Map<string, FieldProblem>()
  for (const { path, message } of issues) {
    const field = pathText(path)
    // What the schema says of a missing or foreign value names types of a program.
    const words = /^Invalid/.test(message) ? 'must not be empty' : message
    if (!problems.has(field)) problems.set(field, { field, words })
  }
  return [...problems.values()]
}
