import { type CommandName, type ToWindow, VigilError } from '../../ipc/contract.ts'
import { requestSchemas } from '../../ipc/schema.ts'
import { firstProblem } from '../config/parse.ts'
import type { CommandContext } from './context.ts'
import { handlers } from './handlers.ts'

/** Commands that change what is kept run one after the other, so that two windows cannot interleave. */
const CHANGES: ReadonlySet<CommandName> = new Set([
  'alarm.audioOff',
  'alarm.comfortCare',
  'alarm.markRisk',
  'alarm.unmarkRisk',
  'alarm.setAgeClass',
  'alarm.setLimits',
  'alarm.resetLimits',
  'alarm.limitOff',
  'alarm.confirmSuggestion',
  'alarm.confirmSettings',
  'bed.save',
  'bed.remove',
  'bed.setPatient',
  'bed.confirmPatient',
  'bed.declineProposal',
  'bed.takeMonitor',
  'patient.admit',
  'patient.describe',
  'patient.transfer',
  'patient.discharge',
  'patient.name',
  'patient.repair',
  'patient.repairEnded',
  'patient.undoMove',
  'sender.bind',
  'session.signIn',
  'comparison.begin',
  'comparison.answer',
  'comparison.confirm',
  'comparison.withdraw',
  'retention.set',
  'patient.hold',
  'patient.erase',
  'destination.save',
  'destination.remove',
  'destination.drop',
  'backup.start',
  'export.start',
  'screen.saveLayout',
  'screen.setRole',
  'screen.setWall',
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
