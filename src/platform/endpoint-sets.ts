/** Where a person's sets of endpoints are kept: until they delete them, or remove the extension. */
import type { EndpointSet } from "../core/endpoint-sets.ts";
import { storedItem } from "./storage.ts";

export const endpointSetsItem = storedItem<EndpointSet[]>("local", "endpointSets", 1);
