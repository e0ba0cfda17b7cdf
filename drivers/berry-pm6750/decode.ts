import type { Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { ecgWaves, oneLeadWave, plethWave, respirationWave } from './channels.ts'
import { FRAME, ID, N_ONE_LEAD, N_TWO_PROBES, WAVE } from './codes.ts'
import { format } from './frame.ts'
import { readEcg, readNibp, readSpo2, readTemperature, type Say } from './numbers.ts'
import type { Pm6750Options } from './options.ts'
import { Session } from './session.ts'

/** Samples joined into one wave: a tenth of a second. */
const ECG_BATCH = 25
const SLOW_BATCH = 5

/** Bytes of the board in, six parameters and their waves out. */
export class Pm6750Decoder extends LockedDecoder {
  protected readonly framer: LengthFramer
  readonly #session: Session | null
  readonly #leads: readonly SampleBatch[]
  readonly #oneLead: SampleBatch
  readonly #pleth: SampleBatch
  readonly #respiration: SampleBatch
  readonly #batches: readonly SampleBatch[]
  readonly #say: Say
  #leadOff = false
  #sensorOff = false
  #measuring = false
  /** Arrival of the bytes at hand, and of the frame at hand, which may have waited for the lock. */
  #atMs = 0

  constructor(out: Out, options: Pm6750Options) {
    super(out)
    this.#leads = ecgWaves.map((channel) => new SampleBatch(channel, ECG_BATCH, out))
    this.#oneLead = new SampleBatch(oneLeadWave, ECG_BATCH, out)
    this.#pleth = new SampleBatch(plethWave, SLOW_BATCH, out)
    this.#respiration = new SampleBatch(respirationWave, SLOW_BATCH, out)
    this.#batches = [...this.#leads, this.#oneLead, this.#pleth, this.#respiration]
    this.#session =
      out.send === undefined || options.listenOnly ? null : new Session((bytes) => out.send?.(bytes))
    this.#say = (channel, value, validity, more) =>
      out.measure({ type: 'numeric', channel, value, validity, atMs: this.#atMs, deviceMs: null, ...more })
    this.framer = new LengthFramer(
      format,
      this.insideLock({
        onFrame: (frame, atMs) => this.#frame(frame, atMs),
        onFault: (kind, bytes) => {
          this.#lost()
          this.fault(kind, bytes)
        },
      }),
    )
  }

  override tick(atMs: number): void {
    for (const batch of this.#batches) batch.tick(atMs)
    this.#session?.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#lost()
  }

  /** Which packet was lost is not known, so every wave may miss a sample. */
  #lost(): void {
    for (const batch of this.#batches) batch.gap(this.nowMs)
  }

  #frame(frame: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    const id = frame[FRAME.idAt] ?? 0
    const n = frame[FRAME.lengthAt] ?? 0
    const data = frame.subarray(FRAME.dataAt, frame.length - 1)
    this.#session?.heard(id, this.#atMs)
    switch (id) {
      case ID.ecgWave:
        if (n === N_ONE_LEAD) this.#ecgSample(this.#oneLead, data[0] ?? 0)
        else for (const [index, batch] of this.#leads.entries()) this.#ecgSample(batch, data[index] ?? 0)
        return
      case ID.ecg:
        this.#leadOff = readEcg(data, this.#say)
        return
      case ID.nibp:
        this.#measuring = readNibp(data, this.#measuring, this.#say)
        return
      case ID.spo2:
        this.#sensorOff = readSpo2(data, this.#say)
        return
      case ID.temperature:
        readTemperature(data, n === N_TWO_PROBES, this.#say)
        return
      case ID.spo2Wave:
        this.#pleth.add(data[0] ?? 0, !this.#sensorOff, this.#atMs)
        return
      case ID.respirationWave:
        this.#respiration.add(data[0] ?? 0, !this.#leadOff, this.#atMs)
        return
      case ID.software:
      case ID.hardware:
      case ID.qrsMark:
      case ID.pulseMark:
        return
      default:
        this.fault('unknownRecord', frame.length)
    }
  }

  #ecgSample(batch: SampleBatch, sample: number): void {
    // At too high a gain the board clips and does not say so.
    if (!this.#leadOff && (sample <= WAVE.clippedLow || sample >= WAVE.clippedHigh)) batch.mark('saturation')
    batch.add(sample, !this.#leadOff, this.#atMs)
  }
}
