import { createContext, useContext } from 'react'
import { createStore, useStore } from '../../client/store.ts'
import type { Question, Sound } from './sound.ts'
import type { OutputView } from './sound-output.ts'

/** The sound of this window; null in one that makes none: the wall is silent, the desk sounds. */
export const SoundContext = createContext<Sound | null>(null)

const NO_OUTPUT = createStore<OutputView | null>(null)
const NO_QUESTION = createStore<Question>({ askedUtcMs: null, signedInUtcMs: null })

/** The sound of this window with what is known of it; `output` is null in a window that makes none. */
export function useSound(): { sound: Sound | null; output: OutputView | null; question: Question } {
  const sound = useContext(SoundContext)
  const output = useStore<OutputView | null>(sound?.output.view ?? NO_OUTPUT)
  const question = useStore(sound?.question ?? NO_QUESTION)
  return { sound, output, question }
}
