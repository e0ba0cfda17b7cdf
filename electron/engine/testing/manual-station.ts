import { mkdirSync, writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { Driver } from '../../../drivers/driver.ts'
import type { EngineRestart } from '../../ipc/contract.ts'
import { type Engine, startEngine } from '../engine.ts'
import { openStoreReader } from '../store/open/open.ts'
import type { StoredGap, StoreReader } from '../store/types.ts'
import type { ManualTime } from './manual-time.ts'
import { waitFor } from './wait-for.ts'

/** An engine with one bed `b1` on a record of its own, whose time moves when the test says so. */
export interface ManualStation {
  readonly folder: string
  readonly link: string
  readonly driver: Driver
  readonly time: ManualTime
  readonly restart?: EngineRestart
  readonly uptimeMs?: () => number
}

/** Starts it on its folder, which may have been in use before; closed with the test. */
export async function openStation(station: ManualStation): Promise<Engine> {
  const { folder, link, driver, time, restart, uptimeMs } = station
  mkdirSync(folder, { recursive: true })
  const bed = { id: 'b1', label: 'Bed 1', driver: driver.id, link }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  const engine = await startEngine({
    start: {
      dataDir: `${folder}/data`,
      configFile: `${folder}/ward.json`,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version: '0.0.0',
      ...(restart === undefined ? {} : { restart }),
    },
    drivers: [driver],
    clock: time,
    timers: time,
    ...(uptimeMs === undefined ? {} : { uptimeMs }),
  })
  onTestFinished(() => engine.close())
  return engine
}

/** Lets `forMs` pass, second by second, none before the one before it is stored. */
export async function pass(engine: Engine, time: ManualTime, forMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += 1_000) {
    time.advance(1_000)
    await waitFor(() => engine.station().store.state === 'recording', 'the store')
  }
}

/** What `look` finds in the record of a folder. */
export function inRecord<T>(folder: string, look: (reader: StoreReader) => T): T {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  try {
    return look(reader)
  } finally {
    reader.close()
  }
}

/** The gap ledger of bed `b1`. */
export function gapsIn(folder: string): readonly StoredGap[] {
  return inRecord(folder, (reader) => reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER))
}
