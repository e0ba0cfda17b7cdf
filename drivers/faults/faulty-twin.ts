import type { DatagramTwin, Driver, Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { streamPieces, type Wire } from '../wire.ts'
import { seededRandom } from './random.ts'
import { type FaultSpec, faultNames, faults } from './table.ts'
import { silence, type Transform } from './transforms.ts'

/** When faults happen, milliseconds of the twin's own time; `everyMs` null: once. */
export interface FaultSchedule {
  readonly firstMs: number
  readonly everyMs: number | null
  /** How long each one lasts; absent: as its row in the table says. */
  readonly lastsMs?: number
}

/** Soon after the start, then again and again: what a simulated line does. */
export const REPEATED: FaultSchedule = { firstMs: 10_000, everyMs: 20_000 }

/** How much longer than allowed a silence lasts that must be noticed. */
const QUIET_MARGIN_MS = 2_000
const nothing = new Uint8Array(0)

type TwinDriver = Pick<Driver, 'twin' | 'maxQuietMs'>

/** How long one occurrence of a fault lasts with this driver, milliseconds. */
export function faultLastsMs(fault: FaultSpec, driver: Pick<Driver, 'maxQuietMs'>): number {
  return fault.lasts === 'quiet' ? driver.maxQuietMs + QUIET_MARGIN_MS : fault.lasts
}

/** Whether the network drops what this fault damages, so that no format has to see it. */
export function isDroppedOn(kind: Wire['kind'], fault: FaultSpec): boolean {
  return kind === 'datagram' && fault.isDropped === true
}

/** The fault of that name. Throws TypeError naming an unknown one. */
export function faultNamed(name: string): FaultSpec {
  const found = faults.find((fault) => fault.name === name)
  if (found === undefined) throw new TypeError(`"fault" ${name} is not known: use ${faultNames.join(', ')}`)
  return found
}

/** A twin with a bad line or in trouble. Tells its clean bytes too, so that a test knows what was really sent. */
export interface FaultyTwin extends Twin {
  /** The bytes behind the last `produce`, before the line changed them. */
  readonly sent: Uint8Array
}

/** The same piece by piece: datagrams, or what a stream carried at one moment. */
export interface FaultyPieces extends DatagramTwin {
  readonly sent: readonly Uint8Array[]
}

/**
 * Wraps a driver's twin in faults by name, the same for the same seed. Throws
 * TypeError for an unknown fault or scenario. Without faults it is the twin itself.
 */
export function createFaultyTwin(
  driver: TwinDriver,
  options: TwinOptions,
  names: readonly string[],
  schedule: FaultSchedule = REPEATED,
): FaultyTwin {
  const pieces = createFaultyPieces(streamOf(driver), driver.maxQuietMs, options, names, schedule)
  return {
    get sent() {
      return joinBytes(pieces.sent)
    },
    produce: (atMs) => joinBytes(pieces.produce(atMs)),
    receive: (bytes, atMs) => pieces.receive(bytes, atMs),
  }
}

/** `createFaultyTwin` for either kind of wire. On a stream, pieces that come at once have no borders that count. */
export function createFaultyPieces(
  wire: Pick<Wire, 'kind' | 'twin'>,
  maxQuietMs: number,
  options: TwinOptions,
  names: readonly string[],
  schedule: FaultSchedule = REPEATED,
): FaultyPieces {
  const random = seededRandom(options.seed)
  const parts = names.map((name) => new Part(faultNamed(name), wire.kind, maxQuietMs, schedule, random))
  const scenario = parts.findLast((part) => part.spec.scenario !== undefined)?.spec.scenario
  let shiftMs = 0
  let originMs = 0
  let twin = startAt(0)
  let isOff = false
  let sent: readonly Uint8Array[] = []

  function startAt(atMs: number): DatagramTwin {
    originMs = atMs
    return wire.twin({
      ...options,
      scenario: scenario ?? options.scenario,
      startUtcMs: options.startUtcMs + atMs + shiftMs,
    })
  }

  /** Switches the monitor off and on where a fault says so. */
  function live(atMs: number): void {
    for (const part of parts) {
      const edge = part.moveTo(atMs)
      const { restart } = part.spec
      if (restart === undefined || edge === null) continue
      if (restart === 'after') isOff = edge === 'begins'
      else if (edge === 'begins') shiftMs += restart.clockByMs
      if (restart === 'after' ? edge === 'ends' : edge === 'begins') twin = startAt(atMs)
    }
  }

  return {
    get sent() {
      return sent
    },
    produce(atMs) {
      live(atMs)
      sent = isOff ? [] : twin.produce(atMs - originMs)
      return parts.reduce((pieces, part) => part.change(pieces), sent)
    },
    receive(bytes, atMs) {
      if (!isOff) twin.receive(bytes, atMs - originMs)
    },
  }
}

function streamOf(driver: Pick<Driver, 'twin'>): Pick<Wire, 'kind' | 'twin'> {
  return { kind: 'stream', twin: (options) => streamPieces(driver.twin(options)) }
}

/** One fault on one line: whether it is happening, and what it does to bytes. */
class Part {
  readonly spec: FaultSpec
  readonly #schedule: FaultSchedule
  readonly #lastsMs: number
  readonly #transform: Transform | null
  #active = false

  constructor(
    spec: FaultSpec,
    kind: Wire['kind'],
    maxQuietMs: number,
    schedule: FaultSchedule,
    random: () => number,
  ) {
    this.spec = spec
    this.#schedule = schedule
    this.#lastsMs = schedule.lastsMs ?? faultLastsMs(spec, { maxQuietMs })
    this.#transform = (isDroppedOn(kind, spec) ? silence() : spec.bytes?.(random)) ?? null
  }

  /** Out: whether the fault begins or ends at this time. */
  moveTo(atMs: number): 'begins' | 'ends' | null {
    const { firstMs, everyMs } = this.#schedule
    const sinceMs = atMs - firstMs
    // A silence longer than the usual distance between two occurrences still ends before the next one.
    const periodMs = everyMs === null ? null : Math.max(everyMs, 2 * this.#lastsMs)
    const intoMs = periodMs === null || sinceMs < 0 ? sinceMs : sinceMs % periodMs
    const active = intoMs >= 0 && intoMs < this.#lastsMs
    if (active === this.#active) return null
    this.#active = active
    return active ? 'begins' : 'ends'
  }

  /** What arrives of these pieces. Where nothing was sent, what was held back may still come. */
  change(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
    const transform = this.#transform
    if (transform === null) return pieces
    const all = pieces.length === 0 ? [nothing] : pieces
    return all.flatMap((piece) => transform(piece, this.#active)).filter((piece) => piece.length > 0)
  }
}
