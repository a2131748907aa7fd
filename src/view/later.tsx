import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A component that is loaded when it is first shown; nothing is drawn until then. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function Later(props: Props) {
    const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      // A part of the package that cannot be loaded is as good as absent.
      load().then(
        (component) => setLoaded(() => component),
        () => undefined,
      );
    }, []);
    return Loaded && <Loaded {...props} />;
  };
}
