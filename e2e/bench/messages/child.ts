/** One side of B10 in a process of its own. In: parse or print, the side. Out: one line of JSON. */
import { MESSAGE_SIDES } from './sides.ts'
import { wardMessage } from './ward-message.ts'

const WARM_UP = 5_000
const MESSAGES = 40_000
const MS_PER_SECOND = 1_000

const [task = '', name = ''] = process.argv.slice(2)
const side = MESSAGE_SIDES[name]
if (side === undefined || (task !== 'parse' && task !== 'print'))
  throw new TypeError(`no ${task} of "${name}"`)
const text = wardMessage()
const once = side[task](text)
for (let count = 0; count < WARM_UP; count++) once()
const startedMs = performance.now()
const cpu = process.cpuUsage()
let last: unknown
for (let count = 0; count < MESSAGES; count++) last = once()
const { user, system } = process.cpuUsage(cpu)
const messagesPerSecond = (MESSAGES * MS_PER_SECOND) / (performance.now() - startedMs)
const isWhole = task === 'parse' || String(last).trimEnd() === text.trimEnd()
const measured = {
  messagesPerSecond,
  messagesPerCpuSecond: (MESSAGES * 1e6) / (user + system),
  bytes: Buffer.byteLength(text),
  isWhole,
}
process.stdout.write(`${JSON.stringify(measured)}\n`)
