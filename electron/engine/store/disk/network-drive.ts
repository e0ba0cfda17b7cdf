import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { VigilError } from '../../../ipc/contract.ts'

/** File systems of other computers by the type that statfs(2) tells on Linux (linux/magic.h, man 2 statfs). */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'CephFS'],
  [0x0bd00bd0, 'Lustre'],
  [0x73757245, 'Coda'],
])
/** A file system made by a program: sshfs and the like, but also NTFS and exFAT on a disk of this PC. */
const FUSE_TYPE = 0x65735546
/** What the list of mounts says of the latter. */
const FUSE_ON_A_DISK = 'fuseblk'
/** The same on macOS, by the word that mount(8) prints for it. */
const MAC_TYPES: ReadonlyMap<string, string> = new Map([
  ['smbfs', 'SMB'],
  ['nfs', 'NFS'],
  ['afpfs', 'AFP'],
  ['webdav', 'WebDAV'],
  ['ftp', 'FTP'],
])
/** `//nurse@server/ward on /Volumes/ward (smbfs, nodev, nosuid)` */
const MAC_MOUNT = /^.+? on (\/.*) \((\w+)[^()]*\)$/
const MAC_ANSWERS_WITHIN_MS = 2_000
const MOUNTS = '/proc/self/mountinfo'
/** A space or tab in a path of the list of mounts. */
const ESCAPED = /\\(\d{3})/g
const UNC = '\\\\'

/** What is asked of the system; tests answer for it. */
export interface DriveSystem {
  /** Path without links; on Windows a letter that stands for a share becomes `\\server\share`. */
  realPath(folder: string): string
  /** Type of the file system, as statfs(2) tells it. */
  typeOf(folder: string): number
  /** Text of the list of mounts (man 5 proc). */
  mounts(): string
  /** What mount(8) prints on macOS, where statfs(2) gives types no fixed number; empty elsewhere. */
  macMounts(): string
}

const SYSTEM: DriveSystem = {
  realPath: (folder) => realpathSync.native(folder),
  typeOf: (folder) => statfsSync(folder).type,
  mounts: () => readFileSync(MOUNTS, 'utf8'),
  macMounts: () =>
    process.platform === 'darwin'
      ? execFileSync('/sbin/mount', { encoding: 'utf8', timeout: MAC_ANSWERS_WITHIN_MS })
      : '',
}

/**
 * What kind of network drive a folder lies on, in a word; null for a disk of this PC, and where the system does not
 * tell. A folder that is not there yet counts as the one it will be made in.
 */
export function networkDriveOf(folder: string, system: DriveSystem = SYSTEM): string | null {
  let place = resolve(folder)
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  try {
    const path = system.realPath(place)
    if (path.startsWith(UNC)) return 'a Windows share'
    const onMac = macTypeOf(path, system.macMounts())
    if (onMac !== null) return MAC_TYPES.get(onMac) ?? null
    const type = system.typeOf(path)
    if (type !== FUSE_TYPE) return NETWORK_TYPES.get(type) ?? null
    const kind = mountTypeOf(path, system.mounts())
    return kind === FUSE_ON_A_DISK ? null : kind
  } catch {
    // Whatever is wrong with the folder, opening the record says it.
    return null
  }
}

interface Mount {
  readonly mount: string
  readonly type: string | null
}

/** Type of the mount that a path lies on: of those above it the longest. */
function typeAbove(path: string, mounts: readonly Mount[]): string | null {
  const above = mounts.filter(
    ({ mount }) => mount === '/' || path === mount || (mount !== '' && path.startsWith(`${mount}/`)),
  )
  return above.toSorted((one, other) => one.mount.length - other.mount.length).at(-1)?.type ?? null
}

function macTypeOf(path: string, text: string): string | null {
  const mounts = text.split('\n').flatMap((line) => {
    const [, mount, type = null] = MAC_MOUNT.exec(line) ?? []
    return mount === undefined ? [] : [{ mount, type }]
  })
  return typeAbove(path, mounts)
}

/** Type of the mount that a path lies on: `36 35 98:0 /root /mount options - type source options`. */
function mountTypeOf(path: string, text: string): string | null {
  const mounts = text.split('\n').map((line) => {
    const [before = '', behind = ''] = line.split(' - ')
    const mount = (before.split(' ')[4] ?? '').replace(ESCAPED, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    return { mount, type: behind.split(' ')[0] ?? null }
  })
  return typeAbove(path, mounts)
}

/**
 * Throws `storeUnavailable` where a record would lie on a network drive, before anything is written: the log of
 * SQLite is shared through memory of one computer (sqlite.org/wal.html), and locks of network drives let two in.
 */
export function refuseNetworkDrive(folder: string, system?: DriveSystem): void {
  const kind = networkDriveOf(folder, system)
  if (kind === null) return
  throw new VigilError(
    'storeUnavailable',
    `The folder ${folder} lies on a network drive (${kind}), where a record would be damaged: choose a data folder on a disk of this PC, or copy this one there; nothing was written, and backups may go to a network drive.`,
  )
}
