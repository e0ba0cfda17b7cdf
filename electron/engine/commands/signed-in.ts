import { VigilError } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'

/** Throws notSignedIn while nobody has signed in: some things are not done under no name. */
export function requireSignedIn(context: Pick<CommandContext, 'actor'>): void {
  if (context.actor.initials !== null) return
  throw new VigilError('notSignedIn', 'Sign in for the shift first: the record keeps who decided.')
}
