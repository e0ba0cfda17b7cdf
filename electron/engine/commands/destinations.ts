import type { DestinationCommands } from '../../ipc/destinations.ts'
import { probe } from '../outbox/probe.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

type Asked<Name extends keyof DestinationCommands> = DestinationCommands[Name]['request']
type Reply<Name extends keyof DestinationCommands> = DestinationCommands[Name]['reply']

/** Adds or changes a destination. Throws notSignedIn, and what the desk refuses. */
async function save(
  context: CommandContext,
  { destination: typed, secret, isNew }: Asked<'destination.save'>,
): Promise<Reply<'destination.save'>> {
  requireSignedIn(context)
  const { destination, problems } = context.destinationDesk.judge(typed, secret)
  if (destination !== null) await context.destinationDesk.save(destination, secret, isNew)
  return { problems }
}

/** Removes all that is queued for a name, kept in the audit. Out: how many. */
async function dropQueued(context: CommandContext, id: string): Promise<number> {
  const rows = context.outbox.rows().filter(({ destination }) => destination === id)
  if (rows.length === 0) return 0
  const removed = rows.map(({ seq, bed, kind, fromUtcMs, toUtcMs }) => ({
    seq,
    bed,
    kind,
    fromUtcMs,
    toUtcMs,
  }))
  await context.audit('destination.drop', id, removed, null)
  await context.outbox.discard(rows.map(({ seq }) => seq))
  context.stationChanged()
  return rows.length
}

/** Takes a destination away, and where it is wished what waits for it. Throws notSignedIn, and what the desk refuses. */
async function remove(
  context: CommandContext,
  { id, queued }: Asked<'destination.remove'>,
): Promise<Reply<'destination.remove'>> {
  requireSignedIn(context)
  await context.destinationDesk.remove(id)
  if (queued === 'drop') await dropQueued(context, id)
  return {}
}

/** Removes what waits for a destination that is gone. Throws notSignedIn. */
async function drop(
  context: CommandContext,
  { id }: Asked<'destination.drop'>,
): Promise<Reply<'destination.drop'>> {
  requireSignedIn(context)
  return { count: await dropQueued(context, id) }
}

/** Tries a destination as it was typed; the secret that the record keeps is shown only to the place it was typed for. Throws notSignedIn. */
async function test(
  context: CommandContext,
  { destination: typed, secret }: Asked<'destination.test'>,
): Promise<Reply<'destination.test'>> {
  requireSignedIn(context)
  const { destination, problems } = context.destinationDesk.judge(typed, secret)
  if (destination === null) return { problems, result: null }
  const { id, type, host, port } = destination
  const result = await probe(
    destination,
    { baseDir: context.baseDir, secret: secret ?? context.destinationDesk.secretOf(id) },
    { station: context.actor.station, eui64: context.destinationDesk.eui64, nowUtcMs: context.nowUtcMs() },
  )
  await context.audit('destination.test', id, null, { type, host, port, isGood: result.isGood })
  return { problems, result }
}

/** The commands about destinations. */
export const destinationHandlers = {
  'destination.list': (context: CommandContext): Reply<'destination.list'> => ({
    destinations: context.destinationDesk.all,
  }),
  'destination.save': save,
  'destination.remove': remove,
  'destination.drop': drop,
  'destination.test': test,
}
