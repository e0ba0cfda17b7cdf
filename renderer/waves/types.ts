import type { EcgGain } from '../../electron/ipc/display.ts'
import type { WaveView } from '../../electron/ipc/views.ts'
import type { WaveSignal } from './signal.ts'
import { ENGLISH_WAVE_WORDS, type WaveWords } from './words.ts'

/** A rectangle in CSS pixels, measured from the top left corner of the wave canvas. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * One wave on the screen. The rectangle holds the lead-in margin
 * (`LEAD_IN_PX`, for the 1 mV bar or the scale numbers) and the trace.
 */
export interface WaveRow {
  /** Unique on the canvas and stable while the row stays in its place, e.g. `b1/MDC_ECG_LEAD_II`. */
  readonly key: string
  readonly bed: string
  /** Number of the wave in the packets, or null if the bed does not send this wave (it is then hatched). */
  readonly channel: number | null
  readonly rect: Rect
  /** `ecg` rows are drawn in mm/mV with a 1 mV bar, all others between `lowest` and `highest` of the wave. */
  readonly kind: 'ecg' | 'other'
  /** Colour of the trace, any CSS colour. */
  readonly colour: string
  /** Usual 25; 12.5 or 6.25 for breath and CO2; the tile prints it where it is not 25. */
  readonly speedMmPerSecond: number
  /** Gain of an ECG; `auto`: the usual one while the wave fits. Other rows ignore it. */
  readonly ecgGain: EcgGain | 'auto'
  /** Prints SIMULATED under the trace. */
  readonly simulated: boolean
  /** Dotted scale lines (pressures, CO2); their places come back in the `ScaleReport`. */
  readonly guides: boolean
  /** When set, the row is hatched as a whole with these words, e.g. `ECG leads off`. */
  readonly hatch: string | null
}

/** Whether a bed's line is alive. A bed that is not named here counts as live. */
export interface BedWaves {
  readonly bed: string
  readonly live: boolean
  /** Shown on the hatch while not live, e.g. `Cable unplugged 00:12`; null says `No data`, empty leaves the words to the page. */
  readonly text: string | null
}

/** A line of the scale of a row. */
export interface Guide {
  readonly value: number
  /** CSS pixels below the top of the row's rectangle. */
  readonly y: number
}

/** The scale that a row is drawn with, sent when it changes so that the tile can print it. */
export interface ScaleReport {
  readonly key: string
  /** `×0.25` to `×4` for ECG; null for other rows. */
  readonly gain: string | null
  /** Values at the bottom and at the top of the trace area, in the unit of the wave. */
  readonly lowest: number
  readonly highest: number
  readonly guides: readonly Guide[]
}

/** Counters of the painter since the worker started. */
export interface WaveStats {
  readonly packets: number
  /** Packets that the publisher dropped or that never came, by sequence number. */
  readonly droppedPackets: number
  /** Packets that could not be read. */
  readonly badPackets: number
  /** Holes seen in the data of all channels. */
  readonly gaps: number
  readonly frames: number
  /** Time between a sample's place on the station's clock and its place at the write point. */
  readonly delayMsByBed: Readonly<Record<string, number>>
  /** Waves on the screen, by their channel. */
  readonly signals: Readonly<Record<number, WaveSignal>>
}

/** Colours and words of everything that is not a trace. */
export interface WaveTheme {
  /** Between the panels. */
  readonly page: string
  /** Behind every trace and panel. */
  readonly surface: string
  readonly hatch: string
  readonly hatchText: string
  /** Pace marks. */
  readonly mark: string
  /** 1 mV bar. */
  readonly bar: string
  /** Dotted scale lines. */
  readonly guide: string
  readonly simulated: string
  readonly words: WaveWords
}

/** Everything that the page tells the painter; kept by the host and sent again to a new worker. */
export interface WaveScene {
  readonly rows: readonly WaveRow[]
  readonly waves: readonly WaveView[]
  readonly beds: readonly BedWaves[]
  /** Areas of the tiles that are left open to the canvas: filled with `surface`. */
  readonly panels: readonly Rect[]
  readonly theme: WaveTheme
  /** Millimetres that one CSS pixel is wide on this screen. */
  readonly pixelPitchMm: number
  /** False: samples are drawn at once, bursts move in bursts (for latency measurements). */
  readonly playout: boolean
}

/** Width in CSS pixels at the start of every row that the trace leaves free: holds the bar, scale numbers of three digits, and names of leads of four letters. */
export const LEAD_IN_PX = 36

/** 24-inch screen of 1920 x 1080 pixels (UI.md). */
export const DEFAULT_PIXEL_PITCH_MM = 0.277

/** Dark theme (UI.md section 3). */
export const DARK_WAVE_THEME: WaveTheme = {
  page: '#04070A',
  surface: '#0B1014',
  hatch: 'rgba(34, 211, 238, 0.3)',
  hatchText: '#22D3EE',
  mark: '#F1F5F7',
  bar: '#84929C',
  guide: '#33414B',
  simulated: 'rgba(255, 255, 255, 0.15)',
  words: ENGLISH_WAVE_WORDS,
}
