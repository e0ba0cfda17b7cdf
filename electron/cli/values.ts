import { UsageError } from './options.ts'

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/
const MINUTE_MS = 60_000
const MS_DIGITS = 3

/**
 * A time typed after `--from` or `--to`: ISO 8601 with Z or an offset and nothing else,
 * because a time without one means another moment on every PC. Out: UTC ms.
 */
export function parseTime(option: string, text: string): number {
  const match = ISO_8601.exec(text)
  const refused = new UsageError(
    `Option --${option} cannot read "${text}": give a time with Z or an offset, such as 2026-11-22T07:00:00+01:00`,
  )
  if (match === null) throw refused
  const field = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day] = [field(1), field(2), field(3)]
  const [hour, minute, second] = [field(4), field(5), field(6)]
  const fractionMs = Number((match[7] ?? '').padEnd(MS_DIGITS, '0').slice(0, MS_DIGITS))
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second, fractionMs)
  // Date.UTC rolls 30 February over into March; what comes back must be what was typed.
  const typed = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? '00'}`
  if (new Date(localMs).toISOString().slice(0, typed.length) !== typed) throw refused
  const [offsetHours, offsetMinutes] = [field(9), field(10)]
  if (offsetHours > 14 || offsetMinutes > 59) throw refused
  const offsetMs = (offsetHours * 60 + offsetMinutes) * MINUTE_MS
  return match[8] === '-' ? localMs + offsetMs : localMs - offsetMs
}

/** A number typed after an option: plain decimal, greater than zero, the point as separator. */
export function parsePositive(option: string, text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!(value > 0) || value > Number.MAX_SAFE_INTEGER) {
    throw new UsageError(`Option --${option} cannot read "${text}": give a number greater than 0, such as 10`)
  }
  return value
}

/** A whole number from 0 typed after an option. */
export function parseWhole(option: string, text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) {
    throw new UsageError(`Option --${option} cannot read "${text}": give a whole number, such as 7`)
  }
  return value
}

/** HOST:PORT typed after an option; an IPv6 address stands in brackets. Port 0 means any free one. */
export function parseHostPort(
  option: string,
  text: string,
): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || !(port <= 0xffff)) {
    throw new UsageError(`Option --${option} cannot read "${text}": give HOST:PORT, such as 127.0.0.1:4001`)
  }
  return { host, port }
}
