import type { LinkCause } from '../../ipc/views.ts'

/** A listener that cannot listen: a cause of the closed union and one sentence. */
export interface ListenProblem {
  readonly cause: LinkCause
  readonly sentence: string
}

/** Codes of Node (from the operating system) when a port cannot be opened for senders. */
const PROBLEMS: Readonly<Record<string, { readonly cause: LinkCause; readonly sentence: string }>> = {
  EADDRINUSE: {
    cause: 'portBusy',
    sentence: 'Another program listens on {where}: close it, or choose another port.',
  },
  EADDRNOTAVAIL: {
    cause: 'addressMissing',
    sentence:
      '{where} is no address of this PC: check the network cable, or correct the address in the link.',
  },
  EACCES: {
    cause: 'portReserved',
    sentence: 'This user may not listen on {where}: choose a port from 1024 on, here and in the sender.',
  },
}

/** What is wrong when listening on `where` fails. */
export function listenProblem(error: NodeJS.ErrnoException, where: string): ListenProblem {
  const known = PROBLEMS[error.code ?? '']
  if (known === undefined) {
    return { cause: 'error', sentence: `Vigil cannot listen on ${where} (${error.message}): check the link.` }
  }
  return { cause: known.cause, sentence: known.sentence.replace('{where}', where) }
}
