/**
 * An engine with one simulated bed that sends its shift to a receiver, to be killed. Arguments: a folder whose `ward.json`
 * names the receiver, and `send` to queue a summary once something is recorded. Prints what it said, one line.
 */
import { commandOf, startEngine } from '../../engine.ts'
import { waitFor } from '../wait-for.ts'

const HOUR_MS = 3_600_000
const [folder = '', what = ''] = process.argv.slice(2)
const engine = await startEngine({
  start: {
    dataDir: `${folder}/data`,
    configFile: `${folder}/ward.json`,
    resourcesDir: folder,
    key: null,
    keyFile: null,
    version: '0.0.0',
  },
})
if (what === 'send') {
  const command = commandOf(engine)
  await waitFor(() => engine.beds().some(({ numerics }) => numerics.length > 0), 'the first numbers')
  const nowUtcMs = Date.now()
  const period = { bed: 'b1', fromUtcMs: nowUtcMs - HOUR_MS, toUtcMs: nowUtcMs + HOUR_MS }
  // The first numbers are shown before the second they came in is stored.
  for (;;) {
    const result = await command('shift.send', { ...period, destination: 'his' }).catch(String)
    if (!String(result).includes('nothingRecorded') && !String(result).includes('Nothing is recorded')) {
      process.stdout.write(`${JSON.stringify(result)}\n`)
      break
    }
  }
}
