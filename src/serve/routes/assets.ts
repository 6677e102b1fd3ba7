/** /assets: the files that pages need, from a fixed table. */
import { Hono } from 'hono'

/** Serves nothing yet but the route. */
export const assetRoutes = (): Hono => new Hono()
