/** Sizes an import may have. They keep the core responsive; no address book of a person comes near them. */
export const importLimits = {
  fileBytes: 50 * 1024 * 1024,
  rows: 60_000,
  columns: 256,
  cellCharacters: 100_000,
  unpackedBytes: 200 * 1024 * 1024,
  zipEntries: 2_000,
  /** Unpacked to packed size of a workbook above `ratioFromBytes`; real sheets stay well below 100. */
  zipRatio: 200,
  ratioFromBytes: 10 * 1024 * 1024,
  xlsxSeconds: 20,
  xlsxHeapMegabytes: 512,
} as const;
