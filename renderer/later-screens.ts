import { lazy } from 'react'

/** By then the ward's traces move; what is opened sooner loads at that moment. */
const LOAD_AFTER_MS = 3_000

const loadAlarms = () =>
  import('./alarms/screen/alarms-screen.tsx').then(({ AlarmsScreen }) => ({ default: AlarmsScreen }))
const loadHandover = () => import('./shifts/handover.tsx').then(({ Handover }) => ({ default: Handover }))
const loadRemote = () =>
  import('./remote/remote-screen.tsx').then(({ RemoteScreen }) => ({ default: RemoteScreen }))
const loadReview = () => import('./review/review.tsx').then(({ Review }) => ({ default: Review }))
const loadTrends = () =>
  import('./trends/trend-panel.tsx').then(({ TrendPanel }) => ({ default: TrendPanel }))
const loadSetup = () => import('./setup/setup.tsx').then(({ Setup }) => ({ default: Setup }))

/** Alarms of all beds, and what happened to them. */
export const Alarms = lazy(loadAlarms)
/** The shift summary. Its charts are more program than the whole ward. */
export const Handover = lazy(loadHandover)
/** Patients elsewhere, where a station follows any. */
export const Remote = lazy(loadRemote)
/** Any stored minute of a bed. */
export const Review = lazy(loadReview)
/** The trends of one bed, with the same charts. */
export const TrendPanel = lazy(loadTrends)
export const Setup = lazy(loadSetup)

/** Loads what a start does not need once the ward is up, so that it opens without a wait. */
export function loadLaterScreens(): void {
  setTimeout(() => {
    // What cannot be loaded says so when it is opened.
    void Promise.allSettled([loadHandover(), loadTrends(), loadReview(), loadAlarms(), loadSetup()])
  }, LOAD_AFTER_MS)
}
