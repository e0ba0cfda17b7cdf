/** What to tell of the system's error codes for files, ports and sockets. */
const SENTENCES: Readonly<Record<string, (subject: string) => string>> = {
  ENOENT: (subject) => `${subject} does not exist: check the path.`,
  EACCES: (subject) => `${subject} may not be opened by this user: change its permissions or the user.`,
  EPERM: (subject) => `${subject} may not be opened by this user: change its permissions or the user.`,
  EISDIR: (subject) => `${subject} is a folder: give a file.`,
  ENOTDIR: (subject) => `${subject} lies below something that is not a folder: check the path.`,
  EEXIST: (subject) => `${subject} exists already: choose another name.`,
  ENOSPC: (subject) => `The disk is full, so ${subject} is not complete: free some space and run again.`,
  EROFS: (subject) => `${subject} lies on a disk that cannot be written: choose another place.`,
  EADDRINUSE: (subject) => `${subject} is in use by another program: choose another port.`,
  EADDRNOTAVAIL: (subject) => `${subject} is not an address of this computer: use one of its own.`,
  ENOTFOUND: (subject) => `${subject} is not known: check the host name.`,
}

/** One sentence for a system error, or null if this is none. */
export function fileProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code, path, address, port, hostname } = error as NodeJS.ErrnoException & {
    address?: string
    port?: number
    hostname?: string
  }
  const sentence = code === undefined ? undefined : SENTENCES[code]
  if (sentence === undefined) return null
  const place = path ?? (address === undefined ? hostname : `${address}:${port ?? ''}`)
  return sentence(place ?? (code === 'ENOSPC' ? 'the file' : 'The file or address'))
}
