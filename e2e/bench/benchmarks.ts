import { join } from 'node:path'
import { analysis } from './analysis/analysis.ts'
import { analysisResult } from './analysis/analysis-result.ts'
import type { Bench, PlainBench } from './bench.ts'
import { byteToPixel } from './byte-to-pixel/byte-to-pixel.ts'
import { coldStart } from './cold-start.ts'
import { compress } from './compress/compress.ts'
import { compressResult } from './compress/compress-result.ts'
import { decode } from './decode/decode.ts'
import { decodeResult } from './decode/decode-result.ts'
import { footprint, footprintRecorded } from './footprint/footprint.ts'
import { hop } from './hop/hop.ts'
import { hopResult } from './hop/hop-result.ts'
import { ingest } from './ingest/ingest.ts'
import { ingestResult } from './ingest/ingest-result.ts'
import type { Machine } from './machine.ts'
import { messages } from './messages/messages.ts'
import { messagesResult } from './messages/messages-result.ts'
import { renderWard } from './render/render.ts'
import { type RenderResult, renderPart } from './render/render-result.ts'
import { BED_COUNTS } from './render/settings.ts'
import { coldStartResult, latencyResult, type Results } from './results.ts'
import { scriptBytes } from './stage.ts'
import { store } from './store/store.ts'
import { footprintResult, storeResult } from './store-results.ts'

const COLD_START_ROUNDS = 7
const LATENCY_ROUNDS = 5
/** A round and condition; five rounds make 250. */
const MARKERS = 50
const COMPRESS_ROUNDS = 7
const STORE_ROUNDS = 5
const DECODE_ROUNDS = 5
const INGEST_ROUNDS = 5
const INGEST_SECONDS = 8
const RENDER_ROUNDS = 5
const HOP_ROUNDS = 3
const MESSAGE_ROUNDS = 7
const ANALYSIS_ROUNDS = 5

/**
 * Takes the numbers of one benchmark, in as many rounds as is said. One that takes a quarter of an hour has but one, and
 * one that takes long hands over what it has meanwhile to `soFar`.
 */
type Run<B> = (
  bench: B,
  machine: Machine,
  rounds: number | undefined,
  soFar: (results: Results) => void,
) => Promise<Results>

/** Those that draw get Electron and a display of their own; the others run without either. */
export type Benchmark =
  | { readonly draws: true; readonly run: Run<Bench> }
  | { readonly draws: false; readonly run: Run<PlainBench> }

/** B3 with wards of the given sizes. */
function rendering(sizes: readonly number[]): Benchmark {
  return {
    draws: true,
    async run(bench, machine, rounds = RENDER_ROUNDS, soFar) {
      let render: RenderResult = {}
      for (const beds of sizes) {
        await renderWard(bench, beds, rounds, (taken) => {
          render = { ...render, [beds]: renderPart(machine, taken) }
          soFar({ render })
        })
      }
      return { render }
    },
  }
}

/** Every benchmark by the name that `npm run bench` takes. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  decode: {
    draws: false,
    run: async (bench, machine, rounds = DECODE_ROUNDS) => ({
      decode: decodeResult(machine, await decode(bench, rounds)),
    }),
  },
  compress: {
    draws: false,
    run: async (bench, machine, rounds = COMPRESS_ROUNDS) => ({
      compress: compressResult(machine, await compress(bench, rounds)),
    }),
  },
  ingest: {
    draws: false,
    run: async (bench, machine, rounds = INGEST_ROUNDS) => ({
      ingest: ingestResult(machine, await ingest(bench, rounds, INGEST_SECONDS)),
    }),
  },
  store: {
    draws: false,
    run: async ({ folder, say }, machine, rounds = STORE_ROUNDS) => ({
      store: storeResult(machine, await store(folder, rounds, say)),
    }),
  },
  footprint: {
    draws: false,
    run: async ({ folder, say }, machine) => ({
      footprint: footprintResult(machine, await footprint(folder, say)),
    }),
  },
  'footprint-recorded': {
    draws: false,
    run: async ({ folder, say }, machine) => ({
      footprintRecorded: footprintResult(machine, await footprintRecorded(folder, say)),
    }),
  },
  messages: {
    draws: false,
    run: async (bench, machine, rounds = MESSAGE_ROUNDS) => ({
      messages: messagesResult(machine, await messages(bench, rounds)),
    }),
  },
  analysis: {
    draws: false,
    run: async (bench, machine, rounds = ANALYSIS_ROUNDS) => ({
      analysis: analysisResult(machine, await analysis(bench, rounds)),
    }),
  },
  render: rendering(BED_COUNTS),
  hop: {
    draws: true,
    run: async (bench, machine, rounds = HOP_ROUNDS) => ({
      hop: hopResult(machine, await hop(bench, rounds)),
    }),
  },
  'cold-start': {
    draws: true,
    run: async (bench, machine, times = COLD_START_ROUNDS) => {
      const rounds = await coldStart(bench, times)
      const vigil = scriptBytes(join(bench.apps.vigil, 'out'))
      const uplot = scriptBytes(bench.apps.uplot)
      return { 'cold-start': coldStartResult(machine, rounds, { vigil, uplot }) }
    },
  },
  'byte-to-pixel': {
    draws: true,
    async run(bench, machine, times = LATENCY_ROUNDS, soFar) {
      const result = (rounds: Parameters<typeof latencyResult>[1]): Results => ({
        'byte-to-pixel': latencyResult(machine, rounds),
      })
      return result(await byteToPixel(bench, times, MARKERS, (rounds) => soFar(result(rounds))))
    },
  },
}

/** Parts of a benchmark that takes long, to be taken one by one; together they are the whole. */
export const PARTS: Readonly<Record<string, Benchmark>> = Object.fromEntries(
  BED_COUNTS.map((beds) => [`render-${beds}`, rendering([beds])]),
)
