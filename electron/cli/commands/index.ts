import type { CommandTable } from '../run.ts'

/** The commands of `vigil`, in the order the help shows them. */
export const commands: CommandTable = {
  drivers: async () => (await import('./drivers.ts')).driversCommand,
  decode: async () => (await import('./decode.ts')).decodeCommand,
  detect: async () => (await import('./detect.ts')).detectCommand,
  capture: async () => (await import('./capture.ts')).captureCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  station: async () => (await import('./station.ts')).stationCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  erase: async () => (await import('./erase.ts')).eraseCommand,
  hold: async () => (await import('./hold.ts')).holdCommand,
  rebuild: async () => (await import('./rebuild.ts')).rebuildCommand,
  hub: async () => (await import('./hub.ts')).hubCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
}
