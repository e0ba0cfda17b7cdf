import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import { ReserveFile } from './reserve.ts'
import { type DiskSpace, diskLimits, diskSpace } from './space.ts'

const MIB = 1024 * 1024
const SMALL_DISK_BYTES = 400 * MIB
const RESERVE_BYTES = 4 * MIB

/** A disk of 400 MiB, of which `free` MiB are free beside what the reserve takes of them. */
function bench(folder: string) {
  const path = join(folder, 'reserve')
  const state = { freeMib: 100 }
  const taken = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const space = (): DiskSpace => ({
    bytesFree: Math.max(0, state.freeMib * MIB - taken()),
    bytesTotal: SMALL_DISK_BYTES,
  })
  return { path, state, reserve: new ReserveFile(path, space) }
}

describe('the reserve', () => {
  it('is a hundredth of a small disk and at most 128 MiB, less than is kept free of waves', () => {
    expect(diskLimits(SMALL_DISK_BYTES).reserveBytes).toBe(RESERVE_BYTES)
    expect(diskLimits(1e12)).toEqual({ reserveBytes: 128 * MIB, keptFreeBytes: 1024 * MIB })
  })

  it('grows a megabyte at a time up to its size, and is found again', () =>
    withFolder((folder) => {
      const { path, reserve } = bench(folder)
      for (let step = 0; step < 9; step++) {
        reserve.grow()
        expect(reserve.bytes).toBe(Math.min(step + 1, 4) * MIB)
      }
      expect(statSync(path).size).toBe(RESERVE_BYTES)
      expect(statSync(path).blocks).toBeGreaterThan(0)
      expect(new ReserveFile(path, () => null).bytes).toBe(RESERVE_BYTES)
    }))

  it('never grows on a disk that is nearly full', () =>
    withFolder((folder) => {
      const { path, state, reserve } = bench(folder)
      state.freeMib = 4
      reserve.grow()
      expect(existsSync(path)).toBe(false)
    }))

  it('is released once; then waves wait until there is clearly more room than its size', () =>
    withFolder((folder) => {
      const { path, state, reserve } = bench(folder)
      for (let step = 0; step < 4; step++) reserve.grow()
      state.freeMib = 4
      expect(reserve.wavesFit(0)).toBe(true)
      expect([reserve.release(), reserve.release(), existsSync(path)]).toEqual([true, false, false])
      expect(reserve.wavesFit(0)).toBe(false)
      state.freeMib = 4.9
      expect(reserve.wavesFit(0)).toBe(false)
      // Pages inside the database that waves have left are room too.
      expect(reserve.wavesFit(MIB)).toBe(true)
      state.freeMib = 6
      expect(reserve.wavesFit(0)).toBe(true)
    }))

  it('holds waves back from the start on a disk that has no room for a reserve', () =>
    withFolder((folder) => {
      const { state, reserve } = bench(folder)
      state.freeMib = 3
      expect(reserve.wavesFit(0)).toBe(false)
    }))

  it('blocks nothing and breaks nothing where the disk cannot be asked or the file not be made', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'file'), '')
      const path = join(folder, 'file', 'reserve')
      expect(diskSpace(join(folder, 'absent'))).toBeNull()
      const unknown = new ReserveFile(path, () => null)
      expect(unknown.wavesFit(0)).toBe(true)
      unknown.grow()
      const unwritable = new ReserveFile(path, () => diskSpace(folder))
      unwritable.grow()
      expect(unwritable.bytes).toBe(0)
    }))
})
