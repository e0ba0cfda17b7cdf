import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { LinkCause } from '../../ipc/views.ts'

const ROOT_GID = 0

/** Words of the operating systems and the driver, in the order they are looked for. */
const CAUSES: readonly { readonly pattern: RegExp; readonly cause: LinkCause }[] = [
  {
    pattern: /no such file|file not found|cannot find|ENOENT|no such device|ENXIO|ENODEV/i,
    cause: 'portMissing',
  },
  { pattern: /cannot lock|temporarily unavailable|resource busy|EBUSY|EAGAIN/i, cause: 'portBusy' },
  { pattern: /access denied|access is denied/i, cause: 'portBusy' },
  { pattern: /permission denied|EACCES|EPERM/i, cause: 'portForbidden' },
]

/**
 * Why a port could not be opened. In: the error text of the system. "Access
 * denied" is what Windows says of a port that another program holds.
 */
export function serialCause(message: string): LinkCause {
  return CAUSES.find(({ pattern }) => pattern.test(message))?.cause ?? 'error'
}

/** Whether the error text of a port that was open says that its device is no longer there. */
export function isGone(message: string): boolean {
  return /\b(EIO|ENXIO|ENODEV)\b|input\/output error|no such device/i.test(message)
}

/** One sentence for a port whose device was taken away. */
export function goneSentence(path: string): string {
  return `The port ${path} is gone: plug the adapter back in.`
}

/** Name of a group in the text of /etc/group, or its number where it has no line. */
export function groupName(groupFile: string, gid: number): string {
  for (const line of groupFile.split('\n')) {
    const [name, , id] = line.split(':')
    if (name !== undefined && name !== '' && id === String(gid)) return name
  }
  return String(gid)
}

/** What lets a user open a port of this group. Nobody is told to join the administrators: that would give the whole PC away. */
export function groupSentence(path: string, gid: number, group: string): string {
  if (gid === ROOT_GID) {
    const rule = `KERNEL=="${basename(path)}", GROUP="dialout", MODE="0660"`
    return `This user may not open ${path}. Its group is "${group}", which is not for users: give the port to another group with the udev rule ${rule}, or use another port.`
  }
  return `This user may not open ${path}. Its group is "${group}": run "sudo usermod -aG ${group} $USER" and sign in again.`
}

/** One sentence that names the group whose members may open the port. */
export async function forbiddenSentence(path: string): Promise<string> {
  try {
    const { gid } = await stat(path)
    return groupSentence(path, gid, groupName(await readFile('/etc/group', 'utf8'), gid))
  } catch {
    return `This user may not open ${path}: ask the administrator for the right to use it.`
  }
}

/** One sentence for each other way in which a port does not open. */
export async function openSentence(cause: LinkCause, path: string, message: string): Promise<string> {
  switch (cause) {
    case 'portMissing':
      return `The port ${path} is not there: plug the adapter in or choose another port.`
    case 'portBusy':
      return `The port ${path} is in use by another program: close that program.`
    case 'portForbidden':
      return forbiddenSentence(path)
    default:
      return `The port ${path} could not be opened (${message}): check the adapter and the line settings.`
  }
}
