import { useEffect, useState } from 'react'
import type { ReviewStrip } from '../../electron/ipc/review.ts'
import { bridge } from '../client/bridge.ts'
import { words } from '../words/words.ts'
import type { Stretch } from './stretch.ts'
import { useAnswer } from './use-answer.ts'

/** A strip on paper takes this much before and after its middle. */
const AROUND_MS = 10_000

/** Printing: reads the strip round a moment, lets it be drawn for paper, saves the page, and says how that went. */
export function usePrint(bed: string | null): {
  readonly strip: ReviewStrip | null
  readonly isPrinting: boolean
  readonly sentence: string | null
  readonly print: (middleUtcMs: number, latestUtcMs: number) => void
} {
  const [wanted, setWanted] = useState<Stretch | null>(null)
  const [sentence, setSentence] = useState<string | null>(null)
  const answer = useAnswer('review.strip', wanted === null || bed === null ? null : { bed, ...wanted })
  const strip = wanted !== null && answer.value?.fromUtcMs === wanted.fromUtcMs ? answer.value : null
  useEffect(() => {
    if (strip === null) return
    const two = (part: number) => part.toString().padStart(2, '0')
    const at = new Date(strip.fromUtcMs)
    const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
    const name = `vigil-strip-${strip.bed}-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.pdf`
    bridge()
      .printPdf(name)
      .then(
        ({ path, problem }) =>
          setSentence(
            problem ?? (path === null ? words('shift.notSaved') : words('review.printed', { path })),
          ),
        (error: Error) => setSentence(error.message),
      )
      .finally(() => setWanted(null))
  }, [strip])
  const { problem } = answer
  useEffect(() => {
    if (problem === null) return
    setSentence(problem)
    setWanted(null)
  }, [problem])
  return {
    strip,
    isPrinting: wanted !== null,
    sentence,
    print(middleUtcMs, latestUtcMs) {
      setSentence(null)
      const fromUtcMs = Math.round(middleUtcMs - AROUND_MS)
      setWanted({ fromUtcMs, toUtcMs: Math.min(latestUtcMs, fromUtcMs + 2 * AROUND_MS) })
    },
  }
}
