import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openStoreReader, openStoreWriter } from '../../electron/engine/store/open/open.ts'
import type { RunningApp } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'

const RECORDED = { withinMs: 60_000, because: 'a cold start on a busy machine, then one commit a second' }
const ENDED = { withinMs: 20_000, because: 'the record is closed first, on a busy machine' }
const BED = 'b1'
/** A commit that came after the engine was told lies behind what it was told. */
const LATER_MS = 2_000

function recordedUntilUtcMs(dataDir: string): number {
  if (!existsSync(join(dataDir, 'station.json'))) return 0
  return recordedStretches(dataDir, BED).at(-1)?.toUtcMs ?? 0
}

async function recordedPast(dataDir: string, utcMs: number): Promise<void> {
  await until('A later second in the record', RECORDED, () => recordedUntilUtcMs(dataDir) > utcMs)
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}

/** As Windows does with who does not end soon enough, and a power switch with everybody. */
async function endAtOnce(app: RunningApp): Promise<void> {
  const pids = [app.application.process().pid, await app.enginePid()]
  for (const pid of pids) if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
  await until('The end of app and engine', ENDED, () => !pids.some(isAlive))
}

test('an update that restarts the PC is the named cause of the gap, also where it leaves no time to close the record', async ({
  launch,
  folder,
}) => {
  const dataDir = join(folder, 'data')
  const first = await launch()
  await recordedPast(dataDir, 0)
  const toldUtcMs = await first.application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.emit('query-session-end')
    return Date.now()
  })
  await recordedPast(dataDir, toldUtcMs + LATER_MS)
  await endAtOnce(first)

  const second = await launch()
  const gap = await until('The cause in the ledger', RECORDED, () => {
    const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
    const found = reader.gaps(BED, 0, Number.MAX_SAFE_INTEGER).find(({ cause }) => cause === 'appClosed')
    reader.close()
    return found ?? null
  })
  expect(gap.evidence).toContain('The PC was shut down or restarted, or its user signed out')
  await recordedPast(dataDir, gap.toUtcMs)

  const { pid } = second.application.process()
  await second.application.evaluate(
    ({ powerMonitor }) => void powerMonitor.emit('shutdown', { preventDefault: () => undefined }),
  )
  await until('The end of the app', ENDED, () => !isAlive(pid))
  const { writer, closedCleanly, lastRun } = openStoreWriter({
    ...{ dataDir, keyFile: null, key: null, station: 'ward', nowUtcMs: Date.now() },
  })
  writer.close()
  expect({ closedCleanly, exit: lastRun?.exit }).toEqual({ closedCleanly: true, exit: 'systemEnds' })
})
