/** What people and organisations have to do with a sample, in words. */
import { relationText } from './text.ts'

/** Roles as records give them (names or IRIs) -> `collector, custodian`, each once. */
export const rolesText = (roles: readonly string[]): string => {
  // Whoever has a role of their own is a contributor anyway.
  const own = roles.filter(role => role !== 'contributor')
  const words = [...new Set((own.length > 0 ? own : roles).map(relationText))]
  // Records say the same once more in a vocabulary that knows roles for samples only.
  return words.filter(word => !words.some(other => word === `sample ${other}`)).join(', ')
}
