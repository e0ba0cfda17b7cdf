import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { RemoteCommands } from '../../ipc/remote.ts'
import { checkKnownPerson } from '../identity/known-person.ts'
import type { EnrolledPatient } from '../remote/kept.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { UNKNOWN } from './occupy.ts'
import { requireSignedIn } from './signed-in.ts'

/** In the audit a patient elsewhere is a number: who it is goes when they are erased. */
const objectOf = (seq: number) => `remote/${seq}`

function enrolled(context: CommandContext, seq: number): EnrolledPatient {
  const one = context.remote.patient(seq)
  if (one !== undefined) return one
  throw new VigilError(
    'badRequest',
    `Nobody of that number is enrolled: look at the list again. ${UNCHANGED}`,
  )
}

function signedIn(context: CommandContext): string {
  requireSignedIn(context)
  return context.actor.initials ?? ''
}

/** Takes readings of somebody from now on. */
async function enrol(
  context: CommandContext,
  person: Commands['remote.enrol']['request'],
): Promise<{ seq: number }> {
  const by = signedIn(context)
  // Who it is stands in the record, sealed, and goes with them; the audit says that somebody was enrolled.
  await context.audit('remote.enrol', 'remote', null, null)
  const seq = await context.remote.enrol(person, by)
  return { seq }
}

/** Keeps that a patient agrees, and how; null: not any more. In the audit before anything is shown. */
async function consent(
  context: CommandContext,
  { seq, how }: Commands['remote.consent']['request'],
): Promise<Record<string, never>> {
  const by = signedIn(context)
  const one = enrolled(context, seq)
  await context.audit(
    'remote.consent',
    objectOf(seq),
    { given: one.consent !== null },
    { given: how !== null },
  )
  await context.remote.setConsent(one, how === null ? null : { how, by, atUtcMs: context.nowUtcMs() })
  return {}
}

/** Gives a held report to an enrolled patient whose two identifiers were typed. */
async function assign(
  context: CommandContext,
  { report, seq, id, second }: Commands['remote.assign']['request'],
): Promise<Record<string, never>> {
  signedIn(context)
  const one = enrolled(context, seq)
  if (context.remote.held(report) === undefined) throw gone()
  const facts = { ...UNKNOWN, name: one.name, birthDate: one.birthDate }
  checkKnownPerson(one.patient, facts, { id, second }, 'this list')
  await context.audit('remote.assign', objectOf(seq), null, { report })
  await context.remote.give(report, one)
  return {}
}

function gone(): VigilError {
  return new VigilError(
    'badRequest',
    `This report is not in the holding list any more: look again. ${UNCHANGED}`,
  )
}

async function refuse(
  context: CommandContext,
  { report, isRefused }: Commands['remote.refuse']['request'],
): Promise<Record<string, never>> {
  signedIn(context)
  if (context.remote.held(report) === undefined) throw gone()
  await context.audit('remote.refuse', objectOf(report), null, { isRefused })
  await context.remote.refuse(report, isRefused)
  return {}
}

async function end(
  context: CommandContext,
  { seq, isEnded }: Commands['remote.end']['request'],
): Promise<Record<string, never>> {
  signedIn(context)
  const one = enrolled(context, seq)
  await context.audit('remote.end', objectOf(seq), null, { isEnded })
  await context.remote.end(one, isEnded)
  return {}
}

/** Commands about patients elsewhere, by name. */
export const remoteHandlers = {
  'remote.list': async ({ remote }: CommandContext) => ({
    patients: remote.patients(),
    held: remote.heldReports(),
  }),
  'remote.day': async (context: CommandContext, { seq, ...stretch }: Commands['remote.day']['request']) => ({
    rows: context.remote.day(enrolled(context, seq), stretch),
  }),
  'remote.implant': async ({ remote }: CommandContext, { bed }: Commands['remote.implant']['request']) => ({
    implant: remote.implantIn(bed),
  }),
  'remote.enrol': enrol,
  'remote.consent': consent,
  'remote.assign': assign,
  'remote.refuse': refuse,
  'remote.end': end,
} satisfies {
  [Name in keyof RemoteCommands]: (
    context: CommandContext,
    request: Commands[Name]['request'],
  ) => Promise<Commands[Name]['reply']>
}
