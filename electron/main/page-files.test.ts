import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileOf } from './page-files.ts'

const ROOT = '/app/renderer'

it.each([
  ['app://vigil/', '/app/renderer/index.html'],
  ['app://vigil/index.html', '/app/renderer/index.html'],
  ['app://vigil/assets/a%20b.js?x=1#y', '/app/renderer/assets/a b.js'],
  ['app://vigil/assets/../index.html', '/app/renderer/index.html'],
  ['app://vigil/%2e%2e%2f%2e%2e%2fetc/passwd', null],
  ['app://vigil/..%2Frenderer-other/x.js', null],
  ['app://vigil/%', null],
  ['app://vigil.example/index.html', null],
  ['app://other/index.html', null],
  ['app://waves/waves-frame.html', '/app/renderer/waves-frame.html'],
  ['app://waves/assets/worker.js', '/app/renderer/assets/worker.js'],
  ['app://waves/index.html', null],
  ['app://waves/', null],
  ['app://waves.example/waves-frame.html', null],
  ['file:///etc/passwd', null],
  ['no url', null],
])('means by %s the file %s', (url, file) => {
  expect(fileOf(ROOT, url)).toBe(file)
})

it('never leaves its folder, whatever a page asks for', () => {
  const piece = fc.constantFrom('..', '%2e%2e', '/', '%2f', '\\', '%5c', 'a', '%00', '%', '.')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom('vigil/', 'waves/assets/'),
      (pieces, at) => {
        const file = fileOf(ROOT, `app://${at}${pieces.join('')}`)
        expect(file === null || (file.startsWith(`${ROOT}/`) && !file.split('/').includes('..'))).toBe(true)
      },
    ),
  )
})
