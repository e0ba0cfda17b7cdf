import type { Commands } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'

type Reply<Name extends keyof Commands> = Commands[Name]['reply']

/** The review screen reads the record on the reading worker; the types of its answers are lost on their way. */
export async function reviewOverview(
  { store }: CommandContext,
  request: Commands['review.overview']['request'],
): Promise<Reply<'review.overview'>> {
  return (await store.job('reviewOverview', request)) as Reply<'review.overview'>
}

export async function reviewRows(
  { store }: CommandContext,
  request: Commands['review.rows']['request'],
): Promise<Reply<'review.rows'>> {
  return (await store.job('reviewRows', request)) as Reply<'review.rows'>
}

export async function reviewStrip(
  { store }: CommandContext,
  request: Commands['review.strip']['request'],
): Promise<Reply<'review.strip'>> {
  return (await store.job('reviewStrip', request)) as Reply<'review.strip'>
}

export async function reviewMoment(
  { store }: CommandContext,
  request: Commands['review.moment']['request'],
): Promise<Reply<'review.moment'>> {
  return (await store.job('reviewMoment', request)) as Reply<'review.moment'>
}
