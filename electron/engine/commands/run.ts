import type { Driver } from '../../../drivers/driver.ts'
import { type CommandName, type EngineStart, type ToWindow, VigilError } from '../../ipc/contract.ts'
import { requestSchemas } from '../../ipc/schema.ts'
import type { Actor, PatientView, StationView } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import { firstProblem } from '../config/parse.ts'
import type { Destination } from '../config/schema.ts'
import type { MllpSender } from '../export/mllp-client.ts'
import type { StoreClient } from '../store/client.ts'
import type { Timers } from '../timers.ts'
import type { Ward } from '../ward.ts'
import { handlers } from './handlers.ts'

/** What the commands may use of the engine. */
export interface CommandContext {
  readonly ward: Ward
  readonly clock: Clock
  readonly timers: Timers
  readonly drivers: readonly Driver[]
  readonly store: StoreClient
  readonly sender: MllpSender
  readonly actor: Actor
  readonly start: EngineStart
  readonly baseDir: string
  readonly destinations: readonly Destination[]
  station(): StationView
  nowUtcMs(): number
  /** Writes an audit row; resolves when it is on disk. Values become JSON; null stays null. */
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  signIn(initials: string): Promise<Actor>
  bindPatient(bed: string, before: PatientView | null, patient: PatientView | null): Promise<void>
  /** Keeps the beds for the next start. */
  keepBeds(): Promise<void>
  bedRemoved(bed: string): void
  wantWaves(window: number): void
}

/** Commands that change beds run one after the other, so that two windows cannot interleave. */
const CHANGES: ReadonlySet<CommandName> = new Set([
  'bed.save',
  'bed.remove',
  'bed.setPatient',
  'session.signIn',
])
const lastChange = new WeakMap<CommandContext, Promise<unknown>>()

function inTurn(context: CommandContext, work: () => unknown): Promise<unknown> {
  const before = lastChange.get(context) ?? Promise.resolve()
  const done = before.then(work, work)
  lastChange.set(context, done)
  return done
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(requestSchemas, name)
}

/**
 * Checks and runs one command. In: its name and request as they came, and the
 * window that sent it (null: none). Throws VigilError; everything else is a mistake in the program.
 */
export async function runCommand(
  context: CommandContext,
  window: number | null,
  name: string,
  request: unknown,
): Promise<unknown> {
  if (!isCommand(name)) throw new VigilError('badRequest', `The command "${name}" is not known.`)
  return run(context, window, name, request)
}

function run<Name extends CommandName>(
  context: CommandContext,
  window: number | null,
  name: Name,
  request: unknown,
): Promise<unknown> {
  const checked = requestSchemas[name].safeParse(request, { reportInput: true })
  if (!checked.success) {
    throw new VigilError('badRequest', `The request cannot be used: ${firstProblem(checked.error)}.`)
  }
  const work = () => handlers[name](context, checked.data, window)
  return CHANGES.has(name) ? inTurn(context, work) : Promise.resolve(work())
}

/** Runs the command of a window. Out: the reply to send; never rejects. */
export async function answer(
  context: CommandContext,
  window: number,
  message: { readonly seq: number; readonly name: string; readonly request: unknown },
): Promise<Extract<ToWindow, { type: 'reply' }>> {
  const { seq, name, request } = message
  try {
    return { type: 'reply', seq, ok: true, value: await runCommand(context, window, name, request) }
  } catch (error) {
    if (error instanceof VigilError) {
      return { type: 'reply', seq, ok: false, error: { code: error.code, message: error.message } }
    }
    const reason = error instanceof Error ? error.message : String(error)
    const sentence = `Vigil could not do this (${reason}): please report it.`
    return { type: 'reply', seq, ok: false, error: { code: 'internal', message: sentence } }
  }
}
