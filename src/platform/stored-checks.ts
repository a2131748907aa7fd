import { storedItem } from "./storage.ts";
import { STORED } from "./stored-formats.ts";

export const runningItem = storedItem(STORED.running);
export const reportItem = storedItem(STORED.report);
export const historyItem = storedItem(STORED.history);
export const pagesItem = storedItem(STORED.pages);
export const ownCheckItem = storedItem(STORED.ownCheck);
export const askedNamesItem = storedItem(STORED.askedNames);
