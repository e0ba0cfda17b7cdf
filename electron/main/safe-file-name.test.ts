import { expect, it } from 'vitest'
import { safeFileName } from './safe-file-name.ts'

it.each([
  ['ward-3 Bed 1.pdf', '.pdf', 'ward-3 Bed 1.pdf'],
  ['Übergabe Bett 3', '.pdf', 'Übergabe Bett 3.pdf'],
  ['../../etc/passwd', '.csv', 'passwd.csv'],
  ['..', '.txt', 'vigil.txt'],
  ['.bashrc', '.txt', 'bashrc.txt'],
  ['a:b*c?"<>|.csv', '.csv', 'a_b_c_____.csv'],
  ['report.exe', '.pdf', 'report.exe.pdf'],
  ['', '.csv', 'vigil.csv'],
  [7, '.csv', 'vigil.csv'],
])('suggests for %j with %s the name %s', (suggested, extension, name) => {
  expect(safeFileName(suggested, extension)).toBe(name)
})

it('keeps a long name short', () => {
  expect(safeFileName('x'.repeat(5_000), '.csv')).toHaveLength(124)
})
