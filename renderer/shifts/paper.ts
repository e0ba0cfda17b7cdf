import { createContext, useEffect } from 'react'
import type { Paper } from '../../electron/ipc/handover-store.ts'

/** The paper that the sheets below are laid out for. */
export const PaperContext = createContext<Paper>('a4')

const PAGE_SIZES: Readonly<Record<Paper, string>> = { a4: 'A4', letter: 'letter' }

/** Tells the printer the size of the sheets while they are shown: no rule of a style sheet can depend on a choice. */
export function usePageSize(paper: Paper): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: ${PAGE_SIZES[paper]}; margin: 0; }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [paper])
}
