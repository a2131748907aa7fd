import { tryScenariosIn } from "./scenarios.ts";

tryScenariosIn("chromium");
