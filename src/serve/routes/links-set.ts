/** The links of a sample as a link set (RFC 9264): what leads away from it, and what others lead to it. */
import type { Link } from '../../catalogue/links.ts'
import type { LinksetLink } from '../../links/linkset.ts'
import { isIri } from '../../rdf/terms.ts'

/** The links in the order of relation and target; links to texts that are no IRIs are left out, they lead nowhere. */
export const linksetOf = (sample: string, links: readonly Link[]): LinksetLink[] =>
  links
    .filter(({ target }) => isIri(target))
    .map(({ relation, direction, target, title, assertedBy }) => ({
      anchor: direction === 'out' ? sample : target,
      rel: relation,
      href: direction === 'out' ? target : sample,
      // The title is that of the other end: only where that is the target of the link may it stand there.
      ...(title !== undefined && direction === 'out' && { title }),
      attributes: { 'asserted-by': assertedBy.map(({ record }) => record) },
    }))
