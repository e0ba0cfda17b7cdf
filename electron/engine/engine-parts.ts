import type { Driver } from '../../drivers/driver.ts'
import type { StartFacts } from './away.ts'
import type { Clock } from './clock.ts'
import type { LoadedConfig } from './config/load.ts'
import type { ScreenSettings } from './config/screens.ts'
import type { StoreClient } from './store/threads/client.ts'

/** What the engine was started with. */
export interface EngineParts {
  readonly clock: Clock
  readonly drivers: readonly Driver[]
  readonly loaded: LoadedConfig
  readonly screens: ScreenSettings
  readonly notices: Set<string>
  readonly store: StoreClient
  readonly startFacts: StartFacts
}
