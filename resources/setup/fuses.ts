import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { SetupProblem } from './say.ts'

/** A switch inside Electron's executable and the state it must have. */
export type FuseStates = readonly (readonly [fuse: FuseV1Options, on: boolean])[]

/** The trial runtime as a development runtime: an ordinary start-up snapshot, and Playwright may attach. */
export const TRIAL_FUSES: FuseStates = [
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
  [FuseV1Options.EnableNodeCliInspectArguments, true],
]

/** The packed app: it cannot be used as Node, cannot be debugged, and loads its own archive only. */
export const PRODUCTION_FUSES: FuseStates = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
]

/** '0' and '1' in the executable's fuse wire. */
const ON = '1'.charCodeAt(0)

/** Sets fuses in an executable and reads them back. Throws SetupProblem if one did not take. */
export async function setFuses(executable: string, states: FuseStates): Promise<void> {
  await flipFuses(executable, { version: FuseVersion.V1, ...Object.fromEntries(states) })
  const wrong = await fusesThatDiffer(executable, states)
  if (wrong.length > 0) {
    throw new SetupProblem(`These fuses of ${executable} could not be set: ${wrong.join(', ')}.`)
  }
}

/** Names of the fuses of an executable that are not in the wanted state. */
export async function fusesThatDiffer(executable: string, states: FuseStates): Promise<string[]> {
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(executable)) }
  return states
    .filter(([fuse, on]) => (wire[String(fuse)] === ON) !== on)
    .map(([fuse]) => FuseV1Options[fuse])
}
