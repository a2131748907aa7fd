/** The images that the extension stores ask for. */
import data from "./store-images.json" with { type: "json" };

export type StoreImage = keyof typeof data.images;

export interface ImageRule {
  /** Accepted sizes (`WIDTHxHEIGHT`); the recommended one if the store accepts any. */
  sizes: readonly string[];
  least: number;
  /** Null if the store sets no limit. */
  most: number | null;
  /** Whether the store refuses a PNG with an alpha channel. */
  opaque: boolean;
}

export const STORE_IMAGES: Record<StoreImage, ImageRule> = data.images;

export const STORES: Record<string, { name: string; sources: { url: string; read: string }[] }> =
  data.stores;
