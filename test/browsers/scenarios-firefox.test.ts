import { tryScenariosIn } from "./scenarios.ts";

tryScenariosIn("firefox");
