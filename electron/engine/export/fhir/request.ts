import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { type TlsFiles, tlsAdvice, tlsOptions } from '../tls-files.ts'

/** One request over HTTP, or over TLS where the destination says so. */
export interface HttpTarget {
  readonly host: string
  readonly port: number
  readonly tls?: TlsFiles | undefined
}

export interface HttpQuestion {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A whole answer, or how it failed: `sent` is whether the other side may have the request. */
export type HttpAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly retryAfter: string | null
      /** Where it put what it was sent, if it says so. */
      readonly location?: string | undefined
      readonly body: string
    }
  | {
      readonly kind: 'failed'
      readonly sent: boolean
      readonly detail: string
      readonly advice: string | null
    }

/** No answer to a bundle is longer. */
const MOST_BYTES = 8_388_608

/** One connection, one request, one answer; never rejects. Redirections are not followed: they would carry credentials away. */
export function askHttp(
  target: HttpTarget,
  question: HttpQuestion,
  times: AttemptTimes,
): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const { host, port, tls } = target
    const { method, path, body = '' } = question
    const headers = { ...question.headers, 'content-length': String(Buffer.byteLength(body)) }
    let request: ClientRequest
    let isSent = false
    let timer = setTimeout(() => fail('no connection in time'), times.connectWithinMs)
    const end = (answer: HttpAnswer): void => {
      clearTimeout(timer)
      resolve(answer)
      request?.destroy()
    }
    const fail = (detail: string, advice: string | null = null): void =>
      end({ kind: 'failed', sent: isSent, detail, advice })
    try {
      const usual = { host, port, method, path, headers, agent: false }
      request =
        tls === undefined
          ? plainRequest(usual)
          : tlsRequest({ ...usual, ...tlsOptions(tls, host, Date.now()) })
    } catch (error) {
      const { code, message } = wordsOf(error)
      clearTimeout(timer)
      resolve({ kind: 'failed', sent: false, detail: message, advice: tlsAdvice(code) ?? message })
      return
    }
    request.on('socket', (socket) =>
      socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
        isSent = true
        clearTimeout(timer)
        timer = setTimeout(() => fail('no answer in time'), times.ackWithinMs)
      }),
    )
    request.on('error', (error) => {
      const { code, message } = wordsOf(error)
      fail(code || message, tlsAdvice(code))
    })
    request.on('response', (response) => readAnswer(response, end, fail))
    request.end(body)
  })
}

function readAnswer(
  response: IncomingMessage,
  end: (answer: HttpAnswer) => void,
  fail: (detail: string) => void,
): void {
  const pieces: Buffer[] = []
  let bytes = 0
  response.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes > MOST_BYTES) fail('the answer is too long')
    else pieces.push(piece)
  })
  response.on('error', (error) => fail(wordsOf(error).code || error.message))
  response.on('end', () => {
    if (!response.complete) return fail('the answer broke off')
    const status = response.statusCode ?? 0
    const retryAfter = response.headers['retry-after'] ?? null
    const { location } = response.headers
    end({ kind: 'answer', status, retryAfter, location, body: Buffer.concat(pieces).toString('utf8') })
  })
}

function wordsOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}
