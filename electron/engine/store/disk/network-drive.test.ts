import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import { type DriveSystem, networkDriveOf, refuseNetworkDrive } from './network-drive.ts'

const FUSE = 0x65735546
const EXT4 = 0xef53
/** As Linux prints it; the folder of the test stands for DIR. */
const MOUNTS = `25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
61 25 0:45 / DIR rw,nosuid - fuse.sshfs nurse@server:/ rw
62 61 8:17 / DIR/my\\040disk rw - fuseblk /dev/sdb1 rw
`

function system(parts: Partial<DriveSystem>): DriveSystem {
  return { realPath: (folder) => folder, typeOf: () => EXT4, mounts: () => '', macMounts: () => '', ...parts }
}

describe('a folder on a network drive', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB'],
    [0xfe534d42, 'SMB'],
    [0x517b, 'SMB'],
    [EXT4, null],
    [0x01021994, null],
  ])('is told by the type %d', (type, kind) =>
    withFolder((folder) => {
      const asked: string[] = []
      const typeOf = (path: string) => {
        asked.push(path)
        return type
      }
      expect(networkDriveOf(`${folder}/not/there/yet`, system({ typeOf }))).toBe(kind)
      expect(asked).toEqual([folder])
    }),
  )

  it('is told apart from a disk of this PC whose file system is a program too', () =>
    withFolder((folder) => {
      const mounts = () => MOUNTS.replaceAll('DIR', folder)
      const fuse = system({ typeOf: () => FUSE, mounts })
      expect(networkDriveOf(folder, fuse)).toBe('fuse.sshfs')
      const onDisk = { ...fuse, realPath: () => `${folder}/my disk/data` }
      expect(networkDriveOf(folder, onDisk)).toBeNull()
    }))

  it('is known on macOS by what mount prints, whose numbers of types mean nothing', () =>
    withFolder((folder) => {
      const macMounts = () => `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//nurse@server/ward on ${folder} (smbfs, nodev, nosuid, mounted by nurse)
server:/export on ${folder}/n (a) (nfs, nodev)
/dev/disk4s1 on ${folder}/stick (msdos, local, nodev)
`
      const on = (path: string) => networkDriveOf(folder, system({ macMounts, realPath: () => path }))
      expect(on(`${folder}/data`)).toBe('SMB')
      expect(on(`${folder}/n (a)/data`)).toBe('NFS')
      expect(on(`${folder}/stick/data`)).toBeNull()
      expect(on('/elsewhere/data')).toBeNull()
    }))

  it('is known on Windows by what its letter stands for', () => {
    const share = system({ realPath: () => '\\\\server\\ward\\data' })
    expect(networkDriveOf('Z:\\data', share)).toBe('a Windows share')
  })

  it('is nothing that can be said where the system does not tell', () => {
    const silent = system({
      typeOf: () => {
        throw new Error('no such call')
      },
    })
    expect(networkDriveOf('/', silent)).toBeNull()
    expect(networkDriveOf('/', system({ typeOf: () => FUSE }))).toBeNull()
  })

  it('is refused in one sentence, and this machine is not', () => {
    expect(() => refuseNetworkDrive('/data', system({ typeOf: () => 0x6969 }))).toThrow(
      expect.objectContaining({
        code: 'storeUnavailable',
        message: expect.stringMatching(
          /^The folder \/data lies on a network drive \(NFS\), .*nothing was written/,
        ),
      }),
    )
    expect(() => withFolder((folder) => refuseNetworkDrive(folder))).not.toThrow()
  })
})
