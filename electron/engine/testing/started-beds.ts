import { onTestFinished } from 'vitest'
import type { BedView } from '../../ipc/views.ts'
import { commandOf } from '../engine.ts'
import { openStoreReader } from '../store/open/open.ts'
import type { StoreReader } from '../store/types.ts'
import { startedWithoutLines } from './started-engine.ts'

/** A real engine on a folder whose beds have no line: its commands, and each bed as it stands. */
export async function startedBeds(folder: string) {
  const engine = await startedWithoutLines(folder)
  const bed = (id: string): BedView => {
    const view = engine.beds().find((one) => one.id === id)
    if (view === undefined) throw new Error('there is no such bed')
    return view
  }
  return { engine, command: commandOf(engine), bed }
}

/** The record of such an engine, beside it or after it; closed when the test has finished. */
export function recordOf(folder: string): StoreReader {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  onTestFinished(() => reader.close())
  return reader
}
