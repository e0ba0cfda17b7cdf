import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { EntryCommands, EntryValue, EntryView } from '../../ipc/entry.ts'
import { OLDEST_ENTRY_MS } from '../../ipc/entry.ts'
import type { PatientView } from '../../ipc/views.ts'
import { refuseImpossibleEntry } from '../entries/bounds.ts'
import { latestOfEach } from '../entries/latest.ts'
import { isSamePatient } from '../patients.ts'
import type { EntryRow, NewEntry } from '../store/tables/entries.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

/** The clock of a window may be this much ahead of the engine's. */
const AHEAD_MS = 60_000

/** Whom an entry is about must be who lies in the bed still. */
function requireSame(context: CommandContext, bed: string, patient: PatientView | null): void {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  if (isSamePatient(view.patient, patient)) return
  throw new VigilError('patientInBed', `${view.label} holds another patient by now: look again. ${UNCHANGED}`)
}

/** Not before the patient came to the bed, not before this shift, and not in the future. */
async function checkedTime(context: CommandContext, bed: string, atUtcMs: number): Promise<number> {
  const nowUtcMs = context.nowUtcMs()
  if (atUtcMs > nowUtcMs + AHEAD_MS) {
    throw new VigilError('badRequest', `That time has not come: correct the time. ${UNCHANGED}`)
  }
  if (atUtcMs < nowUtcMs - OLDEST_ENTRY_MS) {
    const sentence = `That time is more than 12 hours ago: write a note instead. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  const stays = await context.store.read.bindings(bed)
  const sinceUtcMs = Math.max(0, ...stays.map((stay) => stay.toUtcMs ?? stay.fromUtcMs))
  // Minutes are what people type; the patient came within one.
  if (atUtcMs < Math.floor(sinceUtcMs / AHEAD_MS) * AHEAD_MS) {
    const sentence = `At that time somebody else was in the bed, or nobody: type a time of this patient here. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  // What was seen in the minute in which the patient came was seen of this patient.
  return Math.max(sinceUtcMs, Math.min(atUtcMs, nowUtcMs))
}

/** Entries of one shift about whoever lies in a bed. */
function ofShift(context: CommandContext, bed: string): Promise<readonly EntryRow[]> {
  return context.store.read.occupantEntries(bed, context.nowUtcMs() - OLDEST_ENTRY_MS)
}

async function entryToCorrect(context: CommandContext, bed: string, id: string): Promise<EntryRow> {
  const found = (await ofShift(context, bed)).find((row) => row.id === id)
  if (found?.state === 'valid') return found
  const why =
    found === undefined
      ? 'This entry is not of this patient and shift'
      : 'Somebody has corrected this entry already'
  throw new VigilError('badRequest', `${why}: look again. ${UNCHANGED}`)
}

/** The windows show the latest of each kind about whoever lies in the bed. */
export async function showEntries(
  context: Pick<CommandContext, 'store' | 'ward' | 'nowUtcMs'>,
  bed: string,
): Promise<void> {
  // A damaged page of them must cost no start, no admission and no bed: nothing is shown, and their list says why.
  const rows = await context.store.read
    .occupantEntries(bed, context.nowUtcMs() - OLDEST_ENTRY_MS)
    .catch((): readonly EntryRow[] => [])
  context.ward.setEntries(bed, latestOfEach(rows))
}

/** Stores a row; `shownIn`: the bed of the patient, who may have lain in another when the corrected one was entered. */
async function keep(
  context: CommandContext,
  shownIn: string,
  action: string,
  entered: Pick<NewEntry, 'bed' | 'atUtcMs' | 'corrects' | 'isWithdrawal'> & EntryValue,
): Promise<EntryView> {
  const { bed, kind, value, unit, atUtcMs, corrects, isWithdrawal } = entered
  const writtenUtcMs = context.nowUtcMs()
  const author = context.actor.initials ?? ''
  const row: NewEntry = {
    id: randomUUID(),
    bed,
    kind,
    value,
    unit,
    atUtcMs,
    writtenUtcMs,
    author,
    corrects,
    isWithdrawal,
  }
  // What was seen goes with its patient; the audit stays.
  const audit = {
    action,
    object: bed,
    before: corrects === null ? null : JSON.stringify({ id: corrects }),
    after: JSON.stringify({ id: row.id, kind, atUtcMs }),
  }
  await context.takeStep({ kind: 'entry', entry: row, audit })
  await showEntries(context, shownIn)
  const { bed: _, isWithdrawal: __, ...view } = row
  return { ...view, state: isWithdrawal ? 'withdrawn' : 'valid' }
}

/** Keeps what somebody has seen of a patient. Throws badRequest with one sentence for what cannot be. */
export async function addEntry(
  context: CommandContext,
  { bed, patient, kind, value, unit, atUtcMs }: Commands['entry.add']['request'],
): Promise<EntryView> {
  requireSame(context, bed, patient)
  refuseImpossibleEntry({ kind, value, unit })
  const at = atUtcMs === null ? context.nowUtcMs() : await checkedTime(context, bed, atUtcMs)
  return keep(context, bed, 'entry.add', {
    bed,
    kind,
    value,
    unit,
    atUtcMs: at,
    corrects: null,
    isWithdrawal: false,
  })
}

/** Puts another value or time in the place of an entry; what stood there is kept. */
export async function correctEntry(
  context: CommandContext,
  { bed, patient, entry, kind, value, unit, atUtcMs }: Commands['entry.correct']['request'],
): Promise<EntryView> {
  requireSame(context, bed, patient)
  const before = await entryToCorrect(context, bed, entry)
  if (before.kind !== kind) {
    throw new VigilError('badRequest', `An entry stays of its kind: take it back instead. ${UNCHANGED}`)
  }
  refuseImpossibleEntry({ kind, value, unit })
  const at = atUtcMs === before.atUtcMs ? atUtcMs : await checkedTime(context, bed, atUtcMs)
  // A time of before stands on the page of the bed of before.
  return keep(context, bed, 'entry.correct', {
    bed: at === before.atUtcMs ? before.bed : bed,
    kind,
    value,
    unit,
    atUtcMs: at,
    corrects: entry,
    isWithdrawal: false,
  })
}

/** Takes an entry back; it is kept, and nothing holds in its place. */
export async function withdrawEntry(
  context: CommandContext,
  { bed, patient, entry }: Commands['entry.withdraw']['request'],
): Promise<EntryView> {
  requireSame(context, bed, patient)
  const before = await entryToCorrect(context, bed, entry)
  const { kind, value, unit, atUtcMs } = before
  return keep(context, bed, 'entry.withdraw', {
    bed: before.bed,
    kind,
    value,
    unit,
    atUtcMs,
    corrects: entry,
    isWithdrawal: true,
  })
}

/** Everything entered in this shift about whoever lies in the bed. */
export async function listEntries(
  context: CommandContext,
  { bed }: Commands['entry.list']['request'],
): Promise<readonly EntryView[]> {
  viewOf(context, bed)
  return (await ofShift(context, bed)).map(({ bed: _, ...entry }) => entry)
}

/** Handlers of the commands about entries by hand. */
export const entryHandlers: {
  readonly [Name in keyof EntryCommands]: (
    context: CommandContext,
    request: EntryCommands[Name]['request'],
  ) => Promise<EntryCommands[Name]['reply']>
} = {
  'entry.add': addEntry,
  'entry.correct': correctEntry,
  'entry.withdraw': withdrawEntry,
  'entry.list': listEntries,
}
