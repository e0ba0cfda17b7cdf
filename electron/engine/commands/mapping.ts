import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { MappedNumber, MappingCommands, SiteMapView } from '../../ipc/mapping.ts'
import { rowsFor } from '../mapping/apply.ts'
import { previewText } from '../mapping/preview.ts'
import { checkMap } from '../mapping/sentences.ts'
import { readTable, tableText } from '../mapping/table.ts'
import { formOf } from '../outbox/shift-row.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

async function numbers(context: CommandContext): Promise<readonly MappedNumber[]> {
  // The job's result type is lost on its way through the worker.
  return (await context.store.job('sentNumbers', {})) as readonly MappedNumber[]
}

/** The map that holds, and the numbers that the record has. */
async function getMap(context: CommandContext): Promise<SiteMapView> {
  return { ...context.mapping.kept, numbers: await numbers(context) }
}

/** Puts a map in place. Throws VigilError notSignedIn, or badRequest with one sentence that names the row. */
async function saveMap(
  context: CommandContext,
  { rows }: Commands['mapping.save']['request'],
): Promise<SiteMapView> {
  requireSignedIn(context)
  await context.mapping.set(rows, context.actor.initials ?? '')
  return getMap(context)
}

/** A message of one number by rows that do not hold yet. Throws VigilError badRequest, unknownDestination. */
async function previewMap(
  context: CommandContext,
  { rows, id, destination: name }: Commands['mapping.preview']['request'],
): Promise<{ text: string }> {
  checkMap(rows)
  const destination = context.destinationDesk.all.find((one) => one.id === name)
  if (destination === undefined) {
    throw new VigilError('unknownDestination', `There is no destination "${name}": add it in Setup.`)
  }
  const number = (await numbers(context)).find((one) => one.id === id)
  if (number === undefined) {
    throw new VigilError('nothingRecorded', `Nothing is recorded of ${id} yet: there is no unit to show.`)
  }
  const { station } = context.actor
  const form = formOf(destination, rowsFor(rows, name))
  const about = { number, station, eui64: context.destinationDesk.eui64, madeUtcMs: context.nowUtcMs() }
  return { text: previewText({ ...about, form }) }
}

/** Commands of the map, by name. */
export const mappingHandlers = {
  'mapping.get': getMap,
  'mapping.save': saveMap,
  'mapping.preview': previewMap,
  'mapping.table': async (context) => ({ text: tableText(context.mapping.kept.rows) }),
  'mapping.readTable': async (_context, { text }) => readTable(text),
} satisfies {
  [Name in keyof MappingCommands]: (
    context: CommandContext,
    request: Commands[Name]['request'],
  ) => Promise<Commands[Name]['reply']>
}
