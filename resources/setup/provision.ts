import { hasDisplay } from './display.ts'
import { provisionLibraries } from './libraries.ts'
import { DISPLAY_PROGRAMS, TEST_PROGRAMS, WANTED_LIBRARIES, WANTED_PROGRAMS } from './libraries-table.ts'
import { askVersions, provisionBinding, type RuntimeVersions } from './native.ts'
import { announce, provisionRuntime, type Runtime } from './runtime.ts'

/** Everything the app needs to run on this PC, in place. */
export interface Provisioned {
  readonly runtime: Runtime
  readonly versions: RuntimeVersions
}

/**
 * Obtains what is missing: runtime, shared libraries, database binding. In: whether it is
 * for the tests, which need more programs. What is there already is not touched, and then
 * nothing is downloaded. Throws SetupProblem.
 */
export async function provision(purpose: 'start' | 'test'): Promise<Provisioned> {
  const runtime = await provisionRuntime()
  if (purpose === 'test') await provisionLibraries(runtime, TEST_PROGRAMS, WANTED_LIBRARIES)
  else {
    const wanted = [...WANTED_PROGRAMS, ...WANTED_LIBRARIES]
    await provisionLibraries(runtime, hasDisplay() ? [] : DISPLAY_PROGRAMS, wanted)
  }
  const versions = await askVersions(runtime)
  announce(runtime, versions.electron)
  await provisionBinding(versions.napi)
  return { runtime, versions }
}
