import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'

/** Reserved by RFC 2606: nothing answers there. */
const ELSEWHERE = 'https://example.invalid/'

/** Runs an attempt in the page. Out: 'done', or the name of the error that stopped it. */
function attempt(page: Page, script: string): Promise<string> {
  return page.evaluate(
    (body) =>
      new Promise<string>((resolve) => {
        const limit = setTimeout(() => resolve('no answer'), 5_000)
        const tell = (text: string) => {
          clearTimeout(limit)
          resolve(text)
        }
        const element = document.createElement('script')
        element.textContent = body
        document.addEventListener('securitypolicyviolation', () => tell('refused by policy'), { once: true })
        document.head.append(element)
        setTimeout(() => tell('done'), 300)
      }),
    script,
  )
}

test('the page reaches nothing but itself', async ({ launch }) => {
  const { page } = await launch()
  const reached = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'reached',
        (error: Error) => error.name,
      ),
    ELSEWHERE,
  )
  expect(reached).toBe('TypeError')
  expect(await page.evaluate(() => new URL(location.href).origin)).toBe('app://vigil')
})

test('the page has no Node, runs no inline script and evaluates no text', async ({ launch }) => {
  const { page } = await launch()
  expect(
    await page.evaluate(() => [
      typeof Reflect.get(globalThis, 'require'),
      typeof Reflect.get(globalThis, 'process'),
    ]),
  ).toEqual(['undefined', 'undefined'])
  expect(await attempt(page, 'globalThis.intruded = true')).toBe('refused by policy')
  expect(await page.evaluate(() => Reflect.get(globalThis, 'intruded'))).toBeUndefined()
  // In a task of its own: what the test driver calls directly is exempt from the policy.
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(Reflect.construct(Function, ['return 1'])())
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      }),
  )
  expect(evaluated).toBe('EvalError')
})

test('new windows, navigation and devices are denied', async ({ launch }) => {
  const { application, page } = await launch()
  expect(await page.evaluate((url) => globalThis.open(url) === null, ELSEWHERE)).toBe(true)
  await page.evaluate((url) => {
    location.href = url
  }, ELSEWHERE)
  expect(await page.evaluate(() => location.origin)).toBe('app://vigil')
  const asked = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  )
  expect(asked).not.toBe('given')
  expect(application.windows()).toHaveLength(1)
})

test('what the preload script offers is these functions and nothing else', async ({ launch }) => {
  const { page } = await launch()
  const offered = await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'vigil')).sort())
  expect(offered).toEqual([
    'about',
    'bell',
    'chooseFolder',
    'loginStart',
    'pagePdf',
    'printPdf',
    'saveCapture',
    'saveText',
    'screenKey',
    'setLoginStart',
  ])
})
