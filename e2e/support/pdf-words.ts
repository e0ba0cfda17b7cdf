import { expect } from '@playwright/test'
import { startOutside } from './outside.ts'

/** A word as it stands on a page: number of the page from 1, edges in points from the top left. */
export interface PdfWord {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Pages of a PDF in points, and every word where it is drawn. */
export interface PdfPages {
  readonly pages: readonly { readonly width: number; readonly height: number }[]
  readonly words: readonly PdfWord[]
  /** The text in the order in which it is read, without marks of direction. */
  readonly text: string
}

/** Marks of direction, which are no ink. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** A comma belongs to the sentence, not to the word before it. */
const STOP = /[,،]$/
const PAGE = /<page width="([\d.]+)" height="([\d.]+)">/
const WORD = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g
const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' }
/** Words of one line may differ by this in height: scripts have other metrics. */
const LINE_PT = 6
/** Space between two words of one line. */
const SPACE_PT = 9

async function told(words: readonly string[]): Promise<string> {
  const program = startOutside('pdftotext', [...words, '-'])
  expect(await program.ended, program.output()).toBe(0)
  return program.output()
}

/** Reads a PDF as poppler does. */
export async function pdfPages(file: string): Promise<PdfPages> {
  const parts = (await told(['-bbox', file])).split(/(?=<page )/).slice(1)
  const pages = parts.map((part) => {
    const [, width, height] = PAGE.exec(part) ?? []
    return { width: Number(width), height: Number(height) }
  })
  const words = parts.flatMap((part, index) =>
    [...part.matchAll(WORD)].map(([, left, top, right, bottom, text = '']): PdfWord => {
      const plain = text
        .replace(/&\w+;/g, (sign) => SIGNS[sign] ?? sign)
        .replaceAll(DIRECTION, '')
        .replace(STOP, '')
      const edges = { left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom) }
      return { page: index + 1, text: plain, ...edges }
    }),
  )
  const text = (await told([file])).replaceAll(DIRECTION, '')
  return { pages, words: words.filter((word) => word.text !== ''), text }
}

function follows(word: PdfWord, next: PdfWord): boolean {
  const isBeside = next.left >= word.right - 1 && next.left - word.right < SPACE_PT
  return next.page === word.page && isBeside && Math.abs(next.bottom - word.bottom) < LINE_PT
}

/** How often these words stand one after the other from left to right, whatever the language around them. */
export function fromLeftToRight({ words }: PdfPages, wanted: readonly string[]): number {
  const [first, ...rest] = wanted
  const ends = words.filter(({ text }) => text === first)
  const last = rest.reduce<readonly PdfWord[]>(
    (found, text) =>
      found.flatMap((word) => words.filter((next) => next.text === text && follows(word, next)).slice(0, 1)),
    ends,
  )
  return last.length
}
