import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

const DECIMAL = 10
const HeaderSchema = z.object({
  TYPE: z.string(),
  NumberOfRecords: z.number(),
  Patient: z.object({ Id: z.string() }),
  CHANNEL: z.array(
    z.object({ Label: z.string(), Samplingrate: z.number(), scaling: z.number(), PhysicalUnit: z.string() }),
  ),
  EVENT: z.array(z.object({ Description: z.string().optional() })).default([]),
})

/** What biosig-tools says of a file of signals. */
export function biosigHeader(path: string): z.infer<typeof HeaderSchema> {
  const text = execFileSync('save2gdf', ['-JSON', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return HeaderSchema.parse(JSON.parse(text.slice(text.indexOf('{'))))
}

/** The physical values of each signal as biosig-tools reads them. */
export function biosigSamples(path: string): number[][] {
  const out = `${path.replace(/\.\w+$/, '')}-read`
  execFileSync('save2gdf', ['-f=ASCII', path, out], { stdio: 'ignore' })
  const signals = readdirSync(dirname(out)).filter((name) => name.startsWith(`${basename(out)}.a`))
  return signals.sort().map((name) =>
    readFileSync(join(dirname(out), name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Number(Number.parseFloat(line).toPrecision(DECIMAL))),
  )
}
