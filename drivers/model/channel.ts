/**
 * What one stream of values is: the term it means, where on the device it comes
 * from, its unit and how it is timed. Built once from a driver's tables and then
 * shared by reference by every measurement of that channel.
 */
interface ChannelBase {
  /**
   * Unique and stable within one driver: the id, plus `@source` when the device
   * can send the same id from several places. Stored, so it never changes meaning.
   */
  readonly key: string
  /** REFID as spelled in the vocabulary, or `X_<DRIVER>_<FIELD>` if the vendor defines no such term. */
  readonly id: string
  /** MDC code (partition * 65536 + term), or null for an `X_` id. */
  readonly code: number | null
  /** Where on the device it comes from, short and lower case: `p1`, `spo2`, `t2`. */
  readonly source: string
  /** The vendor's own name of the field or wave, or its number in words if it is unknown to us. */
  readonly vendor: string
  /** Short name shown to people: `HR`, `SpO2`, `ART`. */
  readonly label: string
  /** UCUM unit as the monitor sent it (DESIGN rule 12). */
  readonly unit: string
  /** The device of the bed that sends it, where that is not the bed's monitor; no driver sets it. */
  readonly device?: string
}

export interface NumericChannel extends ChannelBase {
  readonly kind: 'numeric'
  /** `episodic` readings (NIBP, cardiac output, ...) are one measurement however often repeated (DESIGN rule 11). */
  readonly timing: 'continuous' | 'episodic'
  /** Digits after the point when shown; never used for storing. */
  readonly decimals: number
  /**
   * A value of a wearable is old only after so long, milliseconds, since gaps of its radio are usual; its lack is told
   * late, too. Absent: as the interval tells at which it is sent (DESIGN rule 2).
   */
  readonly wornAgeMs?: number
  /** The maker of the device forbids alarms made of it: no limit is ever held against it. */
  readonly isNoAlarmSource?: true
}

export interface WaveChannel extends ChannelBase {
  readonly kind: 'wave'
  readonly timing: 'continuous'
  /** Samples a second. */
  readonly rateHz: number
  /** Physical value = raw * gain + offset, in `unit`. */
  readonly gain: number
  readonly offset: number
  /** Bits a raw sample needs: decides Int16Array or Int32Array. */
  readonly width: 16 | 32
  /** Clinical range of the trace in `unit`, for a first scale; the painter may widen it. */
  readonly lowest: number
  readonly highest: number
}

export type Channel = NumericChannel | WaveChannel

/** A channel as a driver announces it in its table; same shape. */
export type ChannelSpec = Channel

/**
 * The `site` of each channel: its source, but only where the given channels
 * hold the same id from more than one source (DESIGN section 4, ids).
 * In: the channels one device has sent. Out: key -> site, absent if not needed.
 */
export function sitesOf(channels: Iterable<Channel>): Map<string, string> {
  const sourcesById = new Map<string, Set<string>>()
  const all = [...channels]
  for (const channel of all) {
    const term = `${channel.kind} ${channel.id}`
    const sources = sourcesById.get(term) ?? new Set<string>()
    sources.add(channel.source)
    sourcesById.set(term, sources)
  }
  const sites = new Map<string, string>()
  for (const channel of all) {
    const sources = sourcesById.get(`${channel.kind} ${channel.id}`)
    const isOfSeveral = sources !== undefined && sources.size > 1
    if (isOfSeveral || channel.device !== undefined) sites.set(channel.key, channel.source)
  }
  return sites
}
