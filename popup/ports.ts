/** What the popup needs of the extension. */
import type { Catalogue } from "../src/core/catalogue.ts";
import type { CheckPorts } from "../src/view/ports.ts";

export interface PopupPorts extends CheckPorts {
  catalogue: Pick<Catalogue, "roots">;
}
