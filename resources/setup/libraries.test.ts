import { describe, expect, it } from 'vitest'
import { isInstalled, missingOf } from './libraries.ts'
import { PACKAGES_OF_LIBRARY } from './libraries-table.ts'

describe('libraries', () => {
  it('reads the missing ones out of ldd, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
    ].join('\n')
    expect(missingOf(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
  })

  it('names the older package after the newer one, so that both releases are served', () => {
    expect(PACKAGES_OF_LIBRARY['libgtk-3.so.0']).toEqual(['libgtk-3-0t64', 'libgtk-3-0'])
  })

  it('finds a program on the PATH or at its other place', () => {
    const need = { program: 'no-such-program', debianPackage: 'x', purpose: 'x', paths: [] as string[] }
    expect(isInstalled(need)).toBe(false)
    expect(isInstalled({ ...need, paths: [import.meta.filename] })).toBe(true)
  })
})
