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
  /** What a workbook may unfold to: one text may stand in a million cells, and is copied into each of them. */
  workbookCells: 3_000_000,
  workbookCharacters: 60_000_000,
  workbookSheets: 500,
  xlsxSeconds: 20,
  xlsxHeapMegabytes: 512,
  /** A text up to this size is read at once; a larger one in a child. */
  quickTextBytes: 128 * 1024,
  textSeconds: 60,
  textHeapMegabytes: 1_024,
} as const;
