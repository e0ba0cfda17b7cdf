import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSerialPair, type SerialPair } from '../support/serial-pair.ts'

/** Serial cables, one a bed. */
export interface Lines {
  readonly monitorEnds: readonly string[]
  readonly stationEnds: readonly string[]
  close(): Promise<void>
}

/** Lays `count` cables between pseudo-terminals, named in `folder`. */
export async function openLines(folder: string, count: number): Promise<Lines> {
  const pairs: SerialPair[] = []
  const close = async () => {
    await Promise.all(pairs.map((pair) => pair.close()))
  }
  try {
    for (let bed = 1; bed <= count; bed++) {
      const own = join(folder, `bed-${bed}`)
      mkdirSync(own, { recursive: true })
      pairs.push(await openSerialPair(own))
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    monitorEnds: pairs.map((pair) => pair.monitorEnd),
    stationEnds: pairs.map((pair) => pair.stationEnd),
    close,
  }
}
