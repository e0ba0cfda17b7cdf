/** Whether a code has the form of a LOINC code and its check digit (Mod 10, Luhn): one wrong digit is noticed. */
export function isLoincCode(code: string): boolean {
  const [, body = '', check] = /^(\d{1,7})-(\d)$/.exec(code) ?? []
  if (check === undefined) return false
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const weighted = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
  return (10 - (sum % 10)) % 10 === Number(check)
}
